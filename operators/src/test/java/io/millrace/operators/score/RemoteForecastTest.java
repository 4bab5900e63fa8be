package io.millrace.operators.score;

import static io.millrace.testing.Metrics.latency;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.ForecastQuantile;
import io.millrace.domain.ForecastRequest;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.time.Slots;
import io.millrace.models.forecast.Side;
import io.millrace.models.forecast.StepHistory;
import io.millrace.operators.remote.RemoteCalls;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The keyed halves of remote forecasts: what DeepAR is asked, and what its answer or its absence means. */
class RemoteForecastTest {
    private static final Duration RETENTION = Duration.ofDays(15);
    private static final String METRIC = "AWS/ApplicationELB/TargetResponseTime";
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int INCIDENT = 4 * 24 * 12;

    private static final ScoreSettings EMBEDDED = new ScoreSettings(1.3, 0.95, 5, 1, 100, RETENTION)
            .withForecasts(new ForecastTargets(Map.of(METRIC, Side.ABOVE), Map.of()));
    private static final ScoreSettings REMOTE = EMBEDDED.withRemoteForecasts(new RemoteForecasts(
            Map.of(METRIC, "millrace-latency"), 288, 72, 50, new RemoteCalls(Duration.ofSeconds(3), 1, 16)));

    @Test
    void withoutAnAnswerTheEventsAreTheEmbeddedForecastsMarked() throws Exception {
        List<OpsEvent> embedded;
        try (var harness = forecast(EMBEDDED, null)) {
            feed(harness, points());
            embedded = new ArrayList<>(harness.extractOutputValues());
        }

        List<OpsEvent> remote = judged(requests(), request -> failed(request, "late"));

        assertThat(embedded).extracting(OpsEvent::getDetailType).contains("Anomaly Detected", "Recovered");
        assertThat(remote)
                .filteredOn(event -> event.getDetailType().equals("Anomaly Detected"))
                .allSatisfy(event -> assertThat(event.getAttributes()).containsEntry("fallback", "late"));
        remote.forEach(event -> event.getAttributes().remove("fallback"));
        assertThat(remote).isEqualTo(embedded);
    }

    @Test
    void aPointIsComparedWithTheEndpointsQuantilesAndTheEventNamesIt() throws Exception {
        List<OpsEvent> events = judged(requests(), request -> answered(request, 90, 100, 110));

        OpsEvent opened = events.get(0);
        assertThat(opened.getEventTime()).isEqualTo(points().get(INCIDENT + 1).getTimestamp());
        assertThat(opened.getAttributes())
                .containsEntry("model", "sagemaker:millrace-latency/blue")
                .doesNotContainKey("fallback");
        assertThat(opened.getValues()).containsEntry("expected", 100.0);
        assertThat(events).extracting(OpsEvent::getDetailType).containsExactly("Anomaly Detected", "Recovered");
    }

    @Test
    void theEndpointOverrulesTheEmbeddedForecast() throws Exception {
        assertThat(judged(requests(), request -> answered(request, 0, 300, 600)))
                .isEmpty();
    }

    @Test
    void aSeriesIsAskedAboutOnceAnHourWithItsHistoryAtItsOwnStep() throws Exception {
        List<ForecastRequest> asked = requests().stream()
                .filter(request -> request.getWindow() != null)
                .toList();

        int hours = points().size() / 12;
        assertThat(asked).hasSizeBetween(hours - 8, hours);
        int phase = StepHistory.phase(points().get(0).getSeriesKey());
        for (ForecastRequest request : asked) {
            var window = request.getWindow();
            long end = window.getStart() + window.getValues().size() * 300_000L;
            assertThat(Math.floorMod(end / 300_000, 12)).isEqualTo(phase);
            assertThat(end).isEqualTo(request.getPoint().getTimestamp().toEpochMilli());
            assertThat(window.getValues().size()).isBetween(72, 288);
        }
        assertThat(requests())
                .filteredOn(request -> request.getUnasked().equals("cold-start"))
                .hasSizeBetween(5, 6);
    }

    @Test
    void eachQuestionLeavesARowAndNoOtherPointDoes() throws Exception {
        try (var harness = judge(null)) {
            for (ForecastRequest request : requests()) {
                harness.processElement(answered(request, 90, 100, 110), 0);
            }

            List<RemoteAnswer> rows = Harnesses.side(harness, Outputs.REMOTE_ANSWERS);
            assertThat(rows)
                    .hasSameSizeAs(requests().stream()
                            .filter(request -> request.getWindow() != null)
                            .toList());
            assertThat(rows).extracting(RemoteAnswer::getKind).containsOnly("forecast");
            assertThat(rows).extracting(RemoteAnswer::getPosition).doesNotHaveDuplicates();
            assertThat(rows).extracting(RemoteAnswer::getVariant).containsOnly("blue");
            assertThat(rows.get(0).getAnswer()).contains("\"0.95\":[110.0,110.0");
        }
    }

