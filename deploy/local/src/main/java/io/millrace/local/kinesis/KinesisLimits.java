package io.millrace.local.kinesis;

import java.time.Duration;

/**
 * The documented limits of Kinesis Data Streams (API reference of PutRecords, GetRecords, GetShardIterator; developer guide,
 * "Quotas and limits").
 *
 * @param recordBytes data and partition key of one record
 * @param putRecords records in one PutRecords
 * @param putBytes data and partition keys of one PutRecords
 * @param getRecords records in one GetRecords
 * @param getBytes data of one GetRecords
 * @param iteratorLife how long a shard iterator may be used
 * @param shards open shards of all streams together
 * @param throughput whether the rates per shard are enforced: writes 1 MiB/s and 1,000 records/s, reads 2 MiB/s and 5 calls/s
 */
public record KinesisLimits(
        int recordBytes,
        int putRecords,
        int putBytes,
        int getRecords,
        int getBytes,
        Duration iteratorLife,
        int shards,
        boolean throughput) {
    private static final int MIB = 1024 * 1024;

    /** Longest partition key, in characters. */
    static final int PARTITION_KEY_CHARACTERS = 256;

    /** The limits of today: records up to 10 MiB; rates not enforced. */
    public static KinesisLimits documented() {
        return new KinesisLimits(10 * MIB, 500, 10 * MIB, 10_000, 10 * MIB, Duration.ofMinutes(5), 500, false);
    }

    /** The limits until 2025, which many streams still have: records up to 1 MiB, PutRecords up to 5 MiB. */
    public static KinesisLimits until2025() {
        return new KinesisLimits(MIB, 500, 5 * MIB, 10_000, 10 * MIB, Duration.ofMinutes(5), 500, false);
    }

    /** The same limits with the rates per shard enforced. */
    public KinesisLimits withThroughput() {
        return new KinesisLimits(recordBytes, putRecords, putBytes, getRecords, getBytes, iteratorLife, shards, true);
    }
}
