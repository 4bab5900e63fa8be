package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.eventbridge.EventBridgeOptions;
import io.millrace.local.eventbridge.EventBridgeStandIn;
import io.millrace.local.eventbridge.RuleTarget;
import io.millrace.local.kinesis.KinesisOptions;
import io.millrace.local.kinesis.KinesisStandIn;
import io.millrace.local.s3.S3StandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Kinesis, EventBridge and S3 of the demo, with the rules between them. What comes back on the events stream
 * arrives at the simulated time, as everything else does.
 */
final class StandIns implements AutoCloseable {
    static final String METRICS = "millrace-metrics";
    static final String EVENTS = "millrace-events";
    static final String BUS = "operations";
    static final String BUCKET = "millrace-lake";
    static final String REGION = "eu-west-1";
    static final String EXECUTOR = "millrace.executor";

    private static final int METRIC_SHARDS = 2;
    /** Time moves as fast as the slowest shard: a few events a minute need no second one. */
    private static final int EVENT_SHARDS = 1;

    private final KinesisStandIn kinesis;
    private final EventBridgeStandIn bus;
    private final S3StandIn s3;

    private StandIns(KinesisStandIn kinesis, EventBridgeStandIn bus, S3StandIn s3) {
        this.kinesis = kinesis;
        this.bus = bus;
        this.s3 = s3;
    }

    /**
     * Starts all three.
     *
     * @param s3Home build folder of the S3 stand-in
     * @param folder where the buckets and the rules' logs go
     * @param time the simulated time
     */
    static StandIns start(Path s3Home, Path folder, InstantSource time) {
        var kinesis = KinesisStandIn.start(KinesisOptions.standard());
        kinesis.createStream(METRICS, METRIC_SHARDS);
        kinesis.createStream(EVENTS, EVENT_SHARDS);
        var bus = EventBridgeStandIn.start(EventBridgeOptions.standard()
                .withLogFolder(folder.resolve("bus"))
                .withClock(time));
        bus.createBus(BUS);
        var s3 = S3StandIn.start(s3Home, folder.resolve("s3"), 0);
        s3.createBucket(BUCKET);
        var all = new StandIns(kinesis, bus, s3);
        all.loop(time);
        return all;
    }

    /** What the job must learn of its own doing returns on the events stream. */
    private void loop(InstantSource time) {
        RuleTarget back = (event, text) ->
                kinesis.put(EVENTS, event.path("id").asText(), text.getBytes(StandardCharsets.UTF_8), time.instant());
        bus.putRule(BUS, "refusals-to-events", "{\"source\":[\"millrace\"],\"detail-type\":[\"Remediation Refused\"]}");
        bus.putTarget(BUS, "refusals-to-events", "events", back);
        bus.putRule(
                BUS,
                "outcomes-to-events",
                "{\"source\":[\"" + EXECUTOR + "\"],\"detail-type\":[\"Remediation Outcome\"]}");
        bus.putTarget(BUS, "outcomes-to-events", "events", back);
    }

    /** An event of an AWS service: nobody else may send as {@code aws.}, and its rule's target is the events stream. */
    void onDefaultBus(JsonNode event, Instant at) {
        kinesis.put(EVENTS, event.path("id").asText(), event.toString().getBytes(StandardCharsets.UTF_8), at);
    }

    /** Commands to whoever executes them. */
    void onCommand(Consumer<JsonNode> executor) {
        bus.putRule(
                BUS, "commands-to-executor", "{\"source\":[\"millrace\"],\"detail-type\":[\"Remediation Requested\"]}");
        bus.putTarget(BUS, "commands-to-executor", "executor", RuleTarget.listener(executor));
    }

    /** Everything that Millrace and its executors say, in the order of the bus. */
    void onAnything(Consumer<JsonNode> reader) {
        bus.putRule(BUS, "everything", "{\"source\":[{\"prefix\":\"millrace\"}]}");
        bus.putTarget(BUS, "everything", "reader", RuleTarget.listener(reader));
    }

    KinesisStandIn kinesis() {
        return kinesis;
    }

    EventBridgeStandIn bus() {
        return bus;
    }

    S3StandIn s3() {
        return s3;
    }

    /** The lake's folder on this disk. */
    Path lake() {
        return s3.folder(BUCKET).resolve("lake");
    }

    @Override
    public void close() {
        bus.close();
        kinesis.close();
        s3.close();
    }
}
