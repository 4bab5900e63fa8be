package io.millrace.operators.score;

import static io.millrace.testing.Metrics.aMetric;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.MetricDatum;
import io.millrace.testing.MetricBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JudgeJoinedConditionsFunctionTest {
    /** Each test point stands for five samples, so a sum is five times the value given. */
    private static final String RATE = "{id: own, title: Failing, severity: 4, metrics: {"
            + "errors: {namespace: Shop, name: Failed, statistic: sum, missing: %s}, "
            + "requests: {namespace: Shop, name: Requests, statistic: sum}}, "
            + "all: [{percent: {of: errors, in: requests}, comparator: '>', level: 5, clear: {level: 2}}, "
            + "{value: requests, comparator: '>=', level: 100}], for: 3m, clear: {points: 2}}";

    private static final String ZERO = String.format(RATE, "zero");
    private static final String UNKNOWN = String.format(RATE, "unknown");

    @Test
    void twoMetricsOfOneResourceAreJudgedTogether() throws Exception {
        try (var harness = ConditionHarness.with(ZERO)) {
            var points = new ArrayList<MetricDatum>();
            for (int minute = 0; minute < 12; minute++) {
                points.add(requests("a", minute, 100));
                points.add(errors("a", minute, minute >= 3 && minute < 8 ? 10 : 1));
                points.add(requests("quiet", minute, 1));
                points.add(errors("quiet", minute, 1));
            }
            harness.feed(points).until(Times.at("10:30"));

            assertThat(harness.turns("own")).containsExactly("10:05 OPEN", "10:09 RESOLVED");
            var met = harness.events("own").get(0);
            assertThat(met.getValues())
                    .containsEntry("value", 10.0)
                    .containsEntry("level", 5.0)
                    .containsEntry("errors", 50.0)
                    .containsEntry("requests", 500.0);
            assertThat(met.getIdentity()).isEqualTo("condition:own:111122223333|eu-west-1|condition|own|Service=a");
            assertThat(met.getAttributes()).containsEntry("dim.Service", "a");
            assertThat(met.getArrivedAt()).isBetween(Times.at("10:07:30"), Times.at("10:07:32"));
        }
    }

    @Test
    void aMetricThatSaysNothingIsZeroWhereItIsToldSo() throws Exception {
        // errors in minutes 0 to 2, then none at all
        assertThat(turns(ZERO)).containsExactly("10:02 OPEN", "10:04 RESOLVED");
        // unknown says neither trouble nor its end
        assertThat(turns(UNKNOWN)).containsExactly("10:02 OPEN");
    }

    private static List<String> turns(String condition) throws Exception {
        try (var harness = ConditionHarness.with(condition)) {
            var points = new ArrayList<MetricDatum>();
            for (int minute = 0; minute < 10; minute++) {
                points.add(requests("a", minute, 100));
                if (minute < 3) {
                    points.add(errors("a", minute, 10));
                }
            }
            return harness.feed(points).until(Times.at("10:30")).turns("own");
        }
    }

    @Test
    void anIncompleteMinuteWaitsTwoMinutesOfArrival() throws Exception {
        try (var harness = ConditionHarness.with(ZERO)) {
            for (int minute = 0; minute < 2; minute++) {
                harness.feed(List.of(requests("a", minute, 100), errors("a", minute, 10)));
            }
            // the third minute's errors come 90 s after its requests
            harness.feed(List.of(requests("a", 2, 100))).until(Times.at("10:06"));
            assertThat(harness.turns("own")).isEmpty();
            var late = errors("a", 2, 10);
            late.setArrivedAt(Times.at("10:06:02"));
            harness.feed(List.of(late)).until(Times.at("10:06:06"));
            assertThat(harness.turns("own")).containsExactly("10:02 OPEN");
        }
        try (var harness = ConditionHarness.with(ZERO)) {
            for (int minute = 0; minute < 2; minute++) {
                harness.feed(List.of(requests("a", minute, 100), errors("a", minute, 10)));
            }
            var late = errors("a", 2, 10);
            late.setArrivedAt(Times.at("10:06:40"));
            // decided without it at 10:06:30: no errors
            harness.feed(List.of(requests("a", 2, 100), late)).until(Times.at("10:30"));
            assertThat(harness.turns("own")).isEmpty();
        }
    }

    @Test
    void anyIsDecidedByThePartThatIsKnown() throws Exception {
        String any = "{id: own, title: t, metrics: {one: {namespace: Shop, name: One, statistic: average}, "
                + "two: {namespace: Shop, name: Two, statistic: average}}, any: [{value: one, comparator: '>', level: 5},"
                + " {value: two, comparator: '>', level: 5}], for: 2m}";
        try (var harness = ConditionHarness.with(any)) {
            harness.feed(List.of(point("Two", "a", 0, 9), point("Two", "a", 1, 9)))
                    .until(Times.at("10:30"));

            assertThat(harness.turns("own")).containsExactly("10:01 OPEN");
        }
    }

    @Test
    void seriesMeetByTheDimensionsTheyShare() throws Exception {
        String by =
                "{id: own, title: t, by: [Service], metrics: {free: {namespace: Shop, name: Free, statistic: minimum}, "
                        + "load: {namespace: Shop, name: Load, statistic: sum}}, all: [{value: free, comparator: '<', level: 5},"
                        + " {value: load, comparator: '>', level: 99}], for: 1m}";
        try (var harness = ConditionHarness.with(by)) {
            // the smallest of two disks, the sum of two queues: 10 x 5 + 12 x 5
            harness.feed(List.of(
                            at("Free", 0)
                                    .dimension("Service", "a")
                                    .dimension("Disk", "1")
                                    .of(3)
                                    .datum(),
                            at("Free", 0)
                                    .dimension("Service", "a")
                                    .dimension("Disk", "2")
                                    .of(8)
                                    .datum(),
                            at("Load", 0)
                                    .dimension("Service", "a")
                                    .dimension("Queue", "1")
                                    .of(10)
                                    .datum(),
                            at("Load", 0)
                                    .dimension("Service", "a")
                                    .dimension("Queue", "2")
                                    .of(12)
                                    .datum(),
                            at("Load", 0).dimension("Queue", "3").of(99).datum()))
                    .until(Times.at("10:10"));

            assertThat(harness.turns("own")).containsExactly("10:00 OPEN");
            assertThat(harness.events("own").get(0).getValues())
                    .containsEntry("free", 3.0)
                    .containsEntry("load", 110.0);
        }
    }

    @Test
    void theOrderOfDeliveryWithinASlotChangesNothing() throws Exception {
        var points = new ArrayList<MetricDatum>();
        var random = new Random(3);
        for (int minute = 0; minute < 60; minute++) {
            boolean bad = minute / 10 % 2 == 1;
            for (String service : List.of("a", "b", "c")) {
                points.add(requests(service, minute, 100));
                if (random.nextInt(5) > 0) {
                    points.add(errors(service, minute, bad ? 10 : 1));
                }
            }
        }
        // five minutes arrive in one slot
        points.forEach(point -> point.setArrivedAt(Times.at("10:10")
                .plus(Duration.ofMinutes(Duration.between(Times.at("10:00"), point.getTimestamp())
                                .toMinutes()
                        / 5
                        * 5))));
        var expected = run(points);
        assertThat(expected).hasSizeGreaterThan(6);
        for (int seed = 0; seed < 4; seed++) {
            var shuffled = new ArrayList<>(points);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(Comparator.comparing(MetricDatum::getArrivedAt));

            assertThat(run(shuffled)).isEqualTo(expected);
        }
    }

    @Test
    void repeatedAndLatePointsChangeNothing() throws Exception {
        var clean = new ArrayList<MetricDatum>();
        var dirty = new ArrayList<MetricDatum>();
        for (int minute = 0; minute < 30; minute++) {
            boolean bad = minute / 10 == 1;
            for (MetricDatum point : List.of(requests("a", minute, 100), errors("a", minute, bad ? 10 : 1))) {
                clean.add(point);
                dirty.add(point);
                var again = MetricDatum.newBuilder(point)
                        .setRecordId("zz" + dirty.size())
                        .setSum(999_999);
                dirty.add(again.build());
                dirty.add(again.setTimestamp(point.getTimestamp().minusSeconds(120))
                        .build());
            }
        }

        assertThat(run(dirty)).isEqualTo(run(clean)).isNotEmpty();
    }

    @Test
    void aRestoredRunTellsTheSame() throws Exception {
        var points = new ArrayList<MetricDatum>();
        for (int minute = 0; minute < 30; minute++) {
            points.add(requests("a", minute, 100));
            if (minute % 7 != 3) {
                points.add(errors("a", minute, minute / 10 == 1 ? 10 : 1));
            }
        }
        List<String> expected;
        try (var harness = ConditionHarness.with(ZERO)) {
            expected = harness.feed(points).until(Times.at("11:00")).told("own");
        }
        assertThat(expected).isNotEmpty();
        for (int cut : new int[] {1, 2, 7, 20, 31, 45}) {
            var told = new ArrayList<String>();
            ConditionHarness.Snapshots snapshots;
            try (var harness = ConditionHarness.with(ZERO)) {
                told.addAll(harness.feed(points.subList(0, cut)).told("own"));
                snapshots = harness.snapshots();
            }
            try (var harness = ConditionHarness.restored(ZERO, snapshots)) {
                told.addAll(harness.feed(points.subList(cut, points.size()))
                        .until(Times.at("11:00"))
                        .told("own"));
            }
            assertThat(told).as("cut at " + cut).isEqualTo(expected);
        }
    }

    @Test
    void aResourceIsForgottenWhenItsRetentionIsOver() throws Exception {
        try (var harness = ConditionHarness.with(ZERO)) {
            harness.feed(List.of(requests("a", 0, 100), errors("a", 0, 10))).until(Times.at("10:10"));
            assertThat(harness.keyedStates()).isPositive();

            harness.until(Times.at("10:03").plus(ConditionHarness.RETENTION));

            assertThat(harness.keyedStates()).isZero();
        }
    }

    private static List<String> run(List<MetricDatum> points) throws Exception {
        try (var harness = ConditionHarness.with(ZERO)) {
            harness.feedAsDelivered(points).until(Times.at("11:30"));
            assertThat(harness.deadLetters()).isZero();
            return harness.events("own").stream()
                    .map(event -> event.getEventId() + " " + event.getEventTime() + " " + event.getStatus() + " "
                            + event.getArrivedAt() + " " + event.getText() + new TreeMap<>(event.getValues()))
                    // resources know nothing of each other
                    .sorted()
                    .toList();
        }
    }

    private static MetricDatum requests(String service, int minute, double value) {
        return point("Requests", service, minute, value);
    }

    private static MetricDatum errors(String service, int minute, double value) {
        return point("Failed", service, minute, value);
    }

    private static MetricDatum point(String name, String service, int minute, double value) {
        return at(name, minute).dimension("Service", service).of(value).datum();
    }

    private static MetricBuilder at(String name, int minute) {
        return aMetric("Shop", name).at(Times.at("10:00").plus(Duration.ofMinutes(minute)));
    }
}
