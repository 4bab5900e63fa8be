package io.millrace.local.bench;

import io.millrace.domain.explain.ExplainBudget;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.thread.ProblemSettings;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.jobs.MillraceJob;
import io.millrace.jobs.RemoteModels;
import io.millrace.jobs.Stages;
import io.millrace.jobs.ends.FileSinks;
import io.millrace.local.cli.Progress;
import io.millrace.local.flink.JobMetrics;
import io.millrace.local.flink.LocalFlink;
import io.millrace.local.sagemaker.EndpointIllness;
import io.millrace.local.sagemaker.FrozenForest;
import io.millrace.local.sagemaker.SageMakerStandIn;
import io.millrace.models.sagemaker.ForestWire;
import io.millrace.models.sagemaker.SageMakerEndpoints;
import io.millrace.models.series.ScoringSettings;
import io.millrace.operators.access.RemoteAccess;
import io.millrace.operators.logs.LogSettings;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.remote.Asking;
import io.millrace.operators.score.RemoteScoring;
import io.millrace.operators.score.ScoreSettings;
import io.millrace.patterns.SituationSettings;
import io.millrace.runbooks.ContentHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/**
 * The whole job over metric records as fast as it goes, all of them scored by an endpoint: healthy, ill in each way, and
 * without one before and after each. At parallelism 1; the stand-in runs in the same process and its work counts.
 */
final class RemoteRun {
    private static final String ENDPOINT = "millrace-bench";
    private static final int FEATURES = 8;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);

    private final Duration warmUp;
    private final Duration measured;
    private final Progress progress;
    private final ProcessorTime processorTime = new ProcessorTime();

    RemoteRun(Duration warmUp, Duration measured, Progress progress) {
        this.warmUp = warmUp;
        this.measured = measured;
        this.progress = progress;
    }

    /**
     * One run's figures.
     *
     * @param wall points a second
     * @param processor points a second of processor time
     */
    record Figures(String name, double wall, double processor) {}

    /**
     * A run with an endpoint beside those without one just before and after it: the machine is another one minutes later.
     */
    record Compared(Figures remote, Figures before, Figures after) {
        double wallRatio() {
            return 2 * remote.wall() / (before.wall() + after.wall());
        }

        double processorRatio() {
            return 2 * remote.processor() / (before.processor() + after.processor());
        }
    }

    /** Healthy, and ill in each way. */
    List<Compared> run() throws Exception {
        for (String key : new String[] {"aws.accessKeyId", "aws.secretAccessKey"}) {
            System.setProperty(key, "stand-in");
        }
        measure("warm-up", null);
        try (var resting = SageMakerStandIn.start()) {
            EndpointIllness.GARBAGE.befall(resting, ENDPOINT, FrozenForest.ofAWave(FEATURES));
            measure("warm-up", resting);
        }
        var all = new ArrayList<Compared>();
        Figures before = measure("embedded", null);
        try (var healthy = SageMakerStandIn.start()) {
            healthy.createEndpoint(ENDPOINT, FEATURES);
            before = compare(measure("healthy endpoint", healthy), before, all);
        }
        for (EndpointIllness illness : EndpointIllness.values()) {
            try (var ill = SageMakerStandIn.start()) {
                illness.befall(ill, ENDPOINT, FrozenForest.ofAWave(FEATURES));
                before = compare(measure(illness.description(), ill), before, all);
            }
        }
        return all;
    }

    /** The run without an endpoint after it, which is the one before the next. */
    private Figures compare(Figures remote, Figures before, List<Compared> all) throws Exception {
        Figures after = measure("embedded", null);
        all.add(new Compared(remote, before, after));
        return after;
    }

    private Figures measure(String name, @Nullable SageMakerStandIn standIn) throws Exception {
        progress.at("running the whole job: " + name);
        Path scratch = Files.createTempDirectory("millrace-bench-");
        try {
            var environment = LocalFlink.environment(LocalFlink.configuration(scratch, CHECKPOINT_EVERY), 1);
            MillraceJob.define(
                    environment,
                    new BenchSources(BenchRecords.METRIC::record, RateLimiterStrategy.noOp()),
                    stages(standIn),
                    new FileSinks(LocalFlink.uri(scratch.resolve("lake")), LocalFlink.uri(scratch.resolve("entries"))));
            JobClient job = environment.executeAsync("Millrace bench of remote models");
            try {
                return pace(name, job);
            } finally {
                job.cancel().get();
                PipelineRun.ended(job);
            }
        } finally {
            PipelineRun.delete(scratch);
        }
    }

    private Figures pace(String name, JobClient job) throws Exception {
        while (points() == 0) {
            PipelineRun.passes(Duration.ofMillis(50), job);
        }
        PipelineRun.passes(warmUp, job);
        long before = points();
        long processor = processorTime.nanos();
        long wall = System.nanoTime();
        PipelineRun.passes(measured, job);
        double done = points() - before;
        double wallSeconds = (System.nanoTime() - wall) / 1e9;
        double processorSeconds = (processorTime.nanos() - processor) / 1e9;
        return new Figures(name, done / wallSeconds, done / processorSeconds);
    }

    private static long points() {
        return JobMetrics.sum("Score series", "numRecordsIn");
    }

    private static Stages stages(@Nullable SageMakerStandIn standIn) {
        var scoring = ScoringSettings.defaults();
        var settings = new ScoreSettings(scoring.threshold(), scoring.quantile(), 5, 10, 5_000, Duration.ofDays(15));
        return new Stages(
                ContentHistory.of(BenchContent.bundle()),
                EventParserSettings.defaults(),
                LogSettings.defaults(),
                standIn == null ? settings : settings.withRemote(remote()),
                FoldSettings.defaults(),
                ThreadSettings.defaults(),
                SituationSettings.defaults(),
                ProblemSettings.defaults(),
                standIn == null ? RemoteModels.none() : models(standIn));
    }

    private static RemoteScoring remote() {
        return new RemoteScoring(Map.of("AWS/EC2", ENDPOINT, "CWAgent", ENDPOINT), FEATURES, 3, 100, DEADLINE, 100, 8);
    }

    private static RemoteModels models(SageMakerStandIn standIn) {
        return new RemoteModels(
                Asking.live(),
                new SageMakerEndpoints<>(new ForestWire(), "eu-west-1", standIn.endpoint(), DEADLINE, 8),
                name -> {
                    throw new IllegalStateException("No series is forecast here");
                },
                RemoteAccess.none(),
                name -> {
                    throw new IllegalStateException("No access is judged here");
                },
                false,
                () -> {
                    throw new IllegalStateException("Nothing is explained here");
                },
                new ExplainBudget(0, 1),
                Duration.ofSeconds(1));
    }
}
