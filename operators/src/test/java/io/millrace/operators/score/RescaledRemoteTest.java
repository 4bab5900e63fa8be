package io.millrace.operators.score;

import static io.millrace.testing.Metrics.latency;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.AnomalyState;
import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.ForecastQuantile;
import io.millrace.domain.ForecastRequest;
import io.millrace.domain.ForecastWindow;
import io.millrace.domain.JudgedStep;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.ScoreRequest;
import io.millrace.models.forecast.Side;
import io.millrace.operators.access.JudgeAccessesFunction;
import io.millrace.operators.access.RemoteAccess;
import io.millrace.operators.remote.RemoteCalls;
import io.millrace.operators.stage.Harnesses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The keyed halves behind the asking operators: run by one task, by two from its state, and by one again, they say the same. */
class RescaledRemoteTest {
    private static final int MAX_PARALLELISM = 128;
    private static final int SERIES = 8;
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final String METRIC = "AWS/ApplicationELB/TargetResponseTime";

    private static final ScoreSettings SETTINGS = new ScoreSettings(1.3, 0.95, 3, 1, 100, Duration.ofDays(15))
            .withRemote(new RemoteScoring(
                    Map.of("AWS/ApplicationELB", "millrace-elb"), 8, 3, 50, Duration.ofSeconds(2), 100, 8))
            .withForecasts(new ForecastTargets(Map.of(METRIC, Side.ABOVE), Map.of()))
            .withRemoteForecasts(new RemoteForecasts(
                    Map.of(METRIC, "millrace-latency"), 288, 72, 50, new RemoteCalls(Duration.ofSeconds(3), 1, 16)));

    @Test
    void scoresOfAnEndpoint() throws Exception {
        var answers = new ArrayList<ScoreAnswer>();
        for (int minute = 0; minute < 300; minute++) {
            for (int series = 0; series < SERIES; series++) {
                answers.add(scored(series, minute));
            }
        }

        check(
                () -> new RemoteThresholdFunction(SETTINGS),
                RemoteThresholdFunction::key,
                answers,
                answer -> answer.getRequest().getPoint().getArrivedAt(),
                2 * SERIES);
    }

    @Test
    void forecastsOfAnEndpoint() throws Exception {
        var answers = new ArrayList<ForecastAnswer>();
        for (int step = 0; step < 240; step++) {
            for (int series = 0; series < SERIES; series++) {
                answers.add(forecast(series, step));
            }
        }

        check(
                () -> new JudgeForecastsFunction(SETTINGS),
                JudgeForecastsFunction::key,
                answers,
                answer -> answer.getRequest().getPoint().getArrivedAt(),
                2 * SERIES);
    }

    @Test
    void accesses() throws Exception {
        var sightings = new ArrayList<AccessSighting>();
        for (int hour = 0; hour < 60; hour++) {
            for (int entity = 0; entity < SERIES; entity++) {
                sightings.add(sighting(entity, hour));
            }
        }

        check(
                () -> new JudgeAccessesFunction(RemoteAccess.none()),
                JudgeAccessesFunction::key,
                sightings,
                AccessSighting::getArrivedAt,
                2 * SERIES);
    }

    private static <I extends SpecificRecordBase> void check(
            Supplier<KeyedProcessFunction<String, I, OpsEvent>> function,
            KeySelector<I, String> key,
            List<I> inputs,
            Function<I, Instant> arrivedAt,
            int events)
            throws Exception {
        var tasks = new Tasks<>(function, key, arrivedAt);
        var whole = new ArrayList<OpsEvent>();
        tasks.run(1, inputs, null, whole);

        var parts = new ArrayList<OpsEvent>();
        int third = inputs.size() / 3;
        OperatorSubtaskState one = tasks.run(1, inputs.subList(0, third), null, parts);
        OperatorSubtaskState two = tasks.run(2, inputs.subList(third, 2 * third), one, parts);
        tasks.run(1, inputs.subList(2 * third, inputs.size()), two, parts);

        assertThat(whole).hasSize(events);
        assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
    }

    /** One stage, run by some tasks from the state that others left. */
    private static final class Tasks<I extends SpecificRecordBase> {
        private final Supplier<KeyedProcessFunction<String, I, OpsEvent>> function;
        private final KeySelector<I, String> key;
        private final Function<I, Instant> arrivedAt;
        private int before = 1;

        Tasks(
                Supplier<KeyedProcessFunction<String, I, OpsEvent>> function,
                KeySelector<I, String> key,
                Function<I, Instant> arrivedAt) {
            this.function = function;
            this.key = key;
            this.arrivedAt = arrivedAt;
        }

