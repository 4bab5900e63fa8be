package io.millrace.local.bench;

import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.thread.ProblemSettings;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.jobs.MillraceJob;
import io.millrace.jobs.RemoteModels;
import io.millrace.jobs.Stages;
import io.millrace.jobs.ends.FileSinks;
import io.millrace.local.flink.JobMetrics;
import io.millrace.local.flink.LocalFlink;
import io.millrace.models.series.ScoringSettings;
import io.millrace.operators.logs.LogSettings;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.score.ScoreSettings;
import io.millrace.patterns.SituationSettings;
import io.millrace.runbooks.ContentHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.FileUtils;

/** The whole job over records of one kind, with its lake and its bus entries as files, at parallelism 1. */
final class PipelineRun {
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);

    /** Share of the processor time. */
    private static final double LITTLE = 0.1;

    private final BenchRecords kind;
    private final Effort effort;
    private final ProcessorTime processorTime = new ProcessorTime();

    PipelineRun(BenchRecords kind, Effort effort) {
        this.kind = kind;
        this.effort = effort;
    }

    /** Runs until enough is measured, then cancels the job. */
    PipelineFigures run() throws Exception {
        Path scratch = Files.createTempDirectory("millrace-bench-");
        try {
            var environment = LocalFlink.environment(LocalFlink.configuration(scratch, CHECKPOINT_EVERY), 1);
            var sinks =
                    new FileSinks(LocalFlink.uri(scratch.resolve("lake")), LocalFlink.uri(scratch.resolve("entries")));
            MillraceJob.define(
                    environment, new BenchSources(kind::record, RateLimiterStrategy.noOp()), stages(), sinks);
            JobClient job = environment.executeAsync("Millrace bench");
            try {
                return measure(job);
            } finally {
                job.cancel().get();
                ended(job);
            }
        } finally {
            delete(scratch);
        }
    }

    private PipelineFigures measure(JobClient job) throws Exception {
        while (counted() == 0 || JobMetrics.sum(lastStage(), "numRecordsIn") == 0) {
            passes(Duration.ofMillis(50), job);
        }
        warmUp(job);
        var processor = new ArrayList<Double>();
        var wall = new ArrayList<Double>();
        for (int window = 0; window < effort.jobWindows(); window++) {
            long records = counted();
            long processorBefore = processorTime.nanos();
            long wallBefore = System.nanoTime();
            // A window in which only the compiler ran has measured nothing: it lasts until the job has moved.
            do {
                passes(effort.jobWindow(), job);
            } while (counted() == records || processorTime.nanos() <= processorBefore);
            long done = counted() - records;
            processor.add((processorTime.nanos() - processorBefore) / (double) done);
            wall.add((System.nanoTime() - wallBefore) / (double) done);
        }
        return new PipelineFigures(Measured.of(processor), Measured.of(wall), Flow.counted(counted()));
    }

    /** At least half of the given time, and on until the compiler has little left to do. */
    private void warmUp(JobClient job) throws Exception {
        passes(effort.jobWarmUp().dividedBy(2), job);
        long end = System.nanoTime() + effort.jobWarmUp().dividedBy(2).toNanos();
        boolean compiles = true;
        while (compiles && System.nanoTime() < end) {
            long compilingBefore = processorTime.compiling();
            long allBefore = ProcessorTime.process();
            passes(effort.jobWindow(), job);
            compiles = (processorTime.compiling() - compilingBefore) > LITTLE * (ProcessorTime.process() - allBefore);
        }
    }

    /** Points, or events: what has entered the stage behind the parser, where its own work is long done. */
    private long counted() {
        return JobMetrics.sum(kind == BenchRecords.METRIC ? "Score series" : "Parse events", "numRecordsIn");
    }

    /** What a record reaches last: before that, the job is only filling up. */
    private String lastStage() {
        return kind == BenchRecords.METRIC ? "Lake scores: Writer" : "Check entries";
    }

    /** Lets the job run; its failure ends the measurement. */
    static void passes(Duration time, JobClient job) throws Exception {
        try {
            job.getJobExecutionResult().get(time.toMillis(), TimeUnit.MILLISECONDS);
            throw new IllegalStateException("The job ended before enough was measured");
        } catch (TimeoutException stillRunning) {
            // as it should
        }
    }

    static void ended(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException cancelled) {
            // as asked for
        }
    }

    static Stages stages() {
        var scoring = ScoringSettings.defaults();
        return new Stages(
                ContentHistory.of(BenchContent.bundle()),
                EventParserSettings.defaults(),
                LogSettings.defaults(),
                new ScoreSettings(scoring.threshold(), scoring.quantile(), 5, 10, 5_000, Duration.ofDays(15)),
                FoldSettings.defaults(),
                ThreadSettings.defaults(),
                SituationSettings.defaults(),
                ProblemSettings.defaults(),
                RemoteModels.none());
    }

    static void delete(Path folder) throws IOException {
        // Flink's own: a cancelled job may still be deleting its checkpoints
        FileUtils.deleteDirectory(folder.toFile());
    }
}
