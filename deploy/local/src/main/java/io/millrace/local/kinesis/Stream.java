package io.millrace.local.kinesis;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One stream: its shards and the counter behind its sequence numbers. One lock guards it all, so that a record is in exactly one
 * shard whatever is split or merged meanwhile, and the order within a shard is the order of the calls.
 */
final class Stream {
    private final String name;
    private final boolean onDemand;
    private final Instant createdAt;
    private final Retention retention;
    private final KinesisErrors errors;
    private final List<Shard> shards = new ArrayList<>();
    private long sequence;

    Stream(
            String name,
            int shardCount,
            boolean onDemand,
            Instant createdAt,
            Retention retention,
            KinesisErrors errors) {
        this.name = name;
        this.onDemand = onDemand;
        // Iterators carry this moment in milliseconds.
        this.createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        this.retention = retention;
        this.errors = errors;
        HashRange.evenly(shardCount).forEach(range -> open(range, List.of(), createdAt));
    }

    String name() {
        return name;
    }

    boolean onDemand() {
        return onDemand;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Reads or changes one shard under the stream's lock. */
    synchronized <T> T withShard(String shardId, Function<Shard, T> use) {
        return use.apply(shard(shardId));
    }

    synchronized List<Shard> shards() {
        return List.copyOf(shards);
    }

    /** Reads all shards under the stream's lock. */
    synchronized <T> T withShards(Function<List<Shard>, T> use) {
        return use.apply(shards);
    }

    /** Appends without a look at rates. */
    synchronized RecordPosition append(BigInteger hashKey, String partitionKey, byte[] data, Instant arrivedAt) {
        return appendTo(shardFor(hashKey), partitionKey, data, arrivedAt);
    }

    /** Appends if the shard's write rate admits it at this moment. */
    synchronized RecordPosition appendWithinRate(BigInteger hashKey, String partitionKey, byte[] data, Instant now) {
        var shard = shardFor(hashKey);
        if (!shard.throughput().admitsWrite(now, data.length + partitionKey.length())) {
            throw errors.rateExceeded(shard.id(), name);
        }
        return appendTo(shard, partitionKey, data, now);
    }

    /** The place that the next record of any shard will take. */
    synchronized long nextSequence() {
        return sequence + 1;
    }

    synchronized void split(String shardId, BigInteger secondStartsAt, Instant now) {
        var parent = openShard(shardId);
        if (!parent.range().splitsAt(secondStartsAt)) {
            throw errors.invalid("NewStartingHashKey " + secondStartsAt + " used in SplitShard() on shard " + shardId
                    + " in stream " + name + " under account " + errors.account()
                    + " must be greater than the shard's StartingHashKey "
                    + parent.range().start()
                    + " and not greater than its EndingHashKey "
                    + parent.range().end());
        }
        parent.close(++sequence, now);
        parent.range().splitAt(secondStartsAt).forEach(range -> open(range, List.of(parent.id()), now));
    }

    synchronized void merge(String shardId, String adjacentId, Instant now) {
        var shard = openShard(shardId);
        var adjacent = openShard(adjacentId);
        if (!shard.range().adjacentTo(adjacent.range())) {
            throw errors.notAdjacent(shardId, adjacentId, name);
        }
        shard.close(++sequence, now);
        adjacent.close(++sequence, now);
        open(shard.range().join(adjacent.range()), List.of(shard.id(), adjacent.id()), now);
    }

    synchronized int openShards() {
        return (int) shards.stream().filter(Shard::isOpen).count();
    }

    private RecordPosition appendTo(Shard shard, String partitionKey, byte[] data, Instant arrivedAt) {
        var record = shard.append(++sequence, partitionKey, data, arrivedAt);
        return new RecordPosition(shard.id(), record.sequenceNumber());
    }

    private void open(HashRange range, List<String> parents, Instant now) {
        shards.add(new Shard(shards.size(), range, parents, ++sequence, now, retention));
    }

    private Shard shardFor(BigInteger hashKey) {
        return shards.stream()
                .filter(shard -> shard.isOpen() && shard.range().contains(hashKey))
                .findFirst()
                .orElseThrow(() -> new AssertionError("open shards of " + name + " do not cover hash key " + hashKey));
    }

    private Shard openShard(String shardId) {
        var shard = shard(shardId);
        if (!shard.isOpen()) {
            throw errors.alreadyClosed(shardId, name);
        }
        return shard;
    }

    private Shard shard(String shardId) {
        return shards.stream()
                .filter(shard -> shard.id().equals(shardId))
                .findFirst()
                .orElseThrow(() -> errors.noShard(shardId, name));
    }
}
