package io.millrace.jobs.config;

import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.thread.ProblemSettings;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.time.TimeBounds;
import io.millrace.models.series.ScoringSettings;
import io.millrace.operators.logs.LogSettings;
import io.millrace.operators.score.ScoreSettings;
import io.millrace.patterns.Knob;
import io.millrace.patterns.SituationSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Everything the job is told, from Managed Flink's property groups; the same JSON configures a local run.
 * Valid once built: {@link #of} throws with every problem at once.
 */
public final class JobConfig {
    private final Optional<KinesisStream> metricStream;
    private final Optional<KinesisStream> eventStream;
    private final Optional<ReplayFiles> replay;
    private final String contentPath;
    private final LiveContentSettings liveContent;
    private final String lakePath;
    private final EventBus eventBus;
    private final LogSettings logs;
    private final FoldSettings fold;
    private final ThreadSettings threads;
    private final SituationSettings situations;
    private final ProblemSettings problems;
    private final ScoreSettings scoring;
    private final ForestEndpoints forests;
    private final ForecastEndpoints forecastEndpoints;
    private final AccessEndpoint accessEndpoint;
    private final ExplainModel explainModel;
    private final TreeSet<String> loopSources;
    private final TreeSet<String> ownRoles;
    private final TimeBounds times;

    private JobConfig(Settings in) {
        String input = in.choice("Input", "kind", "kinesis", "kinesis", "replay");
        boolean live = input.equals("kinesis");
        metricStream = live ? Optional.of(stream(in, "MetricStream")) : Optional.empty();
        eventStream = live ? Optional.of(stream(in, "EventStream")) : Optional.empty();
        replay = live ? Optional.empty() : Optional.of(ReplayFiles.read(in));
        contentPath = in.text("Content", "path", "");
        liveContent = LiveContentSettings.read(in, contentPath);
        lakePath = in.required("Lake", "path", "a folder or s3:// URI for the tables");
        eventBus = EventBus.read(in, live);
        logs = logs(in, metricStream.map(KinesisStream::region).orElse(""));
        fold = fold(in);
        threads = threads(in);
        situations = situations(in);
        problems = problems(in);
        forests = ForestEndpoints.read(in);
        times = times(in);
        var forecasts = ForecastSeries.read(in);
        forecastEndpoints = ForecastEndpoints.read(in, forecasts.watched());
        scoring = scoring(in)
                .withRemote(forests.scoring())
                .withTimes(times)
                .withForecasts(forecasts)
                .withRemoteForecasts(forecastEndpoints.remote());
        accessEndpoint = AccessEndpoint.read(in);
        explainModel = ExplainModel.read(in);
        loopSources = new TreeSet<>(List.of(
                in.text("Loop", "allowed.sources", "millrace,millrace.executor").split("\\s*,\\s*")));
        ownRoles =
                new TreeSet<>(List.of(in.text("Loop", "own.roles", "millrace-*").split("\\s*,\\s*")));
    }

    /**
     * @param groups property group id to its properties
     * @throws InvalidConfigurationException with every problem
     */
    public static JobConfig of(Map<String, Map<String, String>> groups) {
        var in = new Settings(groups);
        var config = new JobConfig(in);
        in.finish();
        return config;
    }

    /** Which series DeepAR forecasts. */
    public ForecastEndpoints forecastEndpoints() {
        return forecastEndpoints;
    }

    /** Whether an endpoint judges accesses. */
    public AccessEndpoint accessEndpoint() {
        return accessEndpoint;
    }

    public Optional<KinesisStream> metricStream() {
        return metricStream;
    }

    public Optional<KinesisStream> eventStream() {
        return eventStream;
    }

    /** Present for a bounded run over files. */
    public Optional<ReplayFiles> replay() {
        return replay;
    }

    /** Folder or URI of the content bundle that the job begins with, or of its versions; empty for the shipped example. */
    public String contentPath() {
        return contentPath;
    }

    /** Where new versions are found while the job runs. */
    public LiveContentSettings liveContent() {
        return liveContent;
    }

    public String lakePath() {
        return lakePath;
    }

    public EventBus eventBus() {
        return eventBus;
    }

    public LogSettings logs() {
        return logs;
    }

    public FoldSettings fold() {
        return fold;
    }

    public ThreadSettings threads() {
        return threads;
    }

    /** Windows and counts of all situations. */
    public SituationSettings situations() {
        return situations;
    }

    /** How often an incident returns before it is a problem. */
    public ProblemSettings problems() {
        return problems;
    }

    public ScoreSettings scoring() {
        return scoring;
    }

    /** Which series SageMaker scores. */
    public ForestEndpoints forests() {
        return forests;
    }

    /** Which Bedrock model explains. */
    public ExplainModel explainModel() {
        return explainModel;
    }

    /** EventBridge sources whose outcomes, decisions and questions are believed. */
    public TreeSet<String> loopSources() {
        return new TreeSet<>(loopSources);
    }

    /** Patterns of the names of the roles that our remediation assumes. */
    public TreeSet<String> ownRoles() {
        return new TreeSet<>(ownRoles);
    }

    /** Beyond which distance from its arrival an event is marked as future or late. */
    public TimeBounds times() {
        return times;
    }

    private static KinesisStream stream(Settings in, String group) {
        return new KinesisStream(
                in.required(group, "stream.name", "the name of a Kinesis stream"),
                in.required(group, "aws.region", "the stream's Region"),
                in.text(group, "aws.endpoint", ""),
                in.choice(group, "initial.position", "TRIM_HORIZON", "TRIM_HORIZON", "LATEST"),
                in.duration(group, "out.of.orderness", Duration.ofMillis(500)),
                in.duration(group, "shard.idle.after", Duration.ofSeconds(30)),
                in.duration(group, "poll.every", Duration.ofMillis(250)));
    }

    private static TimeBounds times(Settings in) {
        var defaults = TimeBounds.defaults();
        return new TimeBounds(
                in.duration("EventStream", "future.skew", defaults.skew()),
                in.duration("EventStream", "late.after", defaults.lateness()));
    }

    /** A subscription writes to a stream of its own Region. */
    private static LogSettings logs(Settings in, String streamRegion) {
        var defaults = LogSettings.defaults();
        return new LogSettings(
                in.duration("Logs", "minute.wait", defaults.minuteWait()), in.text("Logs", "aws.region", streamRegion));
    }

    private static FoldSettings fold(Settings in) {
        var defaults = FoldSettings.defaults();
        return new FoldSettings(
                in.duration("Fold", "flap.window", defaults.flapWindow()),
                in.duration("Fold", "retention", defaults.retention()),
                in.integer("Fold", "remembered.deliveries", defaults.maxDeliveries(), 1, 10_000),
                in.duration("Fold", "page.wait", defaults.pageWait()));
    }

    private static ThreadSettings threads(Settings in) {
        var defaults = ThreadSettings.defaults();
        return new ThreadSettings(
                in.duration("Threads", "resource.window", defaults.resourceWindow()),
                in.duration("Threads", "service.window", defaults.serviceWindow()),
                in.duration("Threads", "reopen.window", defaults.reopenWindow()),
                in.duration("Threads", "stale.after", defaults.staleAfter()),
                in.integer("Threads", "max.members", defaults.maxMembers(), 1, 1000),
                in.integer("Threads", "max.resources", defaults.maxResources(), 1, 1000));
    }

    /** A knob is called by its name: {@code FLAPPING_WINDOW} is {@code flapping.window}. */
    private static SituationSettings situations(Settings in) {
        var set = new EnumMap<Knob, Long>(Knob.class);
        for (Knob knob : Knob.values()) {
            String key = knob.name().toLowerCase(Locale.ROOT).replace('_', '.');
            set.put(
                    knob,
                    knob.isSpan()
                            ? in.duration(
                                            "Situations",
                                            key,
                                            Duration.ofMillis(knob.otherwise()),
                                            Duration.ofMillis(knob.least()),
                                            Duration.ofMillis(knob.most()))
                                    .toMillis()
                            : in.integer(
                                    "Situations", key, (int) knob.otherwise(), (int) knob.least(), (int) knob.most()));
        }
        return SituationSettings.of(set);
    }

    private static ProblemSettings problems(Settings in) {
        var defaults = ProblemSettings.defaults();
        return new ProblemSettings(
                in.integer("Problems", "times", defaults.times(), 2, ProblemSettings.MOST_TIMES),
                in.duration("Problems", "window", defaults.window(), Duration.ofHours(1), Duration.ofDays(90)));
    }

    private static ScoreSettings scoring(Settings in) {
        var defaults = ScoringSettings.defaults();
        String group = "AnomalyScoring";
        return new ScoreSettings(
                in.number(group, "threshold", defaults.threshold(), 0.01, 1000),
                in.number(group, "quantile", defaults.quantile(), 0.5, 0.9999),
                in.integer(group, "recover.points", 5, 1, 1000),
                in.integer(group, "score.row.every", 10, 0, 1_000_000),
                in.integer(group, "cached.series", 5_000, 1, 1_000_000),
                in.duration(group, "retention", Duration.ofDays(15)));
    }
}
