package io.millrace.local.kinesis;

import io.millrace.local.http.WireRequest;
import java.math.BigInteger;

/** A record of a write request that has passed the limits on one record. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordToPut(BigInteger hashKey, String partitionKey, byte[] data) {
    static RecordToPut read(WireRequest request, int maxBytes) {
        var partitionKey = request.requiredText("PartitionKey");
        requirePartitionKey(partitionKey);
        var data = request.requiredBytes("Data");
        if (data.length + partitionKey.length() > maxBytes) {
            throw WireRequest.constraint(
                    data.length + " bytes",
                    "Data",
                    "Member and its partition key must have length less than or equal to " + maxBytes);
        }
        var hashKey = request.text("ExplicitHashKey")
                .map(decimal -> HashKey.explicit("ExplicitHashKey", decimal))
                .orElseGet(() -> HashKey.ofPartitionKey(partitionKey));
        return new RecordToPut(hashKey, partitionKey, data);
    }

    static void requirePartitionKey(String partitionKey) {
        if (partitionKey.isEmpty()) {
            throw WireRequest.constraint("", "PartitionKey", "Member must have length greater than or equal to 1");
        }
        if (partitionKey.codePointCount(0, partitionKey.length()) > KinesisLimits.PARTITION_KEY_CHARACTERS) {
            throw WireRequest.constraint(
                    partitionKey,
                    "PartitionKey",
                    "Member must have length less than or equal to " + KinesisLimits.PARTITION_KEY_CHARACTERS);
        }
    }

    int bytes() {
        return data.length + partitionKey.length();
    }
}
