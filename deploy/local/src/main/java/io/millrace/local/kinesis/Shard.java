package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One shard: its place in the hash key space and in the family of shards, and its records. Guarded by its stream. */
final class Shard {
    private final int index;
    private final HashRange range;
    private final List<String> parents;
    private final SequenceNumber starts;
    private final Instant openedAt;
    private final ShardLog log;
    private final ShardThroughput throughput = new ShardThroughput();
    private @Nullable SequenceNumber ends;
    private @Nullable Instant closedAt;

    Shard(int index, HashRange range, List<String> parents, long sequence, Instant openedAt, Retention retention) {
        this.index = index;
        this.range = range;
        this.parents = parents;
        this.starts = new SequenceNumber(sequence, index);
        this.openedAt = openedAt;
        this.log = new ShardLog(retention);
    }

    static String id(int index) {
        return String.format(Locale.ROOT, "shardId-%012d", index);
    }

    String id() {
        return id(index);
    }

    int index() {
        return index;
    }

    HashRange range() {
        return range;
    }

    List<String> parents() {
        return parents;
    }

    ShardLog log() {
        return log;
    }

    ShardThroughput throughput() {
        return throughput;
    }

    SequenceNumber starts() {
        return starts;
    }

    boolean isOpen() {
        return ends == null;
    }

    /** Whether the shard took records at this moment or later. */
    boolean openAfter(Instant moment) {
        return closedAt == null || closedAt.isAfter(moment);
    }

    boolean openAt(Instant moment) {
        return !openedAt.isAfter(moment) && openAfter(moment);
    }

    /** Whether a record of this shard could have this place. */
    boolean spans(long sequence) {
        return sequence >= starts.sequence() && (ends == null || sequence <= ends.sequence());
    }

    StoredRecord append(long sequence, String partitionKey, byte[] data, Instant arrivedAt) {
        var record = new StoredRecord(
                sequence, new SequenceNumber(sequence, index).toString(), partitionKey, data, arrivedAt);
        log.append(record);
        return record;
    }

    void close(long sequence, Instant at) {
        ends = new SequenceNumber(sequence, index);
        closedAt = at;
    }

    ObjectNode describe() {
        var shard = JsonNodeFactory.instance.objectNode().put("ShardId", id());
        if (!parents.isEmpty()) {
            shard.put("ParentShardId", parents.get(0));
        }
        if (parents.size() > 1) {
            shard.put("AdjacentParentShardId", parents.get(1));
        }
        shard.set("HashKeyRange", range.describe());
        var sequences = shard.putObject("SequenceNumberRange").put("StartingSequenceNumber", starts.toString());
        if (ends != null) {
            sequences.put("EndingSequenceNumber", ends.toString());
        }
        return shard;
    }
}
