package io.millrace.local.replay;

import io.millrace.jobs.MillraceJob;
import io.millrace.jobs.Stages;
import io.millrace.jobs.config.InvalidConfigurationException;
import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.ends.Ends;
import io.millrace.jobs.ends.Sources;
import io.millrace.local.cli.BadInput;
import io.millrace.local.flink.JobMetrics;
import io.millrace.local.flink.LocalFlink;
import io.millrace.operators.replay.ReplayEntries;
import io.millrace.operators.replay.UnreadableReplayException;
import io.millrace.runbooks.InvalidContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/** One bounded run of the job in this process. */
public final class ReplayRun {
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);

    private final @Nullable Path input;
    private final @Nullable Path metricsCsv;
    private final @Nullable Path content;
    private final Path output;
    private final int parallelism;
    private final Map<String, Map<String, String>> properties;
    private final @Nullable Path answers;

    public ReplayRun(
            @Nullable Path input, @Nullable Path metricsCsv, @Nullable Path content, Path output, int parallelism) {
        this(input, metricsCsv, content, output, parallelism, Map.of());
    }

    /** @param properties further property groups of the job, such as those that name remote models */
    public ReplayRun(
            @Nullable Path input,
            @Nullable Path metricsCsv,
            @Nullable Path content,
            Path output,
            int parallelism,
            Map<String, Map<String, String>> properties) {
        this(input, metricsCsv, content, output, parallelism, properties, null);
    }

    /**
     * @param properties further property groups of the job, such as those that name remote models
     * @param answers lake of a run whose models' answers are read; null: models are asked
     */
    public ReplayRun(
            @Nullable Path input,
            @Nullable Path metricsCsv,
            @Nullable Path content,
            Path output,
            int parallelism,
            Map<String, Map<String, String>> properties,
            @Nullable Path answers) {
        this.answers = answers;
        this.properties = properties;
        this.input = input;
        this.metricsCsv = metricsCsv;
        this.content = content;
        this.output = output;
        this.parallelism = parallelism;
    }

    /**
     * Runs to the end of the input.
     *
     * @throws BadInput when input or content cannot be used
     */
    public ReplaySummary run(Consumer<String> progress) throws Exception {
        Path scratch = scratch();
        try {
            JobConfig config = config(scratch);
            var environment = LocalFlink.environment(LocalFlink.configuration(scratch, CHECKPOINT_EVERY), parallelism);
            MillraceJob.define(environment, sources(config), stages(config), Ends.sinks(config));
            long began = System.nanoTime();
            await(environment.executeAsync("Millrace replay"), progress);
            progress.accept("merging the bus entries");
            Path parts = Files.createDirectories(scratch.resolve("entries"));
            long entries = ReplayEntries.merge(parts, output.resolve("eventbridge.ndjson"));
            var took = Duration.ofNanos(System.nanoTime() - began);
            return new ReplaySummary(output, entries, took);
        } catch (InvalidConfigurationException | InvalidContentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } finally {
            // Flink may still be removing checkpoints in it.
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    private Path scratch() {
        try {
            return Files.createTempDirectory(Files.createDirectories(output), ".run-");
        } catch (IOException e) {
            throw new BadInput(
                    "--output " + output + " cannot be written: " + e, "a folder that may be written, or made");
        }
    }

    private JobConfig config(Path scratch) {
        var replay = new TreeMap<String, String>();
        if (input != null) {
            replay.put("input", input.toString());
        }
        if (metricsCsv != null) {
            replay.put("metrics.csv", metricsCsv.toString());
        }
        if (answers != null) {
            Path files = scratch.resolve("answers");
            AnswersOfLake.write(answers, files);
            replay.put("answers", files.toString());
            replay.put("content.moments", MomentsOfLake.read(answers));
        }
        var groups = new TreeMap<String, Map<String, String>>(Map.of(
                "Input", Map.of("kind", "replay"),
                "Replay", replay,
                "Content", Map.of("path", content == null ? "" : LocalFlink.uri(content)),
                "Lake", Map.of("path", LocalFlink.uri(output.resolve("lake"))),
                "EventBridge", Map.of("file.path", LocalFlink.uri(scratch.resolve("entries")))));
        for (var group : properties.entrySet()) {
            if (groups.putIfAbsent(group.getKey(), group.getValue()) != null) {
                throw new BadInput(
                        "--properties names the group " + group.getKey() + ", which a replay sets itself",
                        "groups other than " + String.join(", ", groups.keySet()));
            }
        }
        return JobConfig.of(groups);
    }

    private static Sources sources(JobConfig config) {
        try {
            return Ends.sources(config);
        } catch (IOException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private static Stages stages(JobConfig config) {
        try {
            return Ends.stages(config);
        } catch (IOException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private static void await(JobClient job, Consumer<String> progress) throws Exception {
        var result = job.getJobExecutionResult();
        while (true) {
            try {
                result.get(500, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException stillRunning) {
                progress.accept(where());
            } catch (ExecutionException failed) {
                throw unreadable(failed).<Exception>map(bad -> bad).orElse(failed);
            }
        }
    }

    /** The job fails on a file that it cannot read: the person's to mend, not the job's. */
    private static Optional<BadInput> unreadable(ExecutionException failed) {
        return ExceptionUtils.findSerializedThrowable(
                        failed, UnreadableReplayException.class, ReplayRun.class.getClassLoader())
                .map(e -> new BadInput(
                        String.valueOf(e.getMessage()), "files as ./millrace replay --help describes them"));
    }

    private static String where() {
        long watermark = JobMetrics.watermark("Fold events");
        String until =
                watermark <= 0 ? "" : ", at " + Instant.ofEpochMilli(watermark).truncatedTo(ChronoUnit.MINUTES);
        return String.format(
                Locale.ROOT,
                "%,d metric records and %,d events read%s; %,d threads",
                JobMetrics.sum("Parse metrics", "numRecordsIn"),
                JobMetrics.sum("Parse events", "numRecordsIn"),
                until,
                JobMetrics.outcome("thread", "opened"));
    }
}
