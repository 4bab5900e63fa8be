package io.millrace.local.kinesis;

/**
 * How much one shard keeps: the oldest records go first, as they would with time. Bounds memory where AWS bounds hours.
 *
 * @param bytes data and partition keys of the records kept
 * @param records number of records kept
 */
public record Retention(long bytes, int records) {
    /** 256 MiB and a million records per shard. */
    public static Retention standard() {
        return new Retention(256L * 1024 * 1024, 1_000_000);
    }

    /** Rejects a retention that keeps nothing. */
    public Retention {
        if (bytes < 1 || records < 1) {
            throw new IllegalArgumentException(
                    "A shard keeps at least 1 byte and 1 record, not " + bytes + " and " + records);
        }
    }
}
