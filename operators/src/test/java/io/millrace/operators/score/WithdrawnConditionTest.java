package io.millrace.operators.score;

import static io.millrace.testing.Metrics.aMetric;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.testing.MetricBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Content drops a condition that is met: whoever waits for it is told that nobody watches, never that it is over. */
class WithdrawnConditionTest {
    private static final String HIGH =
            "{id: own, title: High, severity: 4, metric: {namespace: Shop, name: Load, statistic: maximum},"
                    + " comparator: '>', level: 80, for: 2m, clear: {level: 70, points: 2}}";
    private static final String HIGH_ELSEWHERE =
            HIGH.replace("statistic: maximum}", "statistic: maximum, dimensions: {Host: web-2}}");
    private static final String HEARTBEAT = "{id: own, title: Silent, severity: 4,"
            + " metric: {namespace: Shop, name: Load}, absent: {for: 10m}, clear: {points: 2}}";
    private static final String JOINED = "{id: own, title: Failing, severity: 4, metrics: {"
            + "errors: {namespace: Shop, name: Failed, statistic: sum}, "
            + "requests: {namespace: Shop, name: Requests, statistic: sum}}, "
            + "all: [{percent: {of: errors, in: requests}, comparator: '>', level: 5, clear: {level: 2}}, "
            + "{value: requests, comparator: '>=', level: 100}], for: 3m, clear: {points: 2}}";

    @Test
    void whatIsDroppedWhileItIsMetEndsOnceAndClaimsNothing() throws Exception {
        try (var harness = ConditionHarness.changing(Map.of("", HIGH, "10:20", ""))) {
            harness.feed(load("10:00", 30, 95)).until(Times.at("11:00"));

            assertThat(harness.turns("own")).containsExactly("10:01 OPEN", "10:18 RESOLVED");
            assertWithdrawn(last(harness));
            assertThat(last(harness).getTitle()).isEqualTo("Condition own is no longer watched on web-1");
            assertThat(last(harness).getIdentity())
                    .isEqualTo(harness.events("own").get(0).getIdentity());
        }
    }

    @Test
    void whatIsNotMetIsDroppedInSilence() throws Exception {
        try (var harness = ConditionHarness.changing(Map.of("", HIGH, "10:20", ""))) {
            harness.feed(load("10:00", 30, 50)).until(Times.at("11:00"));

            assertThat(harness.told("own")).isEmpty();
        }
    }

    @Test
    void whatIsDeclaredForOtherSeriesNowIsWatchedThereOnly() throws Exception {
        try (var harness = ConditionHarness.changing(Map.of("", HIGH, "10:20", HIGH_ELSEWHERE))) {
            harness.feed(load("10:00", 30, 95)).until(Times.at("11:00"));

            assertThat(harness.turns("own")).containsExactly("10:01 OPEN", "10:18 RESOLVED");
            assertWithdrawn(last(harness));
        }
    }

    @Test
    void whatOnlyChangesGoesOn() throws Exception {
        try (var harness =
                ConditionHarness.changing(Map.of("", HIGH, "10:20", HIGH.replace("level: 80", "level: 90")))) {
            harness.feed(load("10:00", 30, 95)).until(Times.at("11:00"));

            assertThat(harness.turns("own")).containsExactly("10:01 OPEN");
        }
    }

    @Test
    void declaredAgainItBeginsAnew() throws Exception {
        try (var harness = ConditionHarness.changing(
                Map.of("", HIGH, "10:20", "", "10:30", HIGH.replace("title: High", "title: High again")))) {
            harness.feed(load("10:00", 45, 95)).until(Times.at("11:00"));

            assertThat(harness.turns("own")).containsExactly("10:01 OPEN", "10:18 RESOLVED", "10:29 OPEN");
        }
    }

    @Test
    void aSeriesThatFellSilentIsNoLongerWatchedWithoutAPointToSaySo() throws Exception {
        try (var harness = ConditionHarness.changing(Map.of("", HEARTBEAT, "10:40", ""))) {
            harness.feed(load("10:00", 5, 50)).until(Times.at("10:39"));
            assertThat(harness.told("own")).containsExactly("10:14 OPEN");

            harness.until(Times.at("10:52"));

            assertThat(harness.turns("own")).hasSize(2);
            assertWithdrawn(last(harness));
            assertThat(last(harness).getArrivedAt()).isBetween(Times.at("10:40"), Times.at("10:52"));
        }
    }

    @Test
    void severalMetricsTogetherAreNoLongerWatchedEither() throws Exception {
        try (var harness = ConditionHarness.changing(Map.of("", JOINED, "10:20", ""))) {
            harness.feed(failing(12)).until(Times.at("10:19"));
            assertThat(harness.turns("own")).containsExactly("10:02 OPEN");

            harness.until(Times.at("10:40"));

            assertThat(harness.turns("own")).hasSize(2);
            assertWithdrawn(last(harness));
            assertThat(last(harness).getIdentity())
                    .isEqualTo("condition:own:111122223333|eu-west-1|condition|own|Service=a");
        }
    }

    @Test
    void itIsToldAfterARestartToo() throws Exception {
        ConditionHarness.Snapshots snapshots;
        var content = Map.of("", JOINED, "10:20", "");
        try (var harness = ConditionHarness.changing(content)) {
            harness.feed(failing(12)).until(Times.at("10:16"));
            assertThat(harness.turns("own")).containsExactly("10:02 OPEN");
            snapshots = harness.snapshots();
        }
        try (var harness = ConditionHarness.changing(content, snapshots)) {
            harness.until(Times.at("10:40"));

            assertThat(harness.turns("own")).hasSize(1);
            assertWithdrawn(last(harness));
        }
    }

    @Test
    void lookingWhetherItIsWatchedKeepsNoStateForLonger() throws Exception {
        try (var harness = ConditionHarness.with(HEARTBEAT)) {
            harness.feed(load("10:00", 5, 50)).until(Times.at("10:20"));
            harness.until(Times.at("10:20").plus(ConditionHarness.RETENTION));

            assertThat(harness.turns("own")).containsExactly("10:14 OPEN");
            assertThat(harness.keyedStates()).isZero();
        }
    }

    private static OpsEvent last(ConditionHarness harness) {
        var events = harness.events("own");
        return events.get(events.size() - 1);
    }

    private static void assertWithdrawn(OpsEvent event) {
        assertThat(event.getDetailType()).isEqualTo("Condition Withdrawn");
        assertThat(event.getStatus()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.getKind()).as("no recovery").isEqualTo(EventKind.OTHER);
        assertThat(event.getValues()).isEmpty();
        assertThat(event.getText()).endsWith("whether the trouble is over is not known");
    }

    private static List<MetricDatum> load(String from, int points, double value) {
        var load = new ArrayList<MetricDatum>();
        for (int i = 0; i < points; i++) {
            load.add(at(aMetric("Shop", "Load").dimension("Host", "web-1").of(value), from, i));
        }
        return load;
    }

    private static List<MetricDatum> failing(int minutes) {
        var points = new ArrayList<MetricDatum>();
        for (int i = 0; i < minutes; i++) {
            points.add(at(aMetric("Shop", "Requests").dimension("Service", "a").of(100), "10:00", i));
            points.add(at(aMetric("Shop", "Failed").dimension("Service", "a").of(10), "10:00", i));
        }
        return points;
    }

    private static MetricDatum at(MetricBuilder point, String from, int minute) {
        return point.at(Times.at(from).plus(Duration.ofMinutes(minute))).datum();
    }
}
