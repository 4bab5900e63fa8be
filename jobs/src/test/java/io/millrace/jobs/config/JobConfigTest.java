package io.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.operators.access.RemoteAccess;
import io.millrace.operators.remote.RemoteCalls;
import io.millrace.operators.score.RemoteForecasts;
import io.millrace.patterns.Knob;
import io.millrace.patterns.SituationSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins the defaults, sets every key once, and holds the error to all problems at once. */
class JobConfigTest {
    /** What has no default, and nothing else. */
    private static Map<String, Map<String, String>> least() {
        var groups = new TreeMap<String, Map<String, String>>();
        groups.put("MetricStream", properties("stream.name", "metrics", "aws.region", "eu-west-1"));
        groups.put("EventStream", properties("stream.name", "events", "aws.region", "eu-west-1"));
        groups.put("Lake", properties("path", "s3://lake"));
        groups.put(
                "EventBridge",
                properties("bus.name", "operations", "aws.region", "eu-west-1", "refused.path", "s3://refused"));
        return groups;
    }

    /** Every key with a value that is not its default. */
    private static Map<String, Map<String, String>> everything() {
        var groups = new TreeMap<String, Map<String, String>>();
        groups.put("Input", properties("kind", "kinesis"));
        groups.put("MetricStream", stream("m", "11ms"));
        groups.put("EventStream", stream("e", "12ms"));
        set(groups, "EventStream", "future.skew", "7m");
        set(groups, "EventStream", "late.after", "8h");
        groups.put("Content", properties("path", "s3://content/7", "live.path", "s3://content", "poll.every", "42s"));
        groups.put("Lake", properties("path", "s3://lake"));
        groups.put(
                "EventBridge",
                properties(
                        "bus.name",
                        "bus",
                        "aws.region",
                        "us-east-1",
                        "aws.endpoint",
                        "http://bus",
                        "refused.path",
                        "s3://refused",
                        "late.after",
                        "7m"));
        groups.put(
                "Fold",
                properties(
                        "flap.window", "13m", "retention", "14d", "remembered.deliveries", "15", "page.wait", "22s"));
        groups.put(
                "Threads",
                properties(
                        "resource.window", "16m",
                        "service.window", "17m",
                        "reopen.window", "18m",
                        "stale.after", "19h",
                        "max.members", "20",
                        "max.resources", "21"));
        groups.put(
                "Situations",
                properties(
                        "flapping.window", "31m",
                        "confirmation.window", "32m",
                        "change.window", "33m",
                        "cascade.window", "34m",
                        "health.window", "35m",
                        "backup.window", "61h",
                        "brute.force.window", "37m",
                        "brute.force.attempts", "7",
                        "launch.window", "62h",
                        "memory.window", "40m",
                        "disk.window", "41m",
                        "disk.full", "96",
                        "silence.window", "43m",
                        "remedy.settle", "44m",
                        "remedy.window", "45m",
                        "recovery.stay", "46m"));
        groups.put("Problems", properties("times", "4", "window", "15d"));
        groups.put(
                "AnomalyScoring",
                properties(
                        "threshold", "2.2",
                        "quantile", "0.9",
                        "recover.points", "23",
                        "score.row.every", "24",
                        "cached.series", "25",
                        "retention", "26d"));
        groups.put(
                "SageMakerForest",
                properties(
                        "namespaces", "AWS/EC2=one, Shop/a=b=two",
                        "aws.region", "us-east-1",
                        "aws.endpoint", "http://forest",
                        "deadline", "27ms",
                        "batch.points", "28",
                        "in.flight", "29",
                        "shingle.size", "30",
                        "threshold", "3.1",
                        "warm.up.scores", "32"));
        groups.put(
                "Bedrock",
                properties(
                        "model.id", "some.model-v1:0",
                        "aws.region", "us-east-1",
                        "aws.endpoint", "http://model",
                        "deadline", "33s",
                        "max.tokens", "340",
                        "guardrail.id", "gr1",
                        "guardrail.version", "5",
                        "calls.per.hour", "36",
                        "lowest.priority", "2",
                        "failures.until.pause", "7"));
        groups.put(
                "SageMakerAccess",
                properties(
                        "endpoint", "access",
                        "aws.region", "us-east-1",
                        "aws.endpoint", "http://access",
                        "lowest.product", "-2.5",
                        "deadline", "39ms",
                        "batch.pairs", "40",
                        "in.flight", "41"));
        groups.put(
                "SageMakerForecast",
                properties(
                        "series", "Shop/Checkout/Latency=latency",
                        "aws.region", "us-east-1",
                        "aws.endpoint", "http://forecast",
                        "history.steps", "300",
                        "least.steps", "42",
                        "num.samples", "43",
                        "deadline", "44ms",
                        "batch.series", "4",
                        "in.flight", "45"));
        groups.put("Forecast", properties("series", "Shop/Checkout/Latency=above", "limits", "CWAgent/disk=95"));
        groups.put("Loop", properties("allowed.sources", "one, two", "own.roles", "fixer-*, healer"));
        groups.put("Logs", properties("minute.wait", "38s", "aws.region", "eu-central-1"));
        return groups;
    }

