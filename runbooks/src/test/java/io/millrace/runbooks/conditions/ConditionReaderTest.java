package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionReaderTest {
    private static final String HEAD = "{id: own, title: t, ";
    private static final String METRIC = "metric: {namespace: n, name: m, statistic: average}, ";
    private static final String LEVEL = "comparator: '>', level: 80, ";
    private static final String PAIR = "metrics: {one: {namespace: n, name: a, statistic: sum},"
            + " two: {namespace: n, name: b, statistic: sum}}, ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "M L | for is missing; wanted a duration such as 30s, 5m, 2h or 7d, or datapoints: {breaching: M, of: N}",
                "M L for: 5m, datapoints: {breaching: 1, of: 2} | datapoints and for exclude each other",
                "M L datapoints: {breaching: 4, of: 3} | breaching is 4 of 3 datapoints, which never happens; wanted 1 to 3",
                "M L datapoints: {breaching: 1, of: 61} | of is \"61\"; wanted a whole number from 1 to 60",
                "M L datapoints: {breach: 1, of: 3} | did you mean \"breaching\"?",
                "M L for: 5m, missing: breaching | nothing says how far apart points are; add period: 1m",
                "M L for: 5m, missing: notbreaching, period: 1m | did you mean \"notBreaching\"?",
                "M L for: 5m, period: 2h | wanted 1s to 1h, the distance between two points",
                "M L for: 7d, period: 1m, missing: maintain | for covers more than 1440 periods",
                "M L for: 5m, compare: rate | known: anomaly-grade",
                "M L for: 5m, compare: deviation | looks at the statistic that is scored; leave statistic out",
                "M for: 5m | level is missing; wanted a number",
                "M for: 5m, trend: {direction: rising, over: 1h, reaches: 100} | reaches stands alone",
                "M for: 5m, trend: {direction: rising, over: 1h, within: 1h} | within stands alone",
                "M for: 5m, trend: {direction: rising, over: 1h, atLeast: -1} | wanted the least change over the window",
                "M for: 5m, trend: {direction: rising, over: 1h}, clear: {level: 3} | clear level without a level",
                "M L for: 5m, trend: {direction: rising, over: 1h}, period: 1m, missing: breaching | a missing point shows no trend",
                "M L absent: {for: 5m} | level says nothing of silence; leave it out beside absent",
                "M absent: {for: 5m}, clear: {level: 5} | counts points of any value",
                "M absent: {for: 30d} | absent for longer than 7d",
                "M absent: {from: 5m} | did you mean \"for\"?",
                "metric: {namespace: n, name: m, statistic: p99, dimension: {a: b}}, L for: 5m | did you mean \"dimensions\"?",
                "metric: {namespace: n, name: m, statistic: p101}, L for: 5m | statistic is \"p101\"; wanted average",
                "P for: 5m | wanted one of all and any",
                "P all: [{value: one, L value: two}], for: 5m | appears twice",
                "P all: [{value: one, L}], for: 5m | metric \"two\" is in no part; leave it out",
                "P all: [{value: tow, L}, {value: one, L}], for: 5m | no metric \"tow\"; did you mean \"two\"?",
                "P all: [{percent: {of: one}, L}], for: 5m | in is missing; wanted a text",
                "P all: [{value: one, percent: {of: one, in: two}, L}], for: 5m | wanted one of value: METRIC and percent",
                "P all: [{value: one, L}, {value: two, L}], for: 5m, level: 3 | level is of conditions on one metric",
                "P any: [{value: one, L clear: {level: 90}}, {value: two, L}], for: 5m | lies on the breaching side",
                "metrics: {one: {namespace: n, name: a, statistic: sum}}, all: [{value: one, L}], for: 5m | metrics holds 1 metrics",
                "metrics: {one: {namespace: n, name: a, statistic: sum, missing: nil}}, all: [{value: one, L}], for: 5m | known: unknown, zero",
                "metrics: {One: {namespace: n, name: a, statistic: sum}}, all: [{value: One, L}], for: 5m | starting with a small letter",
                "metrics: {one: {namespace: n, name: a, statistic: sum, compare: rate-per-minute}}, all: [{value: one, L}], for: 5m |"
                        + " which needs the point before",
            })
    void tellsWhatIsWrongWithItsLineAndWhatWouldBeRight(String keys, String expected) {
        String condition = HEAD
                + keys.replace("M ", METRIC)
                        .replace("P ", PAIR)
                        .replace("L }", LEVEL + "}")
                        .replace("L}", LEVEL + "}")
                        .replace("L ", LEVEL)
                + "}";

        assertThat(Conditions.problems(condition))
                .allSatisfy(problem -> assertThat(problem).startsWith("conditions/own.yaml:2: "))
                .anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    @Test
    void readsEveryKeyOfAConditionOnOneMetric() {
        var condition = Conditions.read("{id: own, title: t, severity: 5, metric: {namespace: n, name: m,"
                        + " statistic: p99.9, dimensions: {path: '/data*'}, exactly: true},"
                        + " compare: counter-rate-per-minute, comparator: '>=', level: 80,"
                        + " datapoints: {breaching: 2, of: 4}, period: 30s, missing: maintain,"
                        + " trend: {direction: falling, over: 15m, atLeast: 2, reaches: 5, within: 1h},"
                        + " clear: {level: 70, points: 7}}")
                .find("own")
                .orElseThrow();

        var rule = condition.rule();
        assertThat(rule.severity()).isEqualTo(5);
        assertThat(rule.isOutOf()).isTrue();
        assertThat(rule.breaching()).isEqualTo(2);
        assertThat(rule.of()).isEqualTo(4);
        assertThat(rule.period()).hasValue(java.time.Duration.ofSeconds(30));
        assertThat(rule.missing()).isEqualTo(MissingData.MAINTAIN);
        assertThat(rule.clearPoints()).isEqualTo(7);
        assertThat(condition.figure()).isEqualTo(Figure.COUNTER_RATE);
        assertThat(condition.statistic()).hasToString("Optional[p99.9]");
        assertThat(condition.threshold().orElseThrow().clearLevel()).isEqualTo(70);
        var trend = condition.trend().orElseThrow();
        assertThat(trend.rising()).isFalse();
        assertThat(trend.rise()).isEqualTo(2);
        assertThat(trend.reaches()).hasValue(5);
        assertThat(trend.within()).isEqualTo(java.time.Duration.ofHours(1));
    }

    @Test
    void selectsSeriesByTheirDimensions() {
        String keys =
                "{id: own, title: t, metric: {namespace: n, name: m, statistic: sum, dimensions: {path: '/data*'}%s},"
                        + " comparator: '>', level: 1, for: 1m}";
        var any = Conditions.read(String.format(keys, ""));
        var only = Conditions.read(String.format(keys, ", exactly: true"));

        for (var found : List.of(any, only)) {
            assertThat(found.matching(Points.datum(0, 1))).isEmpty();
            assertThat(found.matching(Points.withDimensions("path", "/data1"))).hasSize(1);
            assertThat(found.matching(Points.withDimensions("path", "/home"))).isEmpty();
        }
        var more = Points.withDimensions("host", "a", "path", "/data");
        assertThat(any.matching(more)).hasSize(1);
        assertThat(only.matching(more)).isEmpty();
    }

    /** Whatever keys are put together: it is read, or every problem says what would be right, and where. */
    @Property(tries = 1000)
    void isReadOrToldWhy(@ForAll int seed) {
        var random = new Random(seed);
        var keys = new ArrayList<>(List.of("id: own", "title: t"));
        for (String key : List.of(
                "severity: 3",
                "metric: {namespace: n, name: m, statistic: average}",
                "metric: {namespace: n, name: m}",
                PAIR.substring(0, PAIR.length() - 2),
                "comparator: '>'",
                "level: 80",
                "for: 5m",
                "datapoints: {breaching: 2, of: 3}",
                "period: 1m",
                "missing: breaching",
                "missing: maintain",
                "compare: rate-per-minute",
                "compare: distance",
                "absent: {for: 10m}",
                "trend: {direction: rising, over: 15m}",
                "clear: {points: 2}",
                "clear: {level: 70}",
                "clear: {level: 99, points: 1}",
                "by: [a]",
                "all: [{value: one, comparator: '>', level: 1}, {value: two, comparator: '>', level: 1}]",
                "any: [{percent: {of: one, in: two}, comparator: '>', level: 1}]",
                "level: [1]",
                "for: {a: 1}",
                "metric: text",
                "all: 5",
                "metrics: [1]",
                "levle: 5",
                "trend: rising",
                "absent: 5m",
                "period: -1m")) {
            if (random.nextInt(4) == 0) {
                keys.add(key);
            }
        }
        String yaml = "{" + String.join(", ", keys) + "}";

        var problems = Conditions.problemsOf(yaml);

        if (problems.isEmpty()) {
            assertThat(Conditions.read(yaml).ids()).containsExactly("own");
        }
        assertThat(problems).allSatisfy(problem -> assertThat(problem)
                .matches("conditions/own\\.yaml:[23]: .{10,}")
                .doesNotContain("Exception", "null"));
    }

    /** A condition that reads can be asked any point and any silence without an exception. */
    @Property(tries = 500)
    void whatIsReadCanBeAsked(@ForAll int seed) {
        var random = new Random(seed);
        String figure = pick(random, "value", "rate-per-minute", "counter-rate-per-minute");
        String span = pick(
                random,
                "for: 1m",
                "for: 30m",
                "datapoints: {breaching: 1, of: 1}",
                "datapoints: {breaching: 7, of: 60}");
        String missing = pick(random, "ignore", "notBreaching", "maintain");
        String trend = pick(
                random,
                "",
                ", trend: {direction: rising, over: 6h}",
                ", trend: {direction: falling, over: 2m," + " reaches: 1, within: 7d}");
        var condition = Conditions.of("compare: " + figure + ", comparator: '<=', level: 1, period: 1m, missing: "
                + missing + ", " + span + trend);
        var course = new Course(condition);
        int minute = 0;
        for (int i = 0; i < 60; i++) {
            minute += random.nextInt(4) == 0 ? random.nextInt(200) : 1;
            course.at(minute, pick(random, 0.0, 1.0, -1e300, 1e300, Double.NaN));
            if (random.nextInt(8) == 0) {
                minute += random.nextInt(90);
                course.silentUntil(minute);
            }
        }
        for (int i = 0; i < course.transitions().size(); i++) {
            assertThat(course.transitions().get(i)).endsWith(i % 2 == 0 ? " MET" : " CLEARED");
        }
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