    @Test
    void bothHalvesRestoredInTheMiddleTellTheSame() throws Exception {
        List<ForecastRequest> whole = requests();
        List<OpsEvent> events = judged(whole, request -> answered(request, 90, 100, 110));
        int middle = INCIDENT + 1;
        var points = points();
        var asked = new ArrayList<ForecastRequest>();
        OperatorSubtaskState snapshot;
        try (var harness = forecast(REMOTE, null)) {
            feed(harness, points.subList(0, middle));
            asked.addAll(Harnesses.side(harness, Outputs.FORECAST_REQUESTS));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = forecast(REMOTE, snapshot)) {
            feed(harness, points.subList(middle, points.size()));
            asked.addAll(Harnesses.side(harness, Outputs.FORECAST_REQUESTS));
        }
        assertThat(asked).isEqualTo(whole);

        var halves = new ArrayList<OpsEvent>();
        try (var harness = judge(null)) {
            for (ForecastRequest request : whole.subList(0, middle)) {
                harness.processElement(answered(request, 90, 100, 110), 0);
            }
            halves.addAll(harness.extractOutputValues());
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = judge(snapshot)) {
            for (ForecastRequest request : whole.subList(middle, whole.size())) {
                harness.processElement(answered(request, 90, 100, 110), 0);
            }
            halves.addAll(harness.extractOutputValues());
        }
        assertThat(halves).isEqualTo(events).isNotEmpty();
    }

    @Test
    void anAnomalyThatWasOpenWhenTheEndpointTookOverIsEndedByIt() throws Exception {
        var points = points();
        OperatorSubtaskState open;
        try (var harness = forecast(EMBEDDED, null)) {
            feed(harness, points.subList(0, INCIDENT + 5));
            open = harness.snapshot(1, 1);
        }
        List<ForecastRequest> rest;
        try (var harness = forecast(REMOTE, open)) {
            feed(harness, points.subList(INCIDENT + 5, points.size()));
            assertThat(harness.extractOutputValues()).isEmpty();
            rest = Harnesses.side(harness, Outputs.FORECAST_REQUESTS);
        }

        assertThat(judged(rest, request -> answered(request, 90, 100, 110)))
                .extracting(OpsEvent::getDetailType)
                .contains("Recovered");
    }

    @Test
    void aSilentSeriesIsForgottenOnBothSides() throws Exception {
        long end = points().get(points().size() - 1)
                        .getArrivedAt()
                        .plus(RETENTION)
                        .plus(RETENTION)
                        .toEpochMilli()
                + 10_000;
        try (var harness = forecast(REMOTE, null)) {
            feed(harness, points());
            harness.processWatermark(new Watermark(end));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
        try (var harness = judge(null)) {
            harness.processElement(failed(requests().get(0), "late"), 0);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            harness.processWatermark(new Watermark(end));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    private static ForecastAnswer failed(ForecastRequest request, String why) {
        return new ForecastAnswer(request, null, "", request.getWindow() == null ? request.getUnasked() : why);
    }

    private static ForecastAnswer answered(ForecastRequest request, double low, double median, double high) {
        if (request.getWindow() == null) {
            return failed(request, "");
        }
        return new ForecastAnswer(
                request, List.of(quantile(0.05, low), quantile(0.5, median), quantile(0.95, high)), "blue", "");
    }

    private static ForecastQuantile quantile(double level, double value) {
        return new ForecastQuantile(level, Collections.nCopies(12, value));
    }

    private static List<OpsEvent> judged(
            List<ForecastRequest> requests, Function<ForecastRequest, ForecastAnswer> answer) throws Exception {
        try (var harness = judge(null)) {
            for (ForecastRequest request : requests) {
                harness.processElement(answer.apply(request), 0);
            }
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static List<ForecastRequest> requests() throws Exception {
        try (var harness = forecast(REMOTE, null)) {
            feed(harness, points());
            assertThat(harness.extractOutputValues()).isEmpty();
            return Harnesses.side(harness, Outputs.FORECAST_REQUESTS);
        }
    }

    private static List<MetricDatum> points() {
        var random = new Random(1);
        var points = new ArrayList<MetricDatum>();
        for (int i = 0; i < INCIDENT + 40; i++) {
            boolean isIncident = i >= INCIDENT && i < INCIDENT + 12;
            points.add(latency("lb")
                    .of((isIncident ? 400 : 100) + 5 * random.nextGaussian())
                    .at(START.plus(Duration.ofMinutes(5L * i)))
                    .datum());
        }
        return points;
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

    private static KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> forecast(
            ScoreSettings settings, @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ForecastFunction(settings)),
                        MetricDatum::getSeriesKey,
                        Types.STRING),
                OpsEvent.class,
                snapshot);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ForecastAnswer, OpsEvent> judge(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new JudgeForecastsFunction(REMOTE)),
                        JudgeForecastsFunction::key,
                        Types.STRING),
                OpsEvent.class,
                snapshot);
    }
}
