package io.millrace.local.kinesis;

import java.time.Instant;

/**
 * A record as its shard keeps it.
 *
 * @param sequence its place in the stream, growing
 * @param sequenceNumber the same as clients see it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by sequence only
public record StoredRecord(
        long sequence, String sequenceNumber, String partitionKey, byte[] data, Instant approximateArrival) {
    int bytes() {
        return data.length + partitionKey.length();
    }
}
