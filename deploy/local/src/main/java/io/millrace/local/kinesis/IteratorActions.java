package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireRequest;
import java.time.Instant;
import java.time.InstantSource;

/** GetShardIterator: where a reader starts. */
final class IteratorActions {
    private final Streams streams;
    private final InstantSource clock;

    IteratorActions(Streams streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    ObjectNode getShardIterator(WireRequest request) {
        var stream = streams.namedIn(request);
        var shardId = request.requiredText("ShardId");
        var now = clock.instant();
        var sequence = stream.withShard(shardId, shard -> start(request, stream, shard, now));
        var iterator = new ShardIterator(stream.name(), stream.createdAt(), shardId, sequence, now);
        return JsonNodeFactory.instance.objectNode().put("ShardIterator", iterator.toString());
    }

    private long start(WireRequest request, Stream stream, Shard shard, Instant now) {
        var type = request.requiredText("ShardIteratorType");
        return switch (type) {
            case "TRIM_HORIZON" -> shard.starts().sequence();
            case "LATEST" -> stream.nextSequence();
            case "AT_SEQUENCE_NUMBER" -> sequence(request, stream, shard);
            case "AFTER_SEQUENCE_NUMBER" -> sequence(request, stream, shard) + 1;
            case "AT_TIMESTAMP" -> firstAt(timestamp(request, now), stream, shard);
            default ->
                throw WireRequest.constraint(
                        type,
                        "ShardIteratorType",
                        "Member must satisfy enum value set: "
                                + "[AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        };
    }

    private long sequence(WireRequest request, Stream stream, Shard shard) {
        var text = request.text("StartingSequenceNumber").orElseThrow(() -> streams.errors()
                .invalid("Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
                        + "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber."));
        var number = SequenceNumber.parse(text).orElseThrow(() -> streams.errors()
                .invalid("StartingSequenceNumber " + text + " used in GetShardIterator on shard " + shard.id()
                        + " in stream " + stream.name() + " is invalid."));
        if (number.shard() != shard.index()) {
            throw streams.errors()
                    .invalid("Invalid StartingSequenceNumber. It encodes " + Shard.id(number.shard())
                            + ", while it was used in a call to a shard with " + shard.id());
        }
        if (!shard.spans(number.sequence())) {
            throw streams.errors()
                    .invalid("StartingSequenceNumber " + text + " used in GetShardIterator on shard " + shard.id()
                            + " in stream " + stream.name() + " is invalid because it did not come from this stream.");
        }
        return number.sequence();
    }

    private Instant timestamp(WireRequest request, Instant now) {
        var timestamp = request.timestamp("Timestamp").orElseThrow(() -> streams.errors()
                .invalid("Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."));
        if (timestamp.isAfter(now)) {
            throw streams.errors()
                    .invalid("The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. "
                            + "timestampInMillis: " + timestamp.toEpochMilli() + ", currentTimestampInMillis: "
                            + now.toEpochMilli());
        }
        return timestamp;
    }

    /** Arrival times that a caller supplies need not grow, so the first match in order is looked for. */
    private static long firstAt(Instant timestamp, Stream stream, Shard shard) {
        var log = shard.log();
        for (int i = log.indexAtOrAfter(shard.starts().sequence()); i < log.end(); i++) {
            if (!log.get(i).approximateArrival().isBefore(timestamp)) {
                return log.get(i).sequence();
            }
        }
        return stream.nextSequence();
    }
}
