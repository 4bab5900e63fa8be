package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** GetRecords: a closed shard that is read to its end gives no next iterator but the shards that follow it. */
final class ReadActions {
    private final Streams streams;
    private final InstantSource clock;
    private final KinesisLimits limits;

    ReadActions(Streams streams, InstantSource clock, KinesisLimits limits) {
        this.streams = streams;
        this.clock = clock;
        this.limits = limits;
    }

    ObjectNode getRecords(WireRequest request) {
        int limit = limit(request);
        var iterator = ShardIterator.parse(request.requiredText("ShardIterator"));
        var now = clock.instant();
        iterator.requireFresh(now, limits.iteratorLife());
        var stream = streams.find(iterator.stream())
                .filter(found -> found.createdAt().equals(iterator.created()))
                .orElseThrow(() -> streams.errors().noShard(iterator.shardId(), iterator.stream()));
        return stream.withShard(iterator.shardId(), shard -> read(stream, shard, iterator, limit, now));
    }

    /** The API reference names InvalidArgumentException for a limit above the largest. */
    private int limit(WireRequest request) {
        int limit = request.integer("Limit").orElse(limits.getRecords());
        if (limit > limits.getRecords()) {
            throw streams.errors().invalid("Limit " + limit + " is greater than " + limits.getRecords());
        }
        return request.integer("Limit", limits.getRecords(), 1, limits.getRecords());
    }

    private ObjectNode read(Stream stream, Shard shard, ShardIterator iterator, int limit, Instant now) {
        if (limits.throughput() && !shard.throughput().admitsRead(now)) {
            throw streams.errors().rateExceeded(shard.id(), stream.name());
        }
        var answer = JsonNodeFactory.instance.objectNode();
        var records = answer.putArray("Records");
        var log = shard.log();
        int index = log.indexAtOrAfter(iterator.sequence());
        int bytes = 0;
        while (index < log.end() && records.size() < limit) {
            bytes += log.get(index).bytes();
            if (bytes > limits.getBytes() && !records.isEmpty()) {
                break;
            }
            describe(log.get(index), records);
            index++;
        }
        shard.throughput().chargeRead(bytes);
        var next = records.isEmpty() ? iterator.sequence() : log.get(index - 1).sequence() + 1;
        if (!shard.isOpen() && index == log.end()) {
            children(stream, shard, answer.putArray("ChildShards"));
        } else {
            answer.put("NextShardIterator", iterator.at(next, now).toString());
        }
        return answer.put("MillisBehindLatest", millisBehindLatest(log, index));
    }

    private static void describe(StoredRecord record, ArrayNode records) {
        var node = records.addObject();
        node.put("SequenceNumber", record.sequenceNumber());
        node.put("PartitionKey", record.partitionKey());
        node.put("Data", record.data());
        node.putPOJO("ApproximateArrivalTimestamp", record.approximateArrival());
    }

    /** From the last record read to the newest one by their arrival; at least 1 while records remain. */
    private static long millisBehindLatest(ShardLog log, int index) {
        if (index == log.end()) {
            return 0;
        }
        var read = log.get(Math.max(index - 1, 0)).approximateArrival();
        var newest = log.get(log.end() - 1).approximateArrival();
        return Math.max(1, Duration.between(read, newest).toMillis());
    }

    private static void children(Stream stream, Shard shard, ArrayNode children) {
        for (var child : stream.shards()) {
            if (child.parents().contains(shard.id())) {
                var node = children.addObject().put("ShardId", child.id());
                child.parents().forEach(node.putArray("ParentShards")::add);
                node.set("HashKeyRange", child.range().describe());
            }
        }
    }
}
