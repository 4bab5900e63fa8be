package io.millrace.operators.score;

import static io.millrace.testing.Metrics.aMetric;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.MetricDatum;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentSeriesTest {
    private static final String HEARTBEAT = "{id: own, title: Silent, severity: 4,"
            + " metric: {namespace: Shop, name: Heartbeat}, absent: {for: 10m}, clear: {points: 2}}";
    private static final String BREACHING = "{id: own, title: Down, metric: {namespace: Shop, name: Heartbeat,"
            + " statistic: sum}, comparator: '<', level: 1, period: 1m, missing: breaching,"
            + " datapoints: {breaching: 3, of: 5}}";

    @Test
    void aSeriesThatStopsIsAbsentByArrivalTimeOnceAndComesBack() throws Exception {
        try (var harness = ConditionHarness.with(HEARTBEAT)) {
            harness.feed(beats("10:00", 5)).until(Times.at("10:16"));
            assertThat(harness.told("own")).isEmpty();

            harness.until(Times.at("10:16:30"));
            assertThat(harness.told("own")).containsExactly("10:14 OPEN");
            var absent = harness.events("own").get(0);
            assertThat(absent.getKind()).isEqualTo(EventKind.CONDITION);
            assertThat(absent.getSeverity()).isEqualTo(4);
            assertThat(absent.getText()).isEqualTo("No point of Heartbeat since the one of 2026-08-05T10:04:00Z");
            assertThat(absent.getArrivedAt()).isBetween(Times.at("10:16:30"), Times.at("10:16:32"));
            assertThat(absent.getAttributes()).containsEntry("dim.Host", "web-1");
            assertThat(absent.getValues()).doesNotContainKeys("value", "level");

            harness.until(Times.at("12:00")).feed(beats("12:00", 3)).until(Times.at("12:10"));
            assertThat(harness.told("own")).containsExactly("10:14 OPEN", "12:01 RESOLVED");
        }
    }

    @Test
    void nothingIsAbsentWhilePointsCome() throws Exception {
        try (var harness = ConditionHarness.with(HEARTBEAT)) {
            harness.feed(beats("10:00", 120)).until(Times.at("12:10"));

            assertThat(harness.told("own")).isEmpty();
        }
    }

    @Test
    void theEndOfInputIsNoSilence() throws Exception {
        try (var harness = ConditionHarness.with(HEARTBEAT)) {
            harness.feed(beats("10:00", 5)).end();

            assertThat(harness.told("own")).isEmpty();
        }
    }

    @Test
    void absenceSurvivesARestart() throws Exception {
        ConditionHarness.Snapshots snapshots;
        try (var harness = ConditionHarness.with(HEARTBEAT)) {
            harness.feed(beats("10:00", 5)).until(Times.at("10:10"));
            snapshots = harness.snapshots();
        }
        try (var harness = ConditionHarness.restored(HEARTBEAT, snapshots)) {
            harness.until(Times.at("10:17"));
            assertThat(harness.told("own")).containsExactly("10:14 OPEN");
            snapshots = harness.snapshots();
        }
        try (var harness = ConditionHarness.restored(HEARTBEAT, snapshots)) {
            harness.until(Times.at("11:00"));
            assertThat(harness.told("own")).isEmpty();
            harness.feed(beats("11:00", 2)).until(Times.at("11:10"));
            assertThat(harness.told("own")).containsExactly("11:01 RESOLVED");
        }
    }

    @Test
    void missingPointsBreachWithoutAnyPointToSaySo() throws Exception {
        try (var harness = ConditionHarness.with(BREACHING)) {
            harness.feed(beats("10:00", 5)).until(Times.at("10:11:29"));
            assertThat(harness.told("own")).isEmpty();

            // three minutes missing, each given two minutes more
            harness.until(Times.at("10:11:32"));
            assertThat(harness.told("own")).containsExactly("10:07 OPEN");
            assertThat(harness.events("own").get(0).getText())
                    .startsWith("Points of Heartbeat are missing and count as breaching");
        }
    }

    @Test
    void aGapInWhatArrivesTogetherIsToldToo() throws Exception {
        try (var harness = ConditionHarness.with(BREACHING)) {
            var points = new ArrayList<>(beats("10:00", 2));
            points.addAll(beats("10:06", 4));
            points.forEach(point -> point.setArrivedAt(Times.at("10:20")));

            harness.feed(points).until(Times.at("10:21"));

            assertThat(harness.told("own")).containsExactly("10:04 OPEN", "10:08 RESOLVED");
        }
    }

    @Test
    void aForgottenSeriesLeavesNoStateAndNoTimer() throws Exception {
        try (var harness = ConditionHarness.with(HEARTBEAT)) {
            harness.feed(beats("10:00", 5)).until(Times.at("10:20"));
            assertThat(harness.keyedStates()).isPositive();

            harness.until(Times.at("10:20").plus(ConditionHarness.RETENTION));

            assertThat(harness.keyedStates()).isZero();
        }
    }

    private static List<MetricDatum> beats(String from, int points) {
        var beats = new ArrayList<MetricDatum>();
        for (int i = 0; i < points; i++) {
            beats.add(aMetric("Shop", "Heartbeat")
                    .dimension("Host", "web-1")
                    .of(1)
                    .at(Times.at(from).plus(Duration.ofMinutes(i)))
                    .datum());
        }
        return beats;
    }
}
