package io.millrace.operators.score;

import static io.millrace.testing.Metrics.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.StreamCount;
import io.millrace.domain.time.Slots;
import io.millrace.models.series.ScoringSettings;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What content tells the scoring stage, and that its scores do not depend on how many of it there are. */
class ScoringRulesTest {
    private static final int POINTS = 700;
    private static final int MOST = 8;

    @Test
    void anExcludedWindowRaisesNothingAndIsNotLearned() throws Exception {
        var deployment = "exclusions: [{id: deployment, title: Deployments, series: {namespace: 'AWS/*', name: CPU*},"
                + " once: {from: " + at(600) + ", until: " + at(620) + "}}]\n";
        var points = points("i-1", 600, 620);
        // the same trouble again, when it is not excluded
        points.addAll(points("i-2", 650, 655));

        var excluded = run(deployment, points);
        var told = run("exclusions: []\n", points);

        assertThat(resources(told)).containsExactlyInAnyOrder("i-1", "i-2");
        assertThat(resources(excluded)).containsExactly("i-2");
        assertThat(excluded.rows).filteredOn(row -> isOf(row, "i-1")).hasSize(POINTS - 20);
        assertThat(told.rows).filteredOn(row -> isOf(row, "i-1")).hasSize(POINTS);
        // received = scored: none is lost on the way
        assertThat(excluded.scored).isEqualTo(2 * POINTS);
        // what was not learned is as strange afterwards as it was
        assertThat(excluded.rows)
                .filteredOn(row -> isOf(row, "i-1") && row.getTimestamp().equals(at(630)))
                .first()
                .satisfies(row -> assertThat(row.getExpected()).isLessThan(45));
    }

    @Test
    void conditionsOnWhatWasMeasuredAreEvaluatedInAnExcludedWindow() throws Exception {
        var always = "exclusions: [{id: always, title: t, series: {name: '*'}, weekly: {at: '00:00', for: 1d}}]\n";

        var run = run(always, cpu("i-1").at("10:00").everyMinute(50, 85, 85, 85, 85, 85, 85, 50, 50, 50));

        assertThat(run.rows).isEmpty();
        assertThat(run.events).extracting(OpsEvent::getDetailType).startsWith("Condition Met");
    }

    @Test
    void aDeclaredRangeJudgesASeriesThatHasNoHistoryAndNoLonger() throws Exception {
        var range = "ranges: [{id: cpu, series: {namespace: AWS/EC2, name: CPUUtilization}, from: 0, to: 60}]\n";
        var values = IntStream.range(0, 300)
                .mapToDouble(i -> i >= 20 && i < 24 || i >= 200 && i < 204 ? 78 : 40 + i % 7)
                .toArray();
        var points = cpu("i-new").at("10:00").everyMinute(values);

        var run = run(range, points);

        var first = run.events.get(0);
        assertThat(first.getDetailType()).isEqualTo("Anomaly Detected");
        assertThat(first.getEventTime()).isEqualTo(at(20));
        assertThat(first.getValues()).containsEntry("expected", 60.0);
        assertThat(run.rows.get(20).getModel()).isEqualTo("declared-range");
        assertThat(run.rows.get(20).getAnomalyGrade()).isBetween(0.25, 0.35);
        assertThat(run.rows.get(19).getAnomalyGrade()).isZero();
        assertThat(run.rows.get(250).getModel()).isEqualTo(ScoreFunction.MODEL);
        assertThat(run("ranges: []\n", points).events)
                .as("without it the first day's trouble is silent")
                .noneMatch(event -> event.getEventTime().equals(at(20)));
    }