    private static Map<String, String> stream(String name, String outOfOrderness) {
        return properties(
                "stream.name",
                name,
                "aws.region",
                "us-east-1",
                "aws.endpoint",
                "http://" + name,
                "initial.position",
                "LATEST",
                "out.of.orderness",
                outOfOrderness,
                "shard.idle.after",
                "2m",
                "poll.every",
                "99ms");
    }

    private static Map<String, String> properties(String... keysAndValues) {
        var properties = new TreeMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    @Test
    void whatIsNotSaidHasTheDocumentedDefault() {
        JobConfig config = JobConfig.of(least());

        for (KinesisStream stream : new KinesisStream[] {
            config.metricStream().orElseThrow(), config.eventStream().orElseThrow()
        }) {
            assertThat(stream.endpoint()).isEmpty();
            assertThat(stream.initialPosition()).isEqualTo("TRIM_HORIZON");
            assertThat(stream.outOfOrderness()).isEqualTo(Duration.ofMillis(500));
            assertThat(stream.idleAfter()).isEqualTo(Duration.ofSeconds(30));
            assertThat(stream.pollEvery()).isEqualTo(Duration.ofMillis(250));
        }
        assertThat(config.replay()).isEmpty();
        assertThat(config.contentPath()).isEmpty();
        assertThat(config.liveContent().path()).isEmpty();
        assertThat(config.liveContent().pollEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.eventBus().endpoint()).isEmpty();
        assertThat(config.eventBus().lateAfter()).contains(Duration.ofMinutes(5));
        assertThat(config.fold().flapWindow()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.fold().retention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.fold().maxDeliveries()).isEqualTo(64);
        assertThat(config.fold().pageWait()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.threads().resourceWindow()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.threads().serviceWindow()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.threads().reopenWindow()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.threads().staleAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(config.threads().maxMembers()).isEqualTo(50);
        assertThat(config.threads().maxResources()).isEqualTo(100);
        assertThat(config.situations().values())
                .isEqualTo(SituationSettings.defaults().values());
        assertThat(config.problems().times()).isEqualTo(3);
        assertThat(config.problems().window()).isEqualTo(Duration.ofDays(30));
        assertThat(config.scoring().threshold()).isEqualTo(1.5);
        assertThat(config.scoring().quantile()).isEqualTo(0.95);
        assertThat(config.scoring().recoverPoints()).isEqualTo(5);
        assertThat(config.scoring().scoreRowEvery()).isEqualTo(10);
        assertThat(config.scoring().cachedSeries()).isEqualTo(5_000);
        assertThat(config.scoring().retention()).isEqualTo(Duration.ofDays(15));
        assertThat(config.forests().namespaces()).isEmpty();
        assertThat(config.forests().endpoint()).isEmpty();
        assertThat(config.forests().deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.forests().batchPoints()).isEqualTo(100);
        assertThat(config.forests().inFlight()).isEqualTo(8);
        assertThat(config.forests().shingleSize()).isEqualTo(8);
        assertThat(config.forests().threshold()).isEqualTo(3.0);
        assertThat(config.forests().warmUpScores()).isEqualTo(100);
        assertThat(config.explainModel().isWanted()).isFalse();
        assertThat(config.explainModel().endpoint()).isEmpty();
        assertThat(config.explainModel().deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.explainModel().maxTokens()).isEqualTo(1200);
        assertThat(config.explainModel().guardrail()).isEmpty();
        assertThat(config.explainModel().guardrailVersion()).isEqualTo("DRAFT");
        assertThat(config.explainModel().callsPerHour()).isEqualTo(60);
        assertThat(config.explainModel().lowestPriority()).isEqualTo(3);
        assertThat(config.loopSources()).containsExactly("millrace", "millrace.executor");
        assertThat(config.ownRoles()).containsExactly("millrace-*");
        assertThat(config.logs().minuteWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.logs().region()).isEqualTo("eu-west-1");
        assertThat(config.times().skew()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.times().lateness()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void everyKeyReachesItsSetting() {
        JobConfig config = JobConfig.of(everything());

        KinesisStream metrics = config.metricStream().orElseThrow();
        assertThat(metrics.stream()).isEqualTo("m");
        assertThat(metrics.region()).isEqualTo("us-east-1");
        assertThat(metrics.endpoint()).isEqualTo("http://m");
        assertThat(metrics.initialPosition()).isEqualTo("LATEST");
        assertThat(metrics.outOfOrderness()).isEqualTo(Duration.ofMillis(11));
        assertThat(metrics.idleAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(metrics.pollEvery()).isEqualTo(Duration.ofMillis(99));
        KinesisStream events = config.eventStream().orElseThrow();
        assertThat(events.stream()).isEqualTo("e");
        assertThat(events.outOfOrderness()).isEqualTo(Duration.ofMillis(12));
        assertThat(config.times().skew()).isEqualTo(Duration.ofMinutes(7));
        assertThat(config.times().lateness()).isEqualTo(Duration.ofHours(8));
        assertThat(config.scoring().times()).isSameAs(config.times());
        assertThat(config.contentPath()).isEqualTo("s3://content/7");
        assertThat(config.liveContent().path()).isEqualTo("s3://content");
        assertThat(config.liveContent().pollEvery()).isEqualTo(Duration.ofSeconds(42));
        assertThat(config.lakePath()).isEqualTo("s3://lake");
        assertThat(config.eventBus().bus()).isEqualTo("bus");
        assertThat(config.eventBus().region()).isEqualTo("us-east-1");
        assertThat(config.eventBus().endpoint()).isEqualTo("http://bus");
        assertThat(config.eventBus().refusedPath()).isEqualTo("s3://refused");
        assertThat(config.eventBus().lateAfter()).contains(Duration.ofMinutes(7));
        assertThat(config.fold().flapWindow()).isEqualTo(Duration.ofMinutes(13));
        assertThat(config.fold().retention()).isEqualTo(Duration.ofDays(14));
        assertThat(config.fold().maxDeliveries()).isEqualTo(15);
        assertThat(config.fold().pageWait()).isEqualTo(Duration.ofSeconds(22));
        assertThat(config.threads().resourceWindow()).isEqualTo(Duration.ofMinutes(16));
        assertThat(config.threads().serviceWindow()).isEqualTo(Duration.ofMinutes(17));
        assertThat(config.threads().reopenWindow()).isEqualTo(Duration.ofMinutes(18));
        assertThat(config.threads().staleAfter()).isEqualTo(Duration.ofHours(19));
        assertThat(config.threads().maxMembers()).isEqualTo(20);
        assertThat(config.threads().maxResources()).isEqualTo(21);
        assertThat(config.situations().values())
                .allSatisfy((knob, value) -> assertThat(value).as(knob.name()).isNotEqualTo(knob.otherwise()));
        assertThat(config.situations().values())
                .containsEntry(Knob.CHANGE_WINDOW, Duration.ofMinutes(33).toMillis())
                .containsEntry(Knob.BRUTE_FORCE_ATTEMPTS, 7L);
        assertThat(config.problems().times()).isEqualTo(4);
        assertThat(config.problems().window()).isEqualTo(Duration.ofDays(15));
        assertThat(config.scoring().threshold()).isEqualTo(2.2);
        assertThat(config.scoring().quantile()).isEqualTo(0.9);
        assertThat(config.scoring().recoverPoints()).isEqualTo(23);
        assertThat(config.scoring().scoreRowEvery()).isEqualTo(24);
        assertThat(config.scoring().cachedSeries()).isEqualTo(25);
        assertThat(config.scoring().retention()).isEqualTo(Duration.ofDays(26));
        assertThat(config.forests().namespaces()).isEqualTo(Map.of("AWS/EC2", "one", "Shop/a=b", "two"));
        assertThat(config.forests().region()).isEqualTo("us-east-1");
        assertThat(config.forests().endpoint()).isEqualTo("http://forest");
        assertThat(config.forests().deadline()).isEqualTo(Duration.ofMillis(27));
        assertThat(config.forests().batchPoints()).isEqualTo(28);
        assertThat(config.forests().inFlight()).isEqualTo(29);
        assertThat(config.forests().shingleSize()).isEqualTo(30);
        assertThat(config.forests().threshold()).isEqualTo(3.1);
        assertThat(config.forests().warmUpScores()).isEqualTo(32);
        assertThat(config.explainModel().isWanted()).isTrue();
        assertThat(config.explainModel().modelId()).isEqualTo("some.model-v1:0");
        assertThat(config.explainModel().region()).isEqualTo("us-east-1");
        assertThat(config.explainModel().endpoint()).isEqualTo("http://model");
        assertThat(config.explainModel().deadline()).isEqualTo(Duration.ofSeconds(33));
        assertThat(config.explainModel().maxTokens()).isEqualTo(340);
        assertThat(config.explainModel().guardrail()).isEqualTo("gr1");
        assertThat(config.explainModel().guardrailVersion()).isEqualTo("5");
        assertThat(config.explainModel().callsPerHour()).isEqualTo(36);
        assertThat(config.explainModel().lowestPriority()).isEqualTo(2);
        assertThat(config.loopSources()).containsExactly("one", "two");
        assertThat(config.ownRoles()).containsExactly("fixer-*", "healer");
        assertThat(config.logs().minuteWait()).isEqualTo(Duration.ofSeconds(38));
        assertThat(config.logs().region()).isEqualTo("eu-central-1");
    }

    @Test
    void noneIsAWordForWhatIsNotThere() {
        var groups = least();
        groups.put("SageMakerForest", properties("namespaces", "none"));
        groups.put("Bedrock", properties("model.id", "none", "guardrail.id", "none"));

        var config = JobConfig.of(groups);

        assertThat(config.forests().namespaces()).isEmpty();
        assertThat(config.explainModel().isWanted()).isFalse();
        assertThat(config.explainModel().guardrail()).isEmpty();
    }

    @Test
    void aModelNeedsARegionAndANamespaceItsEndpoint() {
        var groups = least();
        groups.put("SageMakerForest", properties("namespaces", "AWS/EC2"));
        groups.put("Bedrock", properties("model.id", "some.model"));

        assertThat(problems(groups))
                .contains("2 problems")
                .contains("SageMakerForest/namespaces has \"AWS/EC2\"; it must be none, or a list such as"
                        + " AWS/EC2=endpoint-of-ec2, Shop/Checkout=endpoint-of-shop")
                .contains("Bedrock/aws.region is missing; it must be the Region of the model");
    }

    @Test
    void nobodyWaitsLongerForAnEndpointThanItMayTake() {
        for (String given : List.of("61s", "0s")) {
            var groups = least();
            groups.put("SageMakerForest", properties("deadline", given));

            assertThat(problems(groups))
                    .contains("SageMakerForest/deadline is ")
                    .contains("it must be above 0 and at most 60s: the service waits no longer");
        }
    }

    @Test
    void anAccessEndpointIsReadKeyByKeyAndNotWantedByDefault() {
        var access = JobConfig.of(everything()).accessEndpoint();
        assertThat(access.remote().endpoint()).isEqualTo("access");
        assertThat(access.region()).isEqualTo("us-east-1");
        assertThat(access.address()).isEqualTo("http://access");
        assertThat(access.remote().lowestProduct()).isEqualTo(-2.5);
        assertThat(access.remote().deadline()).isEqualTo(Duration.ofMillis(39));
        assertThat(access.remote().batchPairs()).isEqualTo(40);
        assertThat(access.remote().inFlight()).isEqualTo(41);

        var none = JobConfig.of(least()).accessEndpoint();
        assertThat(none.remote()).usingRecursiveComparison().isEqualTo(RemoteAccess.none());
    }

    @Test
    void aForecastEndpointIsReadKeyByKeyAndNotWantedByDefault() {
        var forecast = JobConfig.of(everything()).forecastEndpoints();
        assertThat(forecast.remote())
                .usingRecursiveComparison()
                .isEqualTo(new RemoteForecasts(
                        Map.of("Shop/Checkout/Latency", "latency"),
                        300,
                        42,
                        43,
                        new RemoteCalls(Duration.ofMillis(44), 4, 45)));
        assertThat(forecast.region()).isEqualTo("us-east-1");
        assertThat(forecast.address()).isEqualTo("http://forecast");
        assertThat(JobConfig.of(least()).forecastEndpoints().remote())
                .usingRecursiveComparison()
                .isEqualTo(RemoteForecasts.none());
    }

    @Test
    void aForecastEndpointNeedsASeriesThatIsForecastAndARegion() {
        var groups = least();
        groups.put("Forecast", properties("series", "Shop/Latency=above"));
        groups.put(
                "SageMakerForecast",
                properties("series", "Shop/Latency, Shop/Orders=one, Shop/Latency=two", "least.steps", "600"));

        assertThat(problems(groups))
                .contains("4 problems")
                .contains("SageMakerForecast/series has \"Shop/Latency\"; it must be none, or a list such as")
                .contains("SageMakerForecast/series has Shop/Orders, which Forecast/series does not")
                .contains("SageMakerForecast/aws.region is missing")
                .contains("SageMakerForecast/least.steps is 600; it must be at most history.steps, which is 576");
    }

    @Test
    void aForecastNeedsAMetricAndItsSideOrLimit() {
        var groups = least();
        groups.put("Forecast", properties("series", "Latency=above, Shop/Latency=up", "limits", "CWAgent/disk=full"));

        assertThat(problems(groups))
                .contains("3 problems")
                .contains(
                        "Forecast/series has \"Latency=above\"; it must be none, or a list of namespace/metric such as"
                                + " AWS/ApplicationELB/TargetResponseTime=above")
                .contains("Forecast/series has \"Shop/Latency=up\"")
                .contains("Forecast/limits has \"CWAgent/disk=full\"");
    }

    @Test
    void noKeyIsMissingInThisTest() {
        var groups = everything();
        groups.values().forEach(properties -> properties.put("no.such.key", "1"));

        String said = problems(groups);

        groups.forEach((group, properties) -> {
            var known = new TreeSet<>(properties.keySet());
            known.remove("no.such.key");
            assertThat(said)
                    .contains(group + "/no.such.key is unknown; this group has " + String.join(", ", known) + "\n");
        });
        groups.clear();
        groups.put("NoSuchGroup", properties("a", "b"));
        assertThat(problems(groups))
                .contains("property group NoSuchGroup is unknown; there are "
                        + String.join(", ", everything().keySet()));
    }

    @Test
    void aReplayNeedsFilesInsteadOfStreams() {
        var groups = new TreeMap<String, Map<String, String>>();
        groups.put("Input", properties("kind", "replay"));
        groups.put("Replay", properties("input", "in", "metrics.csv", "series"));
        groups.put("Lake", properties("path", "lake"));
        groups.put("EventBridge", properties("file.path", "entries"));

        JobConfig config = JobConfig.of(groups);

        assertThat(config.metricStream()).isEmpty();
        assertThat(config.eventStream()).isEmpty();
        assertThat(config.replay().orElseThrow().input()).isEqualTo("in");
        assertThat(config.replay().orElseThrow().metricsCsv()).isEqualTo("series");
        assertThat(config.eventBus().file()).isEqualTo("entries");
        assertThat(config.eventBus().lateAfter()).as("a replay asks no clock").isEmpty();
        groups.remove("Replay");
        groups.remove("EventBridge");
        assertThat(problems(groups))
                .contains("2 problems")
                .contains("Replay/input is missing")
                .contains("EventBridge/file.path is missing");
    }

    @ParameterizedTest
    @CsvSource({"59s", "25h", "soon", "-5m", "0m"})
    void lateIsAMinuteToADayAfterItWasDue(String lateAfter) {
        var groups = everything();
        set(groups, "EventBridge", "late.after", lateAfter);

        assertThat(problems(groups))
                .contains("EventBridge/late.after is \"" + lateAfter
                        + "\"; it must be a duration from 1m to 24h, or none");
    }

    @Test
    void lateMayBeMarkedByNoClock() {
        var groups = everything();
        set(groups, "EventBridge", "late.after", "none");

        assertThat(JobConfig.of(groups).eventBus().lateAfter()).isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnceWithWhatWouldBeRight() {
        var groups = everything();
        set(groups, "MetricStream", "stream.name", "");
        set(groups, "EventStream", "initial.position", "YESTERDAY");
        set(groups, "Lake", "path", "  ");
        set(groups, "Threads", "max.members", "0");
        set(groups, "AnomalyScoring", "threshold", "high");
        set(groups, "Fold", "retention", "forever");

        assertThat(problems(groups).lines())
                .containsExactly(
                        "6 problems in the configuration:",
                        "  MetricStream/stream.name is missing; it must be the name of a Kinesis stream",
                        "  EventStream/initial.position is \"YESTERDAY\"; it must be one of LATEST, TRIM_HORIZON",
                        "  Lake/path is missing; it must be a folder or s3:// URI for the tables",
                        "  Fold/retention is \"forever\"; it must be a duration such as 500ms, 30s, 5m, 24h or 7d",
                        "  Threads/max.members is \"0\"; it must be a whole number from 1 to 1000",
                        "  AnomalyScoring/threshold is \"high\"; it must be a number from 0.01 to 1000.0");
    }

    @Test
    void aKnobBeyondItsBoundsIsAProblemThatSaysThem() {
        var groups = least();
        groups.put(
                "Situations",
                properties("change.window", "7h", "launch.window", "30m", "brute.force.attempts", "1", "flap", "1m"));
        groups.put("Problems", properties("times", "1", "window", "10m"));

        assertThat(problems(groups).lines())
                .contains(
                        "  Situations/change.window is \"7h\"; it must be a duration from 1m to 6h",
                        "  Situations/launch.window is \"30m\"; it must be a duration from 1h to 7d",
                        "  Situations/brute.force.attempts is \"1\"; it must be a whole number from 2 to 50",
                        "  Problems/times is \"1\"; it must be a whole number from 2 to 100",
                        "  Problems/window is \"10m\"; it must be a duration from 1h to 90d")
                .anyMatch(line -> line.startsWith("  Situations/flap is unknown; this group has backup.window"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "24h, PT24H", "7d, PT168H", "7 d, PT168H"})
    void aDurationHasAUnit(String text, Duration meant) {
        var groups = everything();
        set(groups, "Fold", "retention", text);

        assertThat(JobConfig.of(groups).fold().retention()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"30", "5 minutes", "-5m", "9223372036854775807d", "99999999999999999999s"})
    void whatIsNoDurationIsAProblemAndNeverTheDefault(String text) {
        var groups = everything();
        set(groups, "Fold", "retention", text);

        assertThat(problems(groups)).contains("Fold/retention is \"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "0", "1e9"})
    void aNumberHasBounds(String text) {
        var groups = everything();
        set(groups, "AnomalyScoring", "threshold", text);

        assertThatThrownBy(() -> JobConfig.of(groups))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("AnomalyScoring/threshold is \"" + text + "\"");
    }

    private static void set(Map<String, Map<String, String>> groups, String group, String key, String value) {
        groups.computeIfAbsent(group, name -> new TreeMap<>()).put(key, value);
    }

    private static String problems(Map<String, Map<String, String>> groups) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> JobConfig.of(groups))
                        .getMessage() + "\n";
    }
}
