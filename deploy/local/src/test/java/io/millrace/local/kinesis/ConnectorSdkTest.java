package io.millrace.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.http.EntryFault;
import io.millrace.local.http.Fault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.apache.flink.kinesis.shaded.com.amazonaws.ClientConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.SDKGlobalConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.AWSStaticCredentialsProvider;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.BasicAWSCredentials;
import org.apache.flink.kinesis.shaded.com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesis;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesisClientBuilder;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ExpiredIteratorException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetShardIteratorRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.InvalidArgumentException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ListShardsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ProvisionedThroughputExceededException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.PutRecordsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.PutRecordsRequestEntry;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ResourceNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK that the Flink connector carries inside (version 1, relocated), with CBOR, its default, and without. */
class ConnectorSdkTest {
    private static final Instant ARRIVED = Instant.parse("2026-03-01T10:00:00.123Z");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final KinesisStandIn standIn =
            KinesisStandIn.start(KinesisOptions.standard().withClock(clock));

    @AfterEach
    void stop() {
        System.clearProperty(SDKGlobalConfiguration.AWS_CBOR_DISABLE_SYSTEM_PROPERTY);
        standIn.close();
    }

    @ParameterizedTest(name = "CBOR {0}")
    @ValueSource(booleans = {true, false})
    void readsRecordsWithTheirArrival(boolean cbor) {
        var kinesis = client(cbor);
        standIn.createStream("events", 1);
        standIn.put("events", "key", "data".getBytes(UTF_8), ARRIVED);

        var answer = kinesis.getRecords(new GetRecordsRequest().withShardIterator(trimHorizon(kinesis)));

        assertThat(answer.getRecords()).hasSize(1);
        assertThat(text(answer.getRecords().get(0))).isEqualTo("data");
        assertThat(answer.getRecords().get(0).getApproximateArrivalTimestamp()).isEqualTo(Date.from(ARRIVED));
        assertThat(answer.getMillisBehindLatest()).isZero();
        assertThat(answer.getNextShardIterator()).isNotEmpty();
    }

    @Test
    void startsAtATimestampToTheMillisecond() {
        var kinesis = client(true);
        standIn.createStream("events", 1);
        standIn.put("events", "key", "before".getBytes(UTF_8), ARRIVED.minusMillis(1));
        standIn.put("events", "key", "at".getBytes(UTF_8), ARRIVED);

        var answer = kinesis.getRecords(new GetRecordsRequest().withShardIterator(atTimestamp(kinesis)));

        assertThat(answer.getRecords()).extracting(ConnectorSdkTest::text).containsExactly("at");
    }

    /** A defect of this SDK (aws/aws-sdk-java issue 2588): in JSON it sends milliseconds, and AWS answers as here. */
    @Test
    void cannotStartAtATimestampWithoutCborAsWithAws() {
        var kinesis = client(false);
        standIn.createStream("events", 1);

        assertThatThrownBy(() -> atTimestamp(kinesis))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(
                        "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis");
    }

    @ParameterizedTest(name = "CBOR {0}")
    @ValueSource(booleans = {true, false})
    void writesBatchesThatMayFailInPart(boolean cbor) {
        var kinesis = client(cbor);
        standIn.createStream("events", 2);
        standIn.faults()
                .failEntries(
                        "PutRecords", 0.5, 7, new EntryFault("ProvisionedThroughputExceededException", "slow down"));
        var entries = List.of("a", "b", "c", "d", "e", "f", "g", "h").stream()
                .map(key -> new PutRecordsRequestEntry()
                        .withPartitionKey(key)
                        .withData(ByteBuffer.wrap(key.getBytes(UTF_8))))
                .toList();

        var answer = kinesis.putRecords(
                new PutRecordsRequest().withStreamName("events").withRecords(entries));

        var refused = answer.getRecords().stream()
                .filter(result -> result.getErrorCode() != null)
                .count();
        assertThat(answer.getRecords()).hasSameSizeAs(entries);
        assertThat(refused).isEqualTo((long) answer.getFailedRecordCount()).isBetween(1L, 7L);
        assertThat(standIn.records("events")).hasSize(entries.size() - (int) refused);
    }

    @ParameterizedTest(name = "CBOR {0}")
    @ValueSource(booleans = {true, false})
    void listsShardsAsTheConnectorDiscoversThem(boolean cbor) {
        var kinesis = client(cbor);
        standIn.createStream("events", 3);

        var first = kinesis.listShards(
                new ListShardsRequest().withStreamName("events").withMaxResults(2));
        var rest = kinesis.listShards(new ListShardsRequest().withNextToken(first.getNextToken()));
        var description = kinesis.describeStream("events").getStreamDescription();

        assertThat(first.getShards()).hasSize(2);
        assertThat(rest.getShards()).hasSize(1);
        assertThat(rest.getNextToken()).isNull();
        assertThat(description.getStreamStatus()).isEqualTo("ACTIVE");
        assertThat(description.getStreamCreationTimestamp()).isEqualTo(Date.from(clock.instant()));
    }

    @ParameterizedTest(name = "CBOR {0}")
    @ValueSource(booleans = {true, false})
    void knowsTheErrorsByTheirTypes(boolean cbor) {
        var kinesis = client(cbor);
        standIn.createStream("events", 1);
        var iterator = trimHorizon(kinesis);
        standIn.faults()
                .failNext("GetRecords", 1, Fault.error(400, "ProvisionedThroughputExceededException", "slow down"));

        assertThatThrownBy(() -> kinesis.describeStream("unknown")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kinesis.getRecords(new GetRecordsRequest().withShardIterator(iterator)))
                .isInstanceOf(ProvisionedThroughputExceededException.class)
                .hasMessageContaining("slow down");
        clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertThatThrownBy(() -> kinesis.getRecords(new GetRecordsRequest().withShardIterator(iterator)))
                .isInstanceOf(ExpiredIteratorException.class);
    }

    private AmazonKinesis client(boolean cbor) {
        System.setProperty(SDKGlobalConfiguration.AWS_CBOR_DISABLE_SYSTEM_PROPERTY, Boolean.toString(!cbor));
        return AmazonKinesisClientBuilder.standard()
                .withEndpointConfiguration(
                        new EndpointConfiguration(standIn.endpoint().toString(), "us-east-1"))
                .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("local", "local")))
                .withClientConfiguration(new ClientConfiguration().withMaxErrorRetry(0))
                .build();
    }

    private static String atTimestamp(AmazonKinesis kinesis) {
        return kinesis.getShardIterator(new GetShardIteratorRequest()
                        .withStreamName("events")
                        .withShardId("shardId-000000000000")
                        .withShardIteratorType("AT_TIMESTAMP")
                        .withTimestamp(Date.from(ARRIVED)))
                .getShardIterator();
    }

    private static String trimHorizon(AmazonKinesis kinesis) {
        return kinesis.getShardIterator("events", "shardId-000000000000", "TRIM_HORIZON")
                .getShardIterator();
    }

    private static String text(Record record) {
        return UTF_8.decode(record.getData().duplicate()).toString();
    }
}
