package io.millrace.jobs.ends;

import io.millrace.jobs.Stages;
import io.millrace.jobs.config.JobConfig;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.replay.ReplaySource;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.InvalidContentException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Builds the ends and stages that a configuration asks for. */
public final class Ends {
    private Ends() {}

    /** @throws IOException when replay files are missing or cannot be read */
    public static Sources sources(JobConfig config) throws IOException {
        if (config.replay().isPresent()) {
            var files = config.replay().get();
            if (files.metricsCsv().isEmpty()) {
                return new ReplaySources(ReplaySource.of(Path.of(files.input())));
            }
            return new ReplaySources(
                    files.input().isEmpty()
                            ? ReplaySource.ofMetricsCsv(Path.of(files.metricsCsv()))
                            : ReplaySource.of(Path.of(files.input()), Path.of(files.metricsCsv())));
        }
        return new KinesisSources(
                config.metricStream().orElseThrow(), config.eventStream().orElseThrow(), config.liveContent());
    }

    /**
     * @throws IOException when the content bundle cannot be read
     * @throws InvalidContentException when it is wrong: better before the start than in every restart
     */
    public static Stages stages(JobConfig config) throws IOException {
        return new Stages(
                content(config),
                new EventParserSettings(config.loopSources(), config.ownRoles(), config.times()),
                config.logs(),
                config.scoring(),
                config.fold(),
                config.threads(),
                config.situations(),
                config.problems(),
                RemoteEnds.of(config));
    }

    private static ContentHistory content(JobConfig config) throws IOException {
        return config.replay().isPresent()
                ? ContentBundles.recorded(
                        config.contentPath(), config.replay().get().contentMoments())
                : ContentBundles.live(config.contentPath(), Instant.now());
    }

    public static Sinks sinks(JobConfig config) {
        return config.replay().isPresent() ? FileSinks.of(config) : new LiveSinks(config);
    }
}
