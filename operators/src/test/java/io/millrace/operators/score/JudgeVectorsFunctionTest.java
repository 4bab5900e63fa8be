package io.millrace.operators.score;

import static io.millrace.testing.Metrics.aMetric;
import static io.millrace.testing.Metrics.cpu;
import static io.millrace.testing.Metrics.memory;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Dimension;
import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.testing.Estates;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CPU, memory and network of one instance, which rise and fall together until the traffic fails to come. */
class JudgeVectorsFunctionTest {
    private static final String VECTOR = "vectors: [{id: instance, title: An instance is unusual as a whole,"
            + " by: [InstanceId], features: {cpu: {namespace: AWS/EC2, name: CPUUtilization},"
            + " memory: {namespace: CWAgent, name: mem_used_percent, statistic: average},"
            + " network: {namespace: AWS/EC2, name: NetworkIn}}}]\n";

    private static final int ROWS = 900;

    @Test
    void whatIsUnusualOnlyTogetherIsToldWithTheShareOfEachFeature() throws Exception {
        try (var harness = new VectorHarness(VECTOR, 100, null)) {
            harness.feed(rows(0, ROWS));
            assertThat(harness.events()).isEmpty();

            harness.feed(oddRows(ROWS, ROWS + 3))
                    .feed(rows(ROWS + 3, ROWS + 30))
                    .until(at(ROWS + 60));

            var events = harness.events();
            assertThat(events).extracting(OpsEvent::getStatus).containsExactly(EventStatus.OPEN, EventStatus.RESOLVED);
            var anomaly = events.get(0);
            assertThat(anomaly.getDetailType()).isEqualTo("Anomaly Detected");
            assertThat(anomaly.getIdentity())
                    .isEqualTo("anomaly:vector:111122223333|eu-west-1|vector|instance|InstanceId=" + Estates.INSTANCE)
                    .isEqualTo(events.get(1).getIdentity());
            assertThat(anomaly.getResources()).containsExactly(Estates.instanceArn(Estates.INSTANCE));
            assertThat(anomaly.getEventTime()).isEqualTo(at(ROWS));
            assertThat(anomaly.getAttributes())
                    .containsEntry("vectorId", "instance")
                    .containsEntry("model", "embedded-rcf-vector")
                    .containsEntry("dim.InstanceId", Estates.INSTANCE);
            var values = anomaly.getValues();
            assertThat(values)
                    .containsKeys("cpu", "expected.cpu", "score", "threshold", "share.memory", "network", "oneInDays");
            assertThat(values.getOrDefault("share.cpu", 0.0) + values.getOrDefault("share.network", 0.0))
                    .isGreaterThan(0.5);
            assertThat(anomaly.getText()).contains("Of what is unusual ", " % (is ", ", usual is ");
            assertThat(harness.rows()).isNotEmpty().allSatisfy(row -> {
                assertThat(row.getAnomalyScore()).isGreaterThanOrEqualTo(row.getThreshold());
                assertThat(row.getShares()).containsOnlyKeys("cpu", "memory", "network");
                assertThat(row.getModel()).isEqualTo("embedded-rcf-vector");
            });
        }
    }

    @Test
    void aRestoredRunAndOneWithoutACacheGiveTheSameScores() throws Exception {
        var points = rows(0, ROWS);
        points.addAll(oddRows(ROWS, ROWS + 3));
        points.addAll(rows(ROWS + 3, ROWS + 20));
        var expected = run(points, 100);
        assertThat(expected).isNotEmpty();

        for (int cut : new int[] {3 * 600 + 1, 3 * ROWS + 2}) {
            try (var first = new VectorHarness(VECTOR, 100, null)) {
                first.feed(points.subList(0, cut));
                var found = new ArrayList<>(first.rows());
                try (var second = new VectorHarness(VECTOR, 100, first.snapshot())) {
                    second.feed(points.subList(cut, points.size())).until(at(ROWS + 60));
                    found.addAll(second.rows());
                    assertThat(found).isEqualTo(expected);
                }
            }
        }
        var both = new ArrayList<>(points);
        rows(0, 60).forEach(point -> both.add(other(point)));
        assertThat(run(both, 1)).isEqualTo(expected);
    }

    @Test
    void repeatsLatePartsAndTheOrderWithinASlotChangeNothing() throws Exception {
        var points = rows(0, ROWS);
        points.addAll(oddRows(ROWS, ROWS + 3));
        var expected = run(points, 100);
        var dirty = new ArrayList<>(points);
        for (int i = 0; i < points.size(); i += 10) {
            var copy = MetricDatum.newBuilder(points.get(i)).setRecordId("zz" + i);
            dirty.add(copy.build());
            dirty.add(copy.setArrivedAt(points.get(i).getArrivedAt().plus(Duration.ofMinutes(7)))
                    .build());
        }
        Collections.shuffle(dirty, new Random(1));

        assertThat(run(dirty, 100))
                .extracting(MetricScore::getAnomalyScore)
                .containsExactlyElementsOf(
                        expected.stream().map(MetricScore::getAnomalyScore).toList());
    }

