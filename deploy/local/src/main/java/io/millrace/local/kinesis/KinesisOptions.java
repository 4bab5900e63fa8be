package io.millrace.local.kinesis;

import java.time.InstantSource;

/**
 * How a Kinesis stand-in is set up.
 *
 * @param port TCP port on 127.0.0.1, 0 for a free one
 * @param clock gives arrival times and ages iterators
 * @param limits what is enforced
 * @param retention what each shard keeps
 * @param account account id in ARNs and messages
 * @param region Region in ARNs and messages
 */
public record KinesisOptions(
        int port, InstantSource clock, KinesisLimits limits, Retention retention, String account, String region) {
    /** A free port, the system clock, the documented limits. */
    public static KinesisOptions standard() {
        return new KinesisOptions(
                0,
                InstantSource.system(),
                KinesisLimits.documented(),
                Retention.standard(),
                "000000000000",
                "us-east-1");
    }

    /** The same with another port. */
    public KinesisOptions withPort(int newPort) {
        return new KinesisOptions(newPort, clock, limits, retention, account, region);
    }

    /** The same with another clock. */
    public KinesisOptions withClock(InstantSource newClock) {
        return new KinesisOptions(port, newClock, limits, retention, account, region);
    }

    /** The same with other limits. */
    public KinesisOptions withLimits(KinesisLimits newLimits) {
        return new KinesisOptions(port, clock, newLimits, retention, account, region);
    }

    /** The same with another retention. */
    public KinesisOptions withRetention(Retention newRetention) {
        return new KinesisOptions(port, clock, limits, newRetention, account, region);
    }
}
