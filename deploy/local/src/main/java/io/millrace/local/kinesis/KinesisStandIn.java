package io.millrace.local.kinesis;

import io.millrace.local.http.Faults;
import io.millrace.local.http.ServiceProtocol;
import io.millrace.local.http.StandInServer;
import io.millrace.local.http.WireCodec;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Kinesis Data Streams in this JVM: the real wire protocol (JSON and CBOR) and limits, in memory, not AWS. Requests are not
 * authenticated, there is no enhanced fan-out, and retention is bounded by size instead of time.
 */
public final class KinesisStandIn implements AutoCloseable {
    /** What it calls itself wherever it can. */
    public static final String NAME = "Millrace Kinesis stand-in, not AWS";

    private final KinesisOptions options;
    private final Streams streams;
    private final Faults faults;
    private final StandInServer server;

    private KinesisStandIn(KinesisOptions options) {
        this.options = options;
        this.streams = new Streams(options);
        this.faults = new Faults();
        var protocol = new ServiceProtocol(
                NAME,
                KinesisActions.TARGET,
                KinesisActions.of(streams, options, faults),
                KinesisActions.UNSUPPORTED,
                Set.of(WireCodec.JSON, WireCodec.CBOR),
                faults);
        this.server = StandInServer.start(NAME, options.port(), protocol);
    }

    /** Starts one; it serves until closed. */
    public static KinesisStandIn start(KinesisOptions options) {
        return new KinesisStandIn(options);
    }

    /** Where clients point their endpoint override. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The ARN of a stream of this stand-in. */
    public String arn(String stream) {
        return streams.arn(stream);
    }

    /** Faults for calls over the wire; {@link #put} never meets them. */
    public Faults faults() {
        return faults;
    }

    /** Creates a provisioned stream. */
    public void createStream(String stream, int shards) {
        streams.create(stream, shards, false);
    }

    /** Whether the stream exists. */
    public boolean hasStream(String stream) {
        return streams.find(stream).isPresent();
    }

    /** Puts a record that arrives now by the stand-in's clock. */
    public RecordPosition put(String stream, String partitionKey, byte[] data) {
        return put(stream, partitionKey, data, options.clock().instant());
    }

    /**
     * Puts a record with this arrival time, as the simulator does. Rates are not enforced; size limits are, with the error that the
     * wire would answer.
     */
    public RecordPosition put(String stream, String partitionKey, byte[] data, Instant arrivedAt) {
        RecordToPut.requirePartitionKey(partitionKey);
        if (data.length + partitionKey.length() > options.limits().recordBytes()) {
            throw streams.errors()
                    .invalid("A record for stream " + stream + " has " + data.length
                            + " bytes; it and its partition key may have "
                            + options.limits().recordBytes());
        }
        return streams.get(stream).append(HashKey.ofPartitionKey(partitionKey), partitionKey, data.clone(), arrivedAt);
    }

    /** The records that a stream still keeps, in the order of their sequence. */
    public List<StoredRecord> records(String stream) {
        return streams.get(stream).withShards(shards -> shards.stream()
                .flatMap(shard -> shard.log().kept().stream())
                .sorted(Comparator.comparingLong(StoredRecord::sequence))
                .toList());
    }

    /** How many records of a stream were dropped because a shard had reached its retention. */
    public long trimmed(String stream) {
        return streams.get(stream).withShards(shards -> shards.stream()
                .mapToLong(shard -> shard.log().trimmed())
                .sum());
    }

    @Override
    public void close() {
        server.close();
    }
}
