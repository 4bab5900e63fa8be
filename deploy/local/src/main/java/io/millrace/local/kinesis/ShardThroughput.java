package io.millrace.local.kinesis;

import java.time.Instant;

/** The rates that one shard bears: writes 1 MiB/s and 1,000 records/s, reads 2 MiB/s and 5 calls/s. */
final class ShardThroughput {
    private static final double MIB = 1024 * 1024;

    private final TokenBucket writtenBytes = new TokenBucket(MIB);
    private final TokenBucket writtenRecords = new TokenBucket(1_000);
    private final TokenBucket readBytes = new TokenBucket(2 * MIB);
    private final TokenBucket readCalls = new TokenBucket(5);

    boolean admitsWrite(Instant now, int bytes) {
        if (!writtenRecords.holds(now, 1) || !writtenBytes.holds(now, Math.min(bytes, MIB))) {
            return false;
        }
        writtenRecords.take(1);
        writtenBytes.take(bytes);
        return true;
    }

    /** A read is admitted while the bytes of earlier reads are paid off, as AWS throttles the calls after a large one. */
    boolean admitsRead(Instant now) {
        if (!readCalls.holds(now, 1) || !readBytes.holds(now, 0)) {
            return false;
        }
        readCalls.take(1);
        return true;
    }

    void chargeRead(int bytes) {
        readBytes.take(bytes);
    }
}
