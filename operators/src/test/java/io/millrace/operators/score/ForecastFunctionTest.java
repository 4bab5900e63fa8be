package io.millrace.operators.score;

import static io.millrace.testing.Metrics.latency;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.Slots;
import io.millrace.models.forecast.Side;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastFunctionTest {
    private static final Duration RETENTION = Duration.ofDays(15);
    private static final String METRIC = "AWS/ApplicationELB/TargetResponseTime";
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int DAYS = 4;
    private static final int INCIDENT = DAYS * 24 * 12;

    @Test
    void aLatencyThatLeavesItsForecastIsToldOnceAndRecovers() throws Exception {
        try (var harness = harness(Map.of(METRIC, Side.ABOVE), Map.of(), null)) {
            feed(harness, points(INCIDENT + 40));

            List<OpsEvent> events = harness.extractOutputValues();
            assertThat(events)
                    .extracting(OpsEvent::getDetailType)
                    .startsWith("Anomaly Detected")
                    .containsSequence("Anomaly Detected", "Recovered");
            OpsEvent opened = events.get(0);
            assertThat(opened.getIdentity()).startsWith("anomaly:forecast:");
            assertThat(opened.getStatus()).isEqualTo(EventStatus.OPEN);
            assertThat(opened.getAttributes()).containsEntry("model", ForecastFunction.MODEL);
            assertThat(opened.getValues()).containsKeys("value", "expected", "score", "threshold");
            assertThat(opened.getEventTime()).isEqualTo(at(INCIDENT + 1).getTimestamp());
        }
    }

    @Test
    void restoredInTheMiddleItTellsTheSame() throws Exception {
        List<MetricDatum> points = points(INCIDENT + 40);
        List<OpsEvent> whole;
        try (var harness = harness(Map.of(METRIC, Side.ABOVE), Map.of(), null)) {
            feed(harness, points);
            whole = new ArrayList<>(harness.extractOutputValues());
        }
        var halves = new ArrayList<OpsEvent>();
        OperatorSubtaskState snapshot;
        try (var harness = harness(Map.of(METRIC, Side.ABOVE), Map.of(), null)) {
            feed(harness, points.subList(0, INCIDENT + 1));
            halves.addAll(harness.extractOutputValues());
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(Map.of(METRIC, Side.ABOVE), Map.of(), snapshot)) {
            feed(harness, points.subList(INCIDENT + 1, points.size()));
            halves.addAll(harness.extractOutputValues());
        }

        assertThat(halves).isEqualTo(whole).isNotEmpty();
    }

    @Test
    void aLimitThatComesIntoSightIsToldWithTheTimeLeft() throws Exception {
        try (var harness = harness(Map.of(), Map.of(METRIC, 100.0), null)) {
            var points = new ArrayList<MetricDatum>();
            for (int i = 0; i < 100; i++) {
                points.add(at(i, 50 + i * 0.3));
            }
            for (int i = 100; i < 200; i++) {
                points.add(at(i, 40));
            }
            feed(harness, points);

            List<OpsEvent> events = harness.extractOutputValues();
            assertThat(events).hasSize(2);
            assertThat(events.get(0).getTitle()).contains(" reaches 100.00 in ").contains(" h");
            assertThat(events.get(0).getValues().get("minutesLeft")).isBetween(300.0, 360.0);
            assertThat(events.get(1).getStatus()).isEqualTo(EventStatus.RESOLVED);
            assertThat(events.get(1).getIdentity()).isEqualTo(events.get(0).getIdentity());
        }
    }

    @Test
    void whatItCannotDecideIsADeadLetterAndLeavesTheStateAlone() throws Exception {
        try (var harness = harness(Map.of(METRIC, Side.ABOVE), Map.of(), null)) {
            MetricDatum broken = at(0);
            broken.setCount(0);
            feed(harness, List.of(broken));

            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS)).hasSize(1);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aSeriesWithoutPointsIsForgotten() throws Exception {
        try (var harness = harness(Map.of(METRIC, Side.ABOVE), Map.of(METRIC, 1000.0), null)) {
            feed(harness, points(100));
            assertThat(harness.numKeyedStateEntries()).isPositive();

            harness.processWatermark(new Watermark(at(100).getArrivedAt().toEpochMilli()
                    + 2 * RETENTION.toMillis()
                    + Duration.ofMinutes(1).toMillis()));

            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void onlyChosenMetricsAreForecast() {
        var targets = new ForecastTargets(Map.of(METRIC, Side.ABOVE), Map.of("CWAgent/disk", 95.0));
        MetricDatum other = at(0);
        other.setMetricName("RequestCount");

        assertThat(targets.filter(at(0))).isTrue();
        assertThat(targets.filter(other)).isFalse();
        assertThat(ForecastTargets.none().filter(at(0))).isFalse();
    }

    private static List<MetricDatum> points(int count) {
        var random = new Random(1);
        var points = new ArrayList<MetricDatum>();
        for (int i = 0; i < count; i++) {
            boolean isIncident = i >= INCIDENT && i < INCIDENT + 12;
            points.add(at(i, (isIncident ? 400 : 100) + 5 * random.nextGaussian()));
        }
        return points;
    }

    private static MetricDatum at(int step) {
        return at(step, 100);
    }

    private static MetricDatum at(int step, double value) {
        return latency("lb")
                .of(value)
                .at(START.plus(Duration.ofMinutes(5L * step)))
                .datum();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> harness(
            Map<String, Side> sides, Map<String, Double> limits, @Nullable OperatorSubtaskState snapshot)
            throws Exception {
        var settings =
                new ScoreSettings(1.3, 0.95, 5, 1, 100, RETENTION).withForecasts(new ForecastTargets(sides, limits));
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ForecastFunction(settings)),
                        MetricDatum::getSeriesKey,
                        Types.STRING),
                OpsEvent.class,
                snapshot);
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> harness, List<MetricDatum> points)
            throws Exception {
        for (MetricDatum point : points) {
            harness.processElement(point, point.getArrivedAt().toEpochMilli());
        }
        harness.processWatermark(new Watermark(
                Slots.endOf(points.get(points.size() - 1).getArrivedAt().toEpochMilli())));
    }
}
