package io.millrace.jobs.config;

import java.time.Duration;

/** One Kinesis stream to read. */
public final class KinesisStream {
    private final String stream;
    private final String region;
    private final String endpoint;
    private final String initialPosition;
    private final Duration outOfOrderness;
    private final Duration idleAfter;
    private final Duration pollEvery;

    KinesisStream(
            String stream,
            String region,
            String endpoint,
            String initialPosition,
            Duration outOfOrderness,
            Duration idleAfter,
            Duration pollEvery) {
        this.stream = stream;
        this.region = region;
        this.endpoint = endpoint;
        this.initialPosition = initialPosition;
        this.outOfOrderness = outOfOrderness;
        this.idleAfter = idleAfter;
        this.pollEvery = pollEvery;
    }

    /** Name of the stream. */
    public String stream() {
        return stream;
    }

    public String region() {
        return region;
    }

    /** Endpoint to use instead of the Region's; empty for the Region's. */
    public String endpoint() {
        return endpoint;
    }

    /** TRIM_HORIZON or LATEST; a restored job goes on where it was. */
    public String initialPosition() {
        return initialPosition;
    }

    /** How far arrival timestamps within one shard may go back. */
    public Duration outOfOrderness() {
        return outOfOrderness;
    }

    /** A shard without records for so long does not hold time back. */
    public Duration idleAfter() {
        return idleAfter;
    }

    /** Time between two reads of a shard; the service allows five a second and shard, for all its readers. */
    public Duration pollEvery() {
        return pollEvery;
    }
}
