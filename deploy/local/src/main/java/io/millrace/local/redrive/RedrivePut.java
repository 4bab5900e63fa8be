package io.millrace.local.redrive;

import io.millrace.local.cli.BadInput;
import io.millrace.operators.redrive.Redelivery;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

/** The two Kinesis streams as what comes again is put on them. */
final class RedrivePut implements AutoCloseable {
    private final KinesisClient kinesis;
    private final Map<String, StreamPut> streams = new TreeMap<>();

    private RedrivePut(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    /**
     * Streams that were asked whether they are there, before anything is put on the other.
     *
     * @param endpoint null for the Region's own; one on this machine is not sent your credentials
     * @param events null when no event comes again
     * @param metrics null when no metric record comes again
     */
    static RedrivePut to(String region, @Nullable URI endpoint, @Nullable String events, @Nullable String metrics) {
        var put = new RedrivePut(client(region, endpoint));
        try {
            put.open("events", events);
            put.open("metrics", metrics);
            return put;
        } catch (RuntimeException e) {
            put.close();
            throw e;
        }
    }

    private void open(String logicalName, @Nullable String stream) {
        if (stream == null) {
            return;
        }
        try {
            kinesis.describeStreamSummary(request -> request.streamName(stream));
        } catch (KinesisException e) {
            throw new BadInput(
                    "The stream " + stream + " cannot be used: " + e.getMessage(),
                    "--" + logicalName + "-stream with the name of a stream of that Region and account, and"
                            + " credentials that may kinesis:DescribeStreamSummary and kinesis:PutRecords");
        } catch (SdkClientException e) {
            throw new BadInput(
                    "Kinesis cannot be asked for the stream " + stream + ": " + e.getMessage(),
                    "AWS credentials in the environment, and a Region or --endpoint that can be reached");
        }
        streams.put(logicalName, new StreamPut(kinesis, stream, length -> Thread.sleep(length.toMillis())));
    }

    private static KinesisClient client(String region, @Nullable URI endpoint) {
        var builder = KinesisClient.builder().region(Region.of(region));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
            if (isHere(endpoint)) {
                builder.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("stand-in", "stand-in")));
            }
        }
        return builder.build();
    }

    private static boolean isHere(URI endpoint) {
        try {
            return InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    void put(Redelivery redelivery) {
        try {
            stream(redelivery).put(redelivery.letter().getRecordId(), redelivery.data());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while putting records", e);
        }
    }

    private StreamPut stream(Redelivery redelivery) {
        var stream = streams.get(redelivery.stream());
        if (stream == null) {
            throw new IllegalStateException("The lake changed while it was read: run it again");
        }
        return stream;
    }

    /** Waits until the streams have taken everything. */
    void flush() throws InterruptedException {
        for (StreamPut stream : streams.values()) {
            stream.flush();
        }
    }

    /** Records that the streams have taken. */
    long taken() {
        return streams.values().stream().mapToLong(StreamPut::taken).sum();
    }

    @Override
    public void close() {
        kinesis.close();
    }
}