    @Test
    void aMinuteWithoutAPartIsJudgedAfterTwoMinutesAndThePartHasNoShare() throws Exception {
        try (var harness = new VectorHarness(VECTOR, 100, null)) {
            var odd = new ArrayList<>(oddRows(ROWS, ROWS + 1));
            odd.removeIf(point -> point.getMetricName().startsWith("mem"));
            harness.feed(rows(0, ROWS)).feed(odd).until(at(ROWS).plusSeconds(150 + 118));
            assertThat(harness.events()).isEmpty();

            harness.until(at(ROWS).plusSeconds(150 + 124));

            assertThat(harness.events()).hasSize(1);
            assertThat(harness.events().get(0).getValues())
                    .containsEntry("share.memory", 0.0)
                    .doesNotContainKey("memory");
            assertThat(harness.events().get(0).getText()).contains("memory is missing");
        }
    }

    @Test
    void anExcludedWindowHasNoPartInAVectorAndOtherContentHasNoVectors() throws Exception {
        var excluding = VECTOR + "exclusions: [{id: deployment, title: d, series: {dimensions: {InstanceId: '"
                + Estates.INSTANCE + "'}}, once: {from: " + at(ROWS) + ", until: " + at(ROWS + 3) + "}}]\n";
        for (String content : List.of(excluding, "vectors: []\n")) {
            try (var harness = new VectorHarness(content, 100, null)) {
                harness.feed(rows(0, ROWS)).feed(oddRows(ROWS, ROWS + 3)).until(at(ROWS + 60));

                assertThat(harness.events()).isEmpty();
                assertThat(harness.deadLetters()).isZero();
            }
        }
    }

    @Test
    void aPointOnWhichTheRulesThrowIsADeadLetter() throws Exception {
        var broken = rows(0, 1);
        broken.get(0).setDimensions(null);
        try (var harness = new VectorHarness(VECTOR, 100, null)) {
            harness.feed(broken);

            assertThat(harness.deadLetters()).isOne();
        }
    }

    @Test
    void aVectorOfOtherFeaturesStartsAnew() throws Exception {
        try (var first = new VectorHarness(VECTOR, 100, null)) {
            first.feed(rows(0, ROWS));
            try (var second = new VectorHarness(
                    VECTOR.replace("NetworkIn", "NetworkOut").replace("network:", "sent:"), 100, first.snapshot())) {
                second.feed(oddRows(ROWS, ROWS + 3))
                        .feed(rows(ROWS + 3, ROWS + 80))
                        .until(at(ROWS + 90));

                assertThat(second.events()).isEmpty();
                assertThat(second.deadLetters()).isZero();
            }
        }
    }

    @Test
    void aResourceIsForgottenWhenItsRetentionIsOver() throws Exception {
        try (var harness = new VectorHarness(VECTOR, 100, null)) {
            harness.feed(rows(0, 10)).until(at(9).plus(VectorHarness.RETENTION));
            assertThat(harness.keyedStates()).isPositive();

            harness.until(at(9).plus(VectorHarness.RETENTION).plusSeconds(400));

            assertThat(harness.keyedStates()).isZero();
        }
    }

    private static List<MetricScore> run(List<MetricDatum> points, int cached) throws Exception {
        try (var harness = new VectorHarness(VECTOR, cached, null)) {
            return harness.feed(points).until(at(ROWS + 90)).rows();
        }
    }

    private static MetricDatum other(MetricDatum point) {
        var dimensions = new ArrayList<>(point.getDimensions());
        dimensions.set(0, new Dimension("InstanceId", "i-other"));
        return MetricDatum.newBuilder(point).setDimensions(dimensions).build();
    }

    private static Instant at(int row) {
        return Times.at("10:00").plus(Duration.ofMinutes(row));
    }

    private static List<MetricDatum> rows(int from, int to) {
        var points = new ArrayList<MetricDatum>();
        for (int row = from; row < to; row++) {
            var noise = new Random(row);
            double load = 0.5 + 0.4 * Math.sin(2 * Math.PI * row / 240);
            add(points, row, 80 * load + noise.nextGaussian(), 40 + 5 * load + noise.nextGaussian() * 0.3, 1e6 * load);
        }
        return points;
    }

    /** A busy processor without the traffic that always came with it. */
    private static List<MetricDatum> oddRows(int from, int to) {
        var points = new ArrayList<MetricDatum>();
        for (int row = from; row < to; row++) {
            add(points, row, 70, 42.5, 150_000);
        }
        return points;
    }

    private static void add(List<MetricDatum> points, int row, double cpu, double memory, double network) {
        points.add(cpu(Estates.INSTANCE).of(cpu).at(at(row)).datum());
        points.add(memory(Estates.INSTANCE).of(memory).at(at(row)).datum());
        points.add(aMetric("AWS/EC2", "NetworkIn")
                .dimension("InstanceId", Estates.INSTANCE)
                .of(network)
                .at(at(row))
                .datum());
    }
}
