package io.millrace.local.bench;

import io.millrace.jobs.MillraceJob;
import io.millrace.jobs.ends.FileSinks;
import io.millrace.local.bench.SeriesFigures.Checkpoint;
import io.millrace.local.bench.SeriesFigures.Managed;
import io.millrace.local.bench.SeriesFigures.Rate;
import io.millrace.local.cli.Progress;
import io.millrace.local.flink.JobMetrics;
import io.millrace.local.flink.LocalFlink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.contrib.streaming.state.RocksDBNativeMetricOptions;
import org.apache.flink.core.execution.JobClient;

/**
 * The whole job with many series that have learned, in one task of one process with the memory of a task manager of
 * 4 GB: state in RocksDB, incremental checkpoints every minute.
 */
final class SeriesRun {
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);
    /** With a heap of 2 GB and RocksDB's own, the process stays below 4 GB. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(1024);

    private static final Duration UNPACED = Duration.ofSeconds(60);
    private static final String SCORE = "Score series";

    private final SeriesRecords records;
    private final int minutes;
    private final Progress progress;

    SeriesRun(SeriesRecords records, int minutes, Progress progress) {
        this.records = records;
        this.minutes = minutes;
        this.progress = progress;
    }

    SeriesFigures run() throws Exception {
        Path scratch = Files.createTempDirectory("millrace-bench-");
        try {
            var environment = LocalFlink.environment(configuration(scratch, CHECKPOINT_EVERY), 1);
            var sinks =
                    new FileSinks(LocalFlink.uri(scratch.resolve("lake")), LocalFlink.uri(scratch.resolve("entries")));
            MillraceJob.define(
                    environment,
                    new BenchSources(records, SeriesPace.of(records, minutes)),
                    PipelineRun.stages(),
                    sinks);
            JobClient job = environment.executeAsync("Millrace bench of series");
            try {
                return measure(job);
            } finally {
                job.cancel().get();
                PipelineRun.ended(job);
            }
        } finally {
            PipelineRun.delete(scratch);
        }
    }

    /** The task manager. */
    static Configuration configuration(Path scratch, Duration checkpointEvery) {
        var configuration = LocalFlink.configuration(scratch, checkpointEvery);
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        configuration.set(RocksDBNativeMetricOptions.BLOCK_CACHE_USAGE, true);
        return configuration;
    }

    private SeriesFigures measure(JobClient job) throws Exception {
        long began = System.nanoTime();
        long history = (long) records.series() * records.history();
        for (long done = scored(); done < history; done = scored()) {
            PipelineRun.passes(Duration.ofSeconds(1), job);
            progress.at(String.format(
                    "history: %,d of %,d points, %,.0f a second",
                    done, history, done / seconds(System.nanoTime() - began)));
        }
        double historySeconds = seconds(System.nanoTime() - began);

        var checkpoints = new ArrayList<Checkpoint>();
        long completed = JobMetrics.gauge("numberOfCompletedCheckpoints");
        double behind = 0;
        long liveSince = System.nanoTime();
        long processorBefore = ProcessorTime.process();
        long live = history + (long) records.series() * minutes;
        for (long done = scored(); done < live; done = scored()) {
            PipelineRun.passes(Duration.ofMillis(500), job);
            progress.at(String.format(
                    "%,d series live: %,d of %,d points", records.series(), done - history, live - history));
            behind = Math.max(behind, behind(liveSince, done - history));
            long now = JobMetrics.gauge("numberOfCompletedCheckpoints");
            if (now > completed) {
                completed = now;
                checkpoints.add(new Checkpoint(
                        JobMetrics.gauge("lastCheckpointDuration"),
                        JobMetrics.gauge("lastCheckpointSize"),
                        JobMetrics.gauge("lastCheckpointFullSize")));
            }
        }
        long wall = System.nanoTime() - liveSince;
        double cores = (ProcessorTime.process() - processorBefore) / (double) wall;

        progress.at("the pace is lifted");
        long before = scored();
        long unpacedSince = System.nanoTime();
        long unpacedBefore = ProcessorTime.process();
        PipelineRun.passes(UNPACED, job);
        double points = scored() - before;
        var most = new Rate(
                points / seconds(System.nanoTime() - unpacedSince),
                points / seconds(ProcessorTime.process() - unpacedBefore));
        var managed = new Managed(JobMetrics.gauge("rocksdb.block-cache-usage"), MANAGED.getBytes());
        return new SeriesFigures(
                records.series(),
                records.history(),
                minutes,
                historySeconds,
                cores,
                behind,
                seconds(wall),
                List.copyOf(checkpoints),
                heapAfterCollection(),
                managed,
                resident(),
                most);
    }

    /** Seconds of points that are due by the pace and not yet scored. */
    private double behind(long liveSince, long done) {
        double perSecond = records.series() / 60.0;
        double due = Math.min(seconds(System.nanoTime() - liveSince) * perSecond, (double) records.series() * minutes);
        return (due - done) / perSecond;
    }

    private static long scored() {
        return JobMetrics.sum(SCORE, "numRecordsIn");
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    static long heapAfterCollection() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        }
    }
}
