package io.millrace.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.domain.id.Ids;
import io.millrace.jobs.MillraceJob;
import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.ends.Ends;
import io.millrace.local.flink.JobMetrics;
import io.millrace.local.flink.LocalFlink;
import io.millrace.local.kinesis.KinesisOptions;
import io.millrace.local.kinesis.KinesisStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.util.FileUtils;

/** The job as it runs live, reading the Kinesis stand-in with the real connector; its rows come to the test. */
final class LiveJob implements AutoCloseable {
    static final String METRICS = "millrace-metrics";
    static final String EVENTS = "millrace-events";

    private static final int SHARDS = 2;
    private static final long PATIENCE_SECONDS = 90;

    private final KinesisStandIn kinesis;
    private final CollectedRows rows;
    private final JobClient job;
    private final Path folder;

    private LiveJob(KinesisStandIn kinesis, CollectedRows rows, JobClient job, Path folder) {
        this.kinesis = kinesis;
        this.rows = rows;
        this.job = job;
        this.folder = folder;
    }

    static LiveJob start() throws Exception {
        // not a test's own folder: a cancelled job may still write a checkpoint while JUnit deletes it, which then
        // fails
        Path folder = Files.createTempDirectory("millrace-live-");
        // The stand-in asks for none, but the SDK refuses to sign without.
        System.setProperty("aws.accessKeyId", "stand-in");
        System.setProperty("aws.secretKey", "stand-in");
        System.setProperty("aws.secretAccessKey", "stand-in");
        var kinesis = KinesisStandIn.start(KinesisOptions.standard());
        kinesis.createStream(METRICS, SHARDS);
        kinesis.createStream(EVENTS, SHARDS);
        var config = config(kinesis);
        var rows = new CollectedRows();
        var environment = LocalFlink.environment(LocalFlink.configuration(folder, Duration.ofSeconds(1)), 2);
        MillraceJob.define(environment, Ends.sources(config), Ends.stages(config), rows);
        var job = new LiveJob(kinesis, rows, environment.executeAsync("Live"), folder);
        // The first tasks already work while the last are being deployed; a checkpoint needs all of them, as savepoints
        // do.
        job.until(() -> JobMetrics.gauge("numberOfCompletedCheckpoints") > 0);
        return job;
    }

    private static JobConfig config(KinesisStandIn kinesis) {
        return JobConfig.of(Map.of(
                "MetricStream", stream(METRICS, kinesis),
                "EventStream", stream(EVENTS, kinesis),
                "Lake", Map.of("path", "file:///not-written"),
                "EventBridge",
                        Map.of("bus.name", "none", "aws.region", "eu-west-1", "refused.path", "file:///not-written")));
    }

    private static Map<String, String> stream(String name, KinesisStandIn kinesis) {
        return Map.of(
                "stream.name", name,
                "aws.region", "eu-west-1",
                "aws.endpoint", kinesis.endpoint().toString(),
                "poll.every", "50ms",
                "shard.idle.after", "500ms");
    }

    KinesisStandIn kinesis() {
        return kinesis;
    }

    CollectedRows rows() {
        return rows;
    }

    /** Puts a record that arrives at this moment and gives the id by which the job will know it. */
    String put(String stream, String key, byte[] data, Instant arrivedAt) {
        var position = kinesis.put(stream, key, data, arrivedAt);
        return Ids.hash("record", stream, position.shardId(), position.sequenceNumber());
    }

    /** The tick of a minute, on one shard of each stream: what a scheduler puts. */
    void tick(Instant at) {
        for (String stream : new String[] {METRICS, EVENTS}) {
            put(stream, "tick", Payloads.tick(stream, at).getBytes(UTF_8), at);
        }
    }

    /** Waits for what the job brings about. */
    void until(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (job.getJobExecutionResult().isDone()) {
                job.getJobExecutionResult().get();
                throw new IllegalStateException("The job ended");
            }
            if (System.nanoTime() > end) {
                throw new TimeoutException("The job did not bring it about in " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /**
     * Waits until the job has read all that the streams hold. A shard that has not been read yet does not hold time back:
     * what it gives after a tick of another shard waits for the tick after that one, so whoever ends a test's time with
     * ticks has the rest read first.
     */
    void caughtUp() throws Exception {
        until(() -> read("Parse metrics", METRICS) && read("Parse events", EVENTS));
    }

    private boolean read(String operator, String stream) {
        return JobMetrics.sum(operator, "numRecordsIn")
                >= kinesis.records(stream).size();
    }

    /** Everything that the job would do with what it has read is done: a barrier has passed through all of it. */
    void settle() throws Exception {
        job.triggerSavepoint(folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        if (!job.getJobExecutionResult().isDone()) {
            job.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        kinesis.close();
        FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
}
