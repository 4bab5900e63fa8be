package io.millrace.operators.score;

import static io.millrace.testing.Metrics.latency;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.ScoreRequest;
import io.millrace.domain.ShingleState;
import io.millrace.domain.time.Slots;
import io.millrace.models.sagemaker.Shingle;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The keyed halves of remote scoring: what is asked, and what an answer or its absence means. */
class RemoteScoringTest {
    private static final Duration RETENTION = Duration.ofHours(2);
    private static final int SPIKE = 500;

    private static final ScoreSettings EMBEDDED = new ScoreSettings(1.3, 0.95, 5, 1, 100, RETENTION);
    private static final ScoreSettings REMOTE = EMBEDDED.withRemote(
            new RemoteScoring(Map.of("AWS/ApplicationELB", "millrace-elb"), 8, 3, 100, Duration.ofSeconds(2), 100, 8));

    @Test
    void withoutAScoreEventsAndScoresAreTheEmbeddedModelsMarked() throws Exception {
        List<MetricScore> embedded;
        List<OpsEvent> events;
        try (var harness = score(EMBEDDED)) {
            feed(harness);
            events = new ArrayList<>(harness.extractOutputValues());
            embedded = Harnesses.side(harness, Outputs.SCORES);
        }

        try (var harness = judge(null)) {
            for (ScoreRequest request : requests()) {
                harness.processElement(new ScoreAnswer(request, null, "", "ModelError"), 0);
            }

            assertThat(events).isNotEmpty();
            assertThat(harness.extractOutputValues()).isEqualTo(events);
            List<MetricScore> marked = Harnesses.side(harness, Outputs.SCORES);
            assertThat(marked).extracting(MetricScore::getFallback).containsOnly("ModelError");
            marked.forEach(row -> row.setFallback(""));
            assertThat(marked).isEqualTo(embedded);
        }
    }

    @Test
    void aFarScoreOpensAnAnomalyThatNamesTheEndpoint() throws Exception {
        try (var harness = judge(null)) {
            for (ScoreRequest request : requests()) {
                harness.processElement(answered(request), 0);
            }

            assertThat(harness.extractOutputValues())
                    .extracting(OpsEvent::getDetailType)
                    .containsExactly("Anomaly Detected", "Recovered");
            assertThat(Harnesses.side(harness, Outputs.SCORES))
                    .filteredOn(row -> row.getAnomalyGrade() > 0)
                    .isNotEmpty()
                    .extracting(MetricScore::getModel)
                    .containsOnly("sagemaker:millrace-elb/blue");
        }
    }

    @Test
    void aRestoredThresholdGoesOnAsIfNothingHadHappened() throws Exception {
        var requests = requests();
        List<MetricScore> whole;
        try (var harness = judge(null)) {
            for (ScoreRequest request : requests) {
                harness.processElement(answered(request), 0);
            }
            whole = Harnesses.side(harness, Outputs.SCORES);
        }

        OperatorSubtaskState snapshot;
        try (var harness = judge(null)) {
            for (ScoreRequest request : requests.subList(0, 200)) {
                harness.processElement(answered(request), 0);
            }
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = judge(snapshot)) {
            for (ScoreRequest request : requests.subList(200, requests.size())) {
                harness.processElement(answered(request), 0);
            }
            assertThat(Harnesses.side(harness, Outputs.SCORES)).isEqualTo(whole.subList(200, whole.size()));
        }
    }

