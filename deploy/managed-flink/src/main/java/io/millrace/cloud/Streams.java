package io.millrace.cloud;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.kinesis.StreamProps;
import software.constructs.Construct;

/** The two streams that the job reads. On demand: nobody counts shards, and the job relies on no order of them. */
final class Streams {
    /** A weekend: as long may the job be down without losing a record. */
    private static final Duration RETENTION = Duration.days(3);

    private final Stream metrics;
    private final Stream events;

    Streams(Construct scope, Keys keys) {
        metrics = stream(scope, "MetricStream", "millrace-metrics", keys);
        events = stream(scope, "EventStream", "millrace-events", keys);
    }

    Stream metrics() {
        return metrics;
    }

    Stream events() {
        return events;
    }

    private static Stream stream(Construct scope, String id, String name, Keys keys) {
        return new Stream(
                scope,
                id,
                StreamProps.builder()
                        .streamName(name)
                        .streamMode(StreamMode.ON_DEMAND)
                        .retentionPeriod(RETENTION)
                        .encryption(StreamEncryption.KMS)
                        .encryptionKey(keys.passing())
                        .build());
    }
}
