package io.millrace.testing.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One Kinesis record as a stream would hold it. The bytes are not copied: readers leave them alone. */
public record SimulatedRecord(String stream, String partitionKey, byte[] data, Instant arrivedAt) {
    /** The stream of metric points, many newline-separated lines to a record. */
    public static final String METRICS = "metrics";
    /** The stream of EventBridge envelopes, one to a record. */
    public static final String EVENTS = "events";

    /** The payload as text. */
    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }
}
