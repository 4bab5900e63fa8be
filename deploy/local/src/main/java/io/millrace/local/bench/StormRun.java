package io.millrace.local.bench;

import io.millrace.jobs.MillraceJob;
import io.millrace.jobs.ends.FileSinks;
import io.millrace.local.cli.Progress;
import io.millrace.local.flink.JobMetrics;
import io.millrace.local.flink.LocalFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.JobClient;

/** The whole job in a storm of alarms, in one task with state in RocksDB, as {@link SeriesRun} has it. */
final class StormRun {
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);
    private static final String THREADS = "Thread signals";

    private final Progress progress;

    StormRun(Progress progress) {
        this.progress = progress;
    }

    StormFigures run() throws Exception {
        Path scratch = Files.createTempDirectory("millrace-bench-");
        try {
            var environment = LocalFlink.environment(SeriesRun.configuration(scratch, CHECKPOINT_EVERY), 1);
            var sinks =
                    new FileSinks(LocalFlink.uri(scratch.resolve("lake")), LocalFlink.uri(scratch.resolve("entries")));
            MillraceJob.define(
                    environment,
                    new BenchSources(new StormRecords(), parallelism -> new StormPace()),
                    PipelineRun.stages(),
                    sinks);
            JobClient job = environment.executeAsync("Millrace bench of a storm");
            try {
                return measure(job, scratch.resolve("entries"));
            } finally {
                job.cancel().get();
                PipelineRun.ended(job);
            }
        } finally {
            PipelineRun.delete(scratch);
        }
    }

    private StormFigures measure(JobClient job, Path entries) throws Exception {
        long stormBegins = StormRecords.STORM_ENDS - Duration.ofMinutes(1).toMillis();
        while (JobMetrics.watermark(THREADS)
                < stormBegins - Duration.ofSeconds(10).toMillis()) {
            PipelineRun.passes(Duration.ofMillis(100), job);
            progress.at("calm");
        }
        long opened = JobMetrics.outcome("thread", "opened");
        long began = System.nanoTime();
        long processorBefore = ProcessorTime.process();
        long slowest = 0;
        while (JobMetrics.watermark(THREADS) < StormRecords.STORM_ENDS) {
            PipelineRun.passes(Duration.ofMillis(200), job);
            slowest = Math.max(slowest, JobMetrics.gauge("lastCheckpointDuration"));
            progress.at(String.format(
                    "storm: %,d of %,d signals threaded", JobMetrics.sum(THREADS, "numRecordsIn"), StormRecords.STORM));
        }
        double wall = (System.nanoTime() - began) / 1e9;
        double processor = (ProcessorTime.process() - processorBefore) / 1e9;
        long threads = JobMetrics.outcome("thread", "opened") - opened;
        long before = JobMetrics.gauge("numberOfCompletedCheckpoints");
        while (JobMetrics.gauge("numberOfCompletedCheckpoints") < before + 2) {
            PipelineRun.passes(Duration.ofMillis(200), job);
            progress.at("a checkpoint after the storm");
        }
        return new StormFigures(
                wall,
                processor,
                threads,
                JobMetrics.outcome("thread", "closed"),
                about(StormRecords.SCOPE, entries),
                Math.max(slowest, JobMetrics.gauge("lastCheckpointDuration")),
                JobMetrics.gauge("lastCheckpointFullSize"),
                SeriesRun.heapAfterCollection());
    }

    /** Entries that name a scope, of all that a checkpoint has made visible. */
    private static long about(String scope, Path entries) throws IOException {
        String named = "\\\"scope\\\":\\\"" + scope + "\\\"";
        long count = 0;
        try (var files = Files.walk(entries)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (var lines = Files.lines(file)) {
                    count += lines.filter(line -> line.contains(named)).count();
                }
            }
        }
        return count;
    }
}