        OperatorSubtaskState run(
                int parallelism, List<I> inputs, @Nullable OperatorSubtaskState from, List<OpsEvent> events)
                throws Exception {
            var snapshots = new OperatorSubtaskState[parallelism];
            for (int task = 0; task < parallelism; task++) {
                OperatorSubtaskState mine = from == null
                        ? null
                        : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                from, MAX_PARALLELISM, before, parallelism, task);
                try (var harness = open(parallelism, task, mine)) {
                    for (I input : inputs) {
                        if (KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                        key.getKey(input), MAX_PARALLELISM, parallelism)
                                == task) {
                            harness.processElement(input, 0);
                        }
                        harness.processWatermark(
                                new Watermark(arrivedAt.apply(input).toEpochMilli()));
                    }
                    events.addAll(harness.extractOutputValues());
                    snapshots[task] = harness.snapshot(1, 1);
                }
            }
            before = parallelism;
            return AbstractStreamOperatorTestHarness.repackageState(snapshots);
        }

        private KeyedOneInputStreamOperatorTestHarness<String, I, OpsEvent> open(
                int parallelism, int task, @Nullable OperatorSubtaskState snapshot) throws Exception {
            return Harnesses.open(
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(function.get()),
                            key,
                            Types.STRING,
                            MAX_PARALLELISM,
                            parallelism,
                            task),
                    OpsEvent.class,
                    snapshot);
        }
    }

    private static MetricDatum point(int series, Instant at, double value) {
        return latency("lb-" + series).of(value).at(at).datum();
    }

    /** A far score for some minutes, in another third for each series. */
    private static ScoreAnswer scored(int series, int minute) {
        boolean isFar = minute >= 90 + 20 * series && minute < 95 + 20 * series;
        MetricDatum point = point(series, START.plus(Duration.ofMinutes(minute)), 100);
        MetricScore embedded = MetricScore.newBuilder()
                .setRecordId(point.getRecordId())
                .setLine(point.getLine())
                .setSeriesKey(point.getSeriesKey())
                .setAccount(point.getAccount())
                .setRegion(point.getRegion())
                .setNamespace(point.getNamespace())
                .setMetricName(point.getMetricName())
                .setDimensions(point.getDimensions())
                .setTimestamp(point.getTimestamp())
                .setArrivedAt(point.getArrivedAt())
                .setValue(100)
                .setAnomalyScore(0)
                .setThreshold(1)
                .setAnomalyGrade(0)
                .setExpected(100)
                .setModel("embedded")
                .build();
        var request = new ScoreRequest(point, embedded, 0.0, "millrace-elb", Collections.nCopies(8, 0.5), false);
        return new ScoreAnswer(request, isFar ? 9.0 : 1 + minute * 7919 % 101 / 1000.0, "blue", "");
    }

    /** An answer each twelfth step; six steps far outside, in another third for each series. */
    private static ForecastAnswer forecast(int series, int step) {
        boolean isFar = step >= 60 + 20 * series && step < 66 + 20 * series;
        Instant at = START.plus(Duration.ofMinutes(5L * step));
        double value = isFar ? 400 : 100;
        boolean isAsked = (step + series) % 12 == 0;
        var request = new ForecastRequest(
                point(series, at, value),
                value,
                "millrace-latency",
                List.of(new JudgedStep(at.toEpochMilli(), value, 0.0, Double.NaN)),
                new AnomalyState(false, 0),
                isAsked ? new ForecastWindow(at.toEpochMilli() - 3_600_000, Collections.nCopies(12, 100.0)) : null,
                "");
        return new ForecastAnswer(
                request,
                isAsked ? List.of(quantile(0.05, 90), quantile(0.5, 100), quantile(0.95, 110)) : null,
                isAsked ? "blue" : "",
                "");
    }

    private static ForecastQuantile quantile(double level, double value) {
        return new ForecastQuantile(level, Collections.nCopies(12, value));
    }

    /** Each is strange once, at another hour, and gone after it. */
    private static AccessSighting sighting(int entity, int hour) {
        boolean isStrange = hour == 5 + 5 * entity;
        Instant at = START.plus(Duration.ofHours(hour));
        String address = isStrange ? "7.7.7.7" : "203.0.113.9";
        return AccessSighting.newBuilder()
                .setRecordId("r" + entity + "-" + hour)
                .setEventId("e" + entity + "-" + hour)
                .setArrivedAt(at)
                .setEventTime(at)
                .setAccount("1")
                .setRegion("eu-west-1")
                .setEntity("1:user/u" + entity)
                .setCallerArn("")
                .setAddress(address)
                .setNetwork(address.substring(0, address.lastIndexOf('.')) + ".0/24")
                .setCall("s3.amazonaws.com ListBuckets")
                .setSurprise(isStrange ? 8 : 0)
                .setSessions(100)
                .build();
    }
}
