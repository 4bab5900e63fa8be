package io.millrace.operators.score;

import static io.millrace.testing.Metrics.aMetric;
import static io.millrace.testing.Metrics.cpu;
import static io.millrace.testing.Metrics.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.StreamCount;
import io.millrace.domain.time.Slots;
import io.millrace.models.series.ScoringSettings;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import io.millrace.testing.Estates;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreFunctionTest {
    private static final Duration RETENTION = Duration.ofHours(2);
    private static final int SPIKE = 700;

    @Test
    void aSpikeIsAnAnomalyThatOpensOnceAndRecovers() throws Exception {
        try (var harness = open(1000, null)) {
            feed(harness, withSpike("lb-1"));
            harness.processWatermark(Watermark.MAX_WATERMARK);

            var events = harness.extractOutputValues();
            assertThat(events).extracting(OpsEvent::getDetailType).containsExactly("Anomaly Detected", "Recovered");
            var anomaly = events.get(0);
            assertThat(anomaly.getOrigin()).isEqualTo(Origin.DERIVED);
            assertThat(anomaly.getKind()).isEqualTo(EventKind.ANOMALY);
            assertThat(anomaly.getEventTime()).isEqualTo(Times.at("10:00").plusSeconds(60L * SPIKE));
            assertThat(anomaly.getValues()).containsKeys("value", "expected", "score", "threshold");
            assertThat(anomaly.getValues()).containsKey("oneInDays");
            var values = anomaly.getValues();
            assertThat(values.getOrDefault("share.value", 0.0) + values.getOrDefault("share.step", 0.0))
                    .as("a spike is a new value and a large step")
                    .isGreaterThan(0.5);
            assertThat(anomaly.getText()).contains(", most by its ", ", as surprising as once in ");
            assertThat(anomaly.getAttributes()).containsEntry("statistic", "average");
            assertThat(anomaly.getIdentity()).isEqualTo(events.get(1).getIdentity());
            assertThat(events.get(1).getStatus()).isEqualTo(EventStatus.RESOLVED);
            assertThat(Harnesses.side(harness, Outputs.SCORES))
                    .filteredOn(score -> score.getAnomalyGrade() > 0)
                    .isNotEmpty()
                    .allMatch(score -> score.getAnomalyScore() >= score.getThreshold())
                    .allMatch(score -> score.getOneInDays() > 0)
                    .allSatisfy(score -> assertThat(score.getShares().values().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum())
                            .isCloseTo(1, within(1e-9)));
        }
    }

    @Test
    void aDerivedEventIsMarkedLikeAnyOther() throws Exception {
        var points = withSpike("lb-1");
        for (MetricDatum point : points) {
            point.setArrivedAt(point.getTimestamp().plus(Duration.ofDays(1)));
        }
        try (var harness = open(1000, null)) {
            feed(harness, points);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.extractOutputValues()).isNotEmpty().allSatisfy(event -> assertThat(event.getLate())
                    .isTrue());
        }
        assertThat(run(withSpike("lb-1"), 1000).events)
                .isNotEmpty()
                .noneMatch(event -> event.getLate() || event.getFuture());
    }

    @Test
    void everyFigureIsFinite() throws Exception {
        try (var harness = open(1000, null)) {
            feed(harness, withSpike("lb-1"));
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(Harnesses.side(harness, Outputs.SCORES))
                    .hasSize(SPIKE + 50)
                    .allSatisfy(score -> {
                        assertThat(score.getValue()).isFinite();
                        assertThat(score.getAnomalyScore()).isFinite();
                        assertThat(score.getAnomalyGrade()).isBetween(0.0, 1.0);
                        assertThat(score.getExpected()).isFinite();
                    });
            assertThat(harness.extractOutputValues())
                    .allSatisfy(event -> assertThat(event.getValues().values()).allMatch(Double::isFinite));
        }
    }

    @Test
    void aConditionIsMetRepeatedWithItsNewestFiguresAndCleared() throws Exception {
        try (var harness = open(1000, null)) {
            var values = new double[26];
            for (int i = 0; i < values.length; i++) {
                values[i] = i < 20 ? 85 + i / 10.0 : 40;
            }
            feed(harness, cpu(Estates.INSTANCE).at("10:00").everyMinute(values));
            harness.processWatermark(Watermark.MAX_WATERMARK);

            var events = harness.extractOutputValues();
            assertThat(events)
                    .extracting(OpsEvent::getStatus)
                    .containsExactly(
                            EventStatus.OPEN,
                            EventStatus.UPDATED,
                            EventStatus.UPDATED,
                            EventStatus.UPDATED,
                            EventStatus.RESOLVED);
            assertThat(events)
                    .extracting(OpsEvent::getIdentity)
                    .containsOnly(events.get(0).getIdentity());
            assertThat(events.get(0).getEventTime()).isEqualTo(Times.at("10:04"));
            assertThat(events.get(1).getEventTime()).isEqualTo(Times.at("10:05"));
            assertThat(events.get(3).getValues()).containsEntry("value", 86.5);
            assertThat(events.get(4).getAttributes())
                    .as("the first of the points that cleared it")
                    .containsEntry("since", Times.at("10:20").toString());
            assertThat(events.get(3).getAttributes()).doesNotContainKey("since");
            assertThat(events.get(4).getEventTime())
                    .as("the third normal point")
                    .isEqualTo(Times.at("10:22"));
            assertThat(events.get(0).getResources()).containsExactly(Estates.instanceArn(Estates.INSTANCE));
            assertThat(events).extracting(OpsEvent::getEventId).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSparseMetricRepeatsAtEachPointAndTheZoneBetweenLevelsIsNotFlooded() throws Exception {
        try (var harness = open(1000, null)) {
            var points = new ArrayList<MetricDatum>();
            for (int i = 0; i < 5; i++) {
                points.add(cpu("i-sparse")
                        .of(90)
                        .at(Times.at("10:00").plusSeconds(300L * i))
                        .datum());
            }
            for (int i = 0; i < 30; i++) {
                double value = i < 10 ? 90 : 78;
                points.add(cpu("i-between")
                        .of(value)
                        .at(Times.at("10:00").plusSeconds(60L * i))
                        .datum());
            }
            points.sort(Comparator.comparing(MetricDatum::getArrivedAt));
            feed(harness, points);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            var bySeries = harness.extractOutputValues().stream()
                    .collect(Collectors.groupingBy(
                            event -> event.getAttributes().get("dim.InstanceId"), Collectors.counting()));
            assertThat(bySeries.get("i-sparse")).as("met, then at each point").isGreaterThanOrEqualTo(4);
            assertThat(bySeries.get("i-between"))
                    .as("met, then once in five minutes")
                    .isEqualTo(6);
        }
    }

    @Test
    void repeatedAndLatePointsAreCountedAndNotLearned() throws Exception {
        var clean = withSpike("lb-1");
        var dirty = new ArrayList<MetricDatum>();
        for (int i = 0; i < clean.size(); i++) {
            dirty.add(clean.get(i));
            var copy = MetricDatum.newBuilder(clean.get(i)).setRecordId("zz" + i);
            if (i % 10 == 0) {
                dirty.add(copy.build());
            }
            if (i % 25 == 5) {
                dirty.add(copy.setTimestamp(clean.get(i).getTimestamp().minusSeconds(90))
                        .build());
            }
        }

        var one = run(clean, 1000);
        var other = run(dirty, 1000);

        assertThat(other.scores).isEqualTo(one.scores);
        assertThat(other.events).isEqualTo(one.events);
        assertThat(one.counts).containsOnlyKeys("scored");
        assertThat(other.counts)
                .containsEntry("scored", 750L)
                .containsEntry("repeated", 75L)
                .hasSize(3);
        assertThat(total(other.counts)).as("received").isEqualTo(dirty.size());
    }

    @Test
    void theOrderOfDeliveryWithinASlotDoesNotMatter() throws Exception {
        var points = new ArrayList<MetricDatum>();
        for (MetricDatum point : withSpike("lb-1")) {
            // Ten points at a time arrive together.
            long batch =
                    Duration.between(Times.at("10:00"), point.getTimestamp()).toMinutes() / 10;
            points.add(MetricDatum.newBuilder(point)
                    .setArrivedAt(Times.at("10:15").plusSeconds(600 * batch))
                    .build());
        }
        var expected = run(points, 1000);
        for (int seed = 0; seed < 3; seed++) {
            var shuffled = new ArrayList<>(points);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(Comparator.comparing(MetricDatum::getArrivedAt));

            assertThat(run(shuffled, 1000)).isEqualTo(expected);
        }
    }

    @Test
    void evictionFromTheCacheChangesNothing() throws Exception {
        var points = new ArrayList<MetricDatum>();
        var other = withSpike("lb-2");
        for (MetricDatum point : withSpike("lb-1")) {
            points.add(point);
            points.add(other.get(points.size() / 2));
        }

        assertThat(run(points, 1)).isEqualTo(run(points, 1000));
    }

    @Test
    void aRestoredRunGivesBitIdenticalScores() throws Exception {
        var points = withSpike("lb-1");
        var expected = run(points, 1000);
        for (int cut : new int[] {0, 1, 7, 300, SPIKE, SPIKE + 3, points.size()}) {
            try (var harness = open(1000, null)) {
                feed(harness, points.subList(0, cut));
                var found = new Run(harness);
                try (var restored = open(1000, harness.snapshot(1, 1))) {
                    feed(restored, points.subList(cut, points.size()));
                    restored.processWatermark(Watermark.MAX_WATERMARK);
                    assertThat(found.and(new Run(restored))).as("cut at " + cut).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aPointThatCannotBeDecidedIsADeadLetterAndWasNeverLearned() throws Exception {
        var clean = cpu(Estates.INSTANCE).at("10:00").everyMinute(50, 51, 85, 85, 85, 85, 85, 85, 50, 51, 52, 53);
        var broken = MetricDatum.newBuilder(clean.get(6)).build();
        // Its row cannot be built: that shows after the detector has learned it.
        broken.setTimestamp(clean.get(6).getTimestamp().minusSeconds(1));
        broken.setRegion(null);
        var dirty = new ArrayList<>(clean);
        dirty.add(6, broken);

        var one = run(clean, 1000);
        var other = run(dirty, 1000);

        assertThat(other.scores).isEqualTo(one.scores);
        assertThat(other.events).isEqualTo(one.events).isNotEmpty();
        assertThat(other.counts).containsEntry("dead", 1L).containsEntry("scored", 12L);
        assertThat(other.deadLetters).isEqualTo(List.of("score"));
    }

    @Test
    void aPointWithoutAFiniteValueIsADeadLetterAndEndsNoAnomaly() throws Exception {
        var nothing = latency("lb-1").of(1).at("10:00").datum();
        nothing.setCount(0);
        nothing.setSum(0);
        var nameless = latency("lb-1").of(1).at("10:01").datum();
        nameless.setMetricName(null);

        var run = run(List.of(nothing, nameless), 1000);

        assertThat(run.deadLetters).containsExactly("score", "score");
        assertThat(run.scores).isEmpty();
        assertThat(run.counts).containsExactly(Map.entry("dead", 2L));
    }

    @Test
    void countedMetricsAreScoredByTheirSumAndSaySo() {
        var requests = aMetric("AWS/ApplicationELB", "RequestCount").of(1).datum();
        var time = latency("lb-1").of(0.2).datum();

        assertThat(ScoredStatistic.of(requests)).isEqualTo(5);
        assertThat(ScoredStatistic.nameFor(requests)).isEqualTo("sum");
        assertThat(ScoredStatistic.of(time)).isEqualTo(0.2);
        assertThat(ScoredStatistic.nameFor(time)).isEqualTo("average");
    }

    @Test
    void aSeriesIsForgottenWhenItsRetentionIsOver() throws Exception {
        try (var harness = open(1000, null)) {
            feed(harness, latency("lb-1").at("10:00").everyMinute(1, 2, 3));
            harness.processWatermark(new Watermark(Times.at("12:04").toEpochMilli()));
            assertThat(harness.numKeyedStateEntries()).isPositive();

            harness.processWatermark(new Watermark(Times.at("12:04:32").toEpochMilli()));

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aForgottenSeriesBeginsAnew() throws Exception {
        var first = withSpike("lb-1");
        var later = new ArrayList<MetricDatum>();
        for (MetricDatum point : first) {
            later.add(MetricDatum.newBuilder(point)
                    .setTimestamp(point.getTimestamp().plus(Duration.ofDays(14)))
                    .setArrivedAt(point.getArrivedAt().plus(Duration.ofDays(14)))
                    .build());
        }
        var both = new ArrayList<>(first);
        both.addAll(later);

        var scores = run(both, 1000).scores;

        assertThat(scores.subList(first.size(), both.size())).isEqualTo(run(later, 1000).scores);
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A rhythm with a little noise and one spike, a point a minute. */
    private static List<MetricDatum> withSpike(String loadBalancer) {
        double[] values = IntStream.range(0, SPIKE + 50)
                .mapToDouble(i -> i == SPIKE ? 900 : 100 + 10 * Math.sin(i / 9.0) + (i * 7919 % 101) / 50.0)
                .toArray();
        return latency(loadBalancer).at("10:00").everyMinute(values);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> open(
            int cachedSeries, @Nullable OperatorSubtaskState snapshot) throws Exception {
        var settings = new ScoreSettings(
                ScoringSettings.defaults().threshold(),
                ScoringSettings.defaults().quantile(),
                5,
                1,
                cachedSeries,
                RETENTION);
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ScoreFunction(Harnesses.HISTORY, settings)),
                MetricDatum::getSeriesKey,
                Types.STRING);
        return Harnesses.open(harness, OpsEvent.class, snapshot);
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

    private static Run run(List<MetricDatum> points, int cachedSeries) throws Exception {
        try (var harness = open(cachedSeries, null)) {
            feed(harness, points);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            return new Run(harness);
        }
    }

    /** Everything that a run put out. */
    private record Run(
            List<MetricScore> scores, List<OpsEvent> events, Map<String, Long> counts, List<String> deadLetters) {

        Run(KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> harness) {
            this(
                    Harnesses.side(harness, Outputs.SCORES),
                    new ArrayList<>(harness.extractOutputValues()),
                    Harnesses.side(harness, Outputs.COUNTS).stream()
                            .collect(Collectors.groupingBy(
                                    StreamCount::getOutcome,
                                    TreeMap::new,
                                    Collectors.summingLong(StreamCount::getCount))),
                    Harnesses.side(harness, Outputs.DEAD_LETTERS).stream()
                            .map(letter -> letter.getStage())
                            .toList());
        }

        Run and(Run later) {
            var allScores = new ArrayList<>(scores);
            allScores.addAll(later.scores);
            var allEvents = new ArrayList<>(events);
            allEvents.addAll(later.events);
            var allCounts = new TreeMap<>(counts);
            later.counts.forEach((outcome, count) -> allCounts.merge(outcome, count, Long::sum));
            var allDead = new ArrayList<>(deadLetters);
            allDead.addAll(later.deadLetters);
            return new Run(allScores, allEvents, allCounts, allDead);
        }
    }
}