    @Test
    void aSilentSeriesIsForgottenOnBothSides() throws Exception {
        long end =
                points().get(points().size() - 1).getArrivedAt().plus(RETENTION).toEpochMilli() + 10_000;
        try (var harness = judge(null)) {
            harness.processElement(answered(requests().get(0)), 0);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            harness.processWatermark(new Watermark(end));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
        try (var harness = score(REMOTE)) {
            feed(harness);
            harness.processWatermark(new Watermark(end));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void theFirstPointsAskNobodyAndLaterOnesCarryAWholeVector() throws Exception {
        var requests = requests();

        assertThat(requests.subList(0, 7))
                .allMatch(request -> request.getFeatures().isEmpty());
        assertThat(requests.subList(7, requests.size()))
                .allMatch(request -> request.getFeatures().size() == 8);
        assertThat(requests).extracting(ScoreRequest::getModel).containsOnly("millrace-elb");
    }

    @Test
    void usualPointsWithoutAnAnswerAreNotRemembered() throws Exception {
        try (var harness = judge(null)) {
            for (ScoreRequest request : requests().subList(0, SPIKE)) {
                harness.processElement(unanswered(request), 0);
            }

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(Harnesses.<MetricScore>side(harness, Outputs.SCORES)).hasSize(SPIKE);
        }
    }

    @Test
    void whatTheEndpointOpenedEndsByUsualPointsWithoutAnAnswer() throws Exception {
        try (var harness = judge(null)) {
            for (ScoreRequest request : requests()) {
                boolean spikeOrBefore = request.getPoint().getMax() > 500
                        || harness.extractOutputValues().isEmpty();
                harness.processElement(spikeOrBefore ? answered(request) : unanswered(request), 0);
            }

            assertThat(harness.extractOutputValues())
                    .extracting(OpsEvent::getDetailType)
                    .containsExactly("Anomaly Detected", "Recovered");
        }
    }

    @Test
    void anEndpointThatIsIllForLongerThanTheRetentionDoesNotMakeItsSeriesForgotten() throws Exception {
        var requests = requests();
        try (var harness = judge(null)) {
            for (ScoreRequest request : requests.subList(0, 300)) {
                harness.processElement(learned(request, 100), 0);
                harness.processWatermark(
                        new Watermark(request.getPoint().getArrivedAt().toEpochMilli()));
            }
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        }
    }

    @Test
    void theValuesThatAnEarlierVersionKeptBesideTheSeriesAreAskedAbout() throws Exception {
        MetricDatum first = points().get(0);
        OperatorSubtaskState snapshot;
        try (var harness = Harnesses.open(keyed(new KeptBeside()), OpsEvent.class, null)) {
            harness.processElement(first, 0);
            snapshot = harness.snapshot(1, 1);
        }

        try (var harness =
                Harnesses.open(keyed(new ScoreFunction(Harnesses.HISTORY, REMOTE)), OpsEvent.class, snapshot)) {
            harness.processElement(first, 0);
            harness.processWatermark(
                    new Watermark(Slots.endOf(first.getArrivedAt().toEpochMilli())));

            List<ScoreRequest> asked = Harnesses.side(harness, Outputs.SCORE_REQUESTS);
            assertThat(asked).singleElement().satisfies(request -> assertThat(request.getFeatures())
                    .isEqualTo(new Shingle(8).features(new Shingle(8).next(KeptBeside.KEPT, first.getMax()))));
        }
    }

    /** The state of the version before the values of a series moved into its own state. */
    private static final class KeptBeside extends KeyedProcessFunction<String, MetricDatum, OpsEvent> {
        static final ShingleState KEPT =
                new ShingleState(List.of(90.0, 100.0, 110.0, 100.0, 90.0, 100.0, 110.0, 100.0), 100.0, 50.0, 8L);

        private transient ValueState<ShingleState> shingles;

        @Override
        public void open(OpenContext context) {
            shingles = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("shingle", Records.type(ShingleState.class)));
        }

        @Override
        public void processElement(MetricDatum point, Context context, Collector<OpsEvent> out) throws Exception {
            shingles.update(KEPT);
        }
    }

    /** Answered until a hundred points are learned, and never after. */
    private static ScoreAnswer learned(ScoreRequest request, int points) {
        var start = points().get(points).getArrivedAt();
        return request.getPoint().getArrivedAt().isBefore(start) ? answered(request) : unanswered(request);
    }

    private static ScoreAnswer unanswered(ScoreRequest request) {
        return new ScoreAnswer(request, null, "", "ModelError");
    }

    private static ScoreAnswer answered(ScoreRequest request) {
        boolean spike = request.getPoint().getMax() > 500;
        return new ScoreAnswer(
                request, spike ? 9.0 : 1 + Math.abs(request.getFeatures().hashCode() % 100) / 1000.0, "blue", "");
    }

    private static List<ScoreRequest> requests() throws Exception {
        try (var harness = score(REMOTE)) {
            feed(harness);
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(Harnesses.side(harness, Outputs.SCORES)).isEmpty();
            return Harnesses.side(harness, Outputs.SCORE_REQUESTS);
        }
    }

    private static List<MetricDatum> points() {
        double[] values = IntStream.range(0, SPIKE + 50)
                .mapToDouble(i -> i == SPIKE ? 900 : 100 + 10 * Math.sin(i / 9.0) + (i * 7919 % 101) / 50.0)
                .toArray();
        return latency("lb").at("10:00").everyMinute(values);
    }

    private static void feed(KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> harness)
            throws Exception {
        for (MetricDatum point : points()) {
            harness.processElement(point, 0);
        }
        var last = points().get(points().size() - 1).getArrivedAt().toEpochMilli();
        harness.processWatermark(new Watermark(Slots.endOf(last)));
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> score(ScoreSettings settings)
            throws Exception {
        return Harnesses.open(keyed(new ScoreFunction(Harnesses.HISTORY, settings)), OpsEvent.class, null);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> keyed(
            KeyedProcessFunction<String, MetricDatum, OpsEvent> function) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), MetricDatum::getSeriesKey, Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ScoreAnswer, OpsEvent> judge(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new RemoteThresholdFunction(REMOTE)),
                        RemoteThresholdFunction::key,
                        Types.STRING),
                OpsEvent.class,
                snapshot);
    }
}
