package io.millrace.local.eventbridge;

import io.millrace.local.kinesis.KinesisStandIn;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How an EventBridge stand-in is set up.
 *
 * @param port TCP port on 127.0.0.1, 0 for a free one
 * @param clock gives the time of events that bring none
 * @param limits what is enforced
 * @param account account id in envelopes and ARNs
 * @param region Region in envelopes and ARNs
 * @param logFolder where each rule's events are written, one file per rule
 * @param kinesis where targets that are streams live
 */
public record EventBridgeOptions(
        int port,
        InstantSource clock,
        EventBridgeLimits limits,
        String account,
        String region,
        Optional<Path> logFolder,
        Optional<KinesisStandIn> kinesis) {
    /** A free port, the system clock, the documented limits, no log and no streams. */
    public static EventBridgeOptions standard() {
        return new EventBridgeOptions(
                0,
                InstantSource.system(),
                EventBridgeLimits.documented(),
                "000000000000",
                "us-east-1",
                Optional.empty(),
                Optional.empty());
    }

    /** The same with another port. */
    public EventBridgeOptions withPort(int newPort) {
        return new EventBridgeOptions(newPort, clock, limits, account, region, logFolder, kinesis);
    }

    /** The same with another clock. */
    public EventBridgeOptions withClock(InstantSource newClock) {
        return new EventBridgeOptions(port, newClock, limits, account, region, logFolder, kinesis);
    }

    /** The same with other limits. */
    public EventBridgeOptions withLimits(EventBridgeLimits newLimits) {
        return new EventBridgeOptions(port, clock, newLimits, account, region, logFolder, kinesis);
    }

    /** The same, writing what each rule receives to {@code <folder>/<bus>/<rule>.ndjson}. */
    public EventBridgeOptions withLogFolder(Path folder) {
        return new EventBridgeOptions(port, clock, limits, account, region, Optional.of(folder), kinesis);
    }

    /** The same with streams that rules may name as targets by ARN. */
    public EventBridgeOptions withKinesis(KinesisStandIn newKinesis) {
        return new EventBridgeOptions(port, clock, limits, account, region, logFolder, Optional.of(newKinesis));
    }
}