    @Test
    void oneInstanceTwoAndOneAgainGiveTheScoresOfOne() throws Exception {
        var points = new ArrayList<MetricDatum>();
        for (int series = 0; series < 12; series++) {
            points.addAll(points("i-" + series, 600, 604));
        }
        points.sort(Comparator.comparing(MetricDatum::getArrivedAt).thenComparing(MetricDatum::getSeriesKey));
        int third = points.size() / 3;
        var expected = run("ranges: []\n", points);

        var rows = new ArrayList<MetricScore>();
        var events = new ArrayList<OpsEvent>();
        try (var one = subtask(1, 0)) {
            one.open();
            feed(one, points.subList(0, third));
            var whole = one.snapshot(1, 1);
            collect(one, rows, events);
            try (var left = subtask(2, 0);
                    var right = subtask(2, 1)) {
                left.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MOST, 1, 2, 0));
                right.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MOST, 1, 2, 1));
                left.open();
                right.open();
                feed(left, of(points.subList(third, 2 * third), 0));
                feed(right, of(points.subList(third, 2 * third), 1));
                assertThat(of(points, 0)).isNotEmpty().hasSizeLessThan(points.size());
                collect(left, rows, events);
                collect(right, rows, events);
                var packed =
                        AbstractStreamOperatorTestHarness.repackageState(left.snapshot(2, 2), right.snapshot(2, 2));
                try (var again = subtask(1, 0)) {
                    again.initializeState(
                            AbstractStreamOperatorTestHarness.repartitionOperatorState(packed, MOST, 2, 1, 0));
                    again.open();
                    feed(again, points.subList(2 * third, points.size()));
                    again.processWatermark(Watermark.MAX_WATERMARK);
                    collect(again, rows, events);
                }
            }
        }

        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected.rows);
        assertThat(events).containsExactlyInAnyOrderElementsOf(expected.events).isNotEmpty();
    }

    private record Run(List<OpsEvent> events, List<MetricScore> rows, long scored) {}

    private static Run run(String scoring, List<MetricDatum> points) throws Exception {
        var sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparing(MetricDatum::getArrivedAt).thenComparing(MetricDatum::getSeriesKey));
        try (var harness = harness(scoring, 1, 0)) {
            harness.open();
            feed(harness, sorted);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            var rows = new ArrayList<MetricScore>();
            var events = new ArrayList<OpsEvent>();
            collect(harness, rows, events);
            long scored = Harnesses.side(harness, Outputs.COUNTS).stream()
                    .filter(count -> count.getOutcome().equals("scored"))
                    .mapToLong(StreamCount::getCount)
                    .sum();
            return new Run(events, rows, scored);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> subtask(int of, int index)
            throws Exception {
        return harness("ranges: []\n", of, index);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> harness(
            String scoring, int subtasks, int index) throws Exception {
        var files = new TreeMap<>(Harnesses.CONTENT.files());
        files.put("scoring/own.yaml", scoring);
        var settings = new ScoreSettings(
                ScoringSettings.defaults().threshold(),
                ScoringSettings.defaults().quantile(),
                5,
                1,
                100,
                Duration.ofHours(12));
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ScoreFunction(ContentHistory.of(ContentBundle.of(files)), settings)),
                MetricDatum::getSeriesKey,
                Types.STRING,
                MOST,
                subtasks,
                index);
        harness.setup();
        return harness;
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> harness, List<MetricDatum> points)
            throws Exception {
        for (MetricDatum point : points) {
            long slot = Slots.endOf(point.getArrivedAt().toEpochMilli());
            harness.processWatermark(new Watermark(slot - Slots.LENGTH.toMillis()));
            harness.processElement(point, slot);
        }
    }

    private static void collect(
            KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> harness,
            List<MetricScore> rows,
            List<OpsEvent> events) {
        rows.addAll(Harnesses.side(harness, Outputs.SCORES));
        events.addAll(harness.extractOutputValues());
    }

    private static List<MetricDatum> of(List<MetricDatum> points, int subtask) {
        return points.stream()
                .filter(point ->
                        KeyGroupRangeAssignment.assignKeyToParallelOperator(point.getSeriesKey(), MOST, 2) == subtask)
                .toList();
    }

    private static List<String> resources(Run run) {
        return run.events.stream()
                .filter(event -> event.getDetailType().equals("Anomaly Detected"))
                .map(event -> event.getAttributes().get("dim.InstanceId"))
                .distinct()
                .toList();
    }

    private static boolean isOf(MetricScore row, String instance) {
        return row.getSeriesKey().endsWith(instance);
    }

    private static Instant at(int row) {
        return Times.at("10:00").plus(Duration.ofMinutes(row));
    }

    /** Around 40 %, and 75 % from one row to another. */
    private static List<MetricDatum> points(String instance, int from, int to) {
        double[] values = IntStream.range(0, POINTS)
                .mapToDouble(i -> i >= from && i < to ? 75 : 40 + 3 * Math.sin(i / 9.0) + (i * 7919 % 101) / 50.0)
                .toArray();
        return cpu(instance).at("10:00").everyMinute(values);
    }
}
