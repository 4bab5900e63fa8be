package io.millrace.runbooks.conditions;

import static io.millrace.runbooks.conditions.ConditionStep.Transition.CLEARED;
import static io.millrace.runbooks.conditions.ConditionStep.Transition.MET;
import static io.millrace.runbooks.conditions.ConditionStep.Transition.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ConditionState;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConditionEvaluatorTest {
    private static final long START = Instant.parse("2026-08-05T10:00:00Z").toEpochMilli();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final MetricConditions SHIPPED =
            ContentBundle.shipped().compile().conditions();
    private static final MetricCondition CPU = SHIPPED.find("high-cpu").orElseThrow();
    private static final MetricCondition LEAK = SHIPPED.find("memory-leak").orElseThrow();

    @Test
    void isMetWhenFiveOneMinutePointsBreach() {
        assertThat(transitions(CPU, 1, 50, 85, 86, 87, 88, 89, 90))
                .containsExactly(NONE, NONE, NONE, NONE, NONE, MET, NONE);
    }

    @Test
    void startsAgainAfterOnePointBelow() {
        assertThat(transitions(CPU, 1, 85, 86, 87, 88, 80, 85, 86, 87, 88, 89))
                .containsExactly(NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, MET);
    }

    @Test
    void takesAFiveMinutePointForFiveMinutes() {
        assertThat(transitions(CPU, 5, 50, 60, 85)).containsExactly(NONE, NONE, MET);
    }

    @Test
    void doesNotTakeASparsePointForALongPeriod() {
        var tenMinutes = condition("for: 10m");

        assertThat(transitions(tenMinutes, 60, 50, 85)).containsExactly(NONE, NONE);
    }

    @Test
    void doesNotBridgeAGap() {
        var steps = new Run(CPU);
        steps.at(0, 85).at(1, 85).at(2, 85);

        assertThat(steps.at(60, 85).last().transition()).isEqualTo(NONE);
        assertThat(steps.last().points()).isEqualTo(1);
        assertThat(steps.last().since()).isEqualTo(Instant.ofEpochMilli(START + 60 * MINUTE));
    }

    @Test
    void toleratesAMissingPoint() {
        var steps = new Run(CPU);
        steps.at(0, 85).at(1, 85).at(3, 85);

        assertThat(steps.at(4, 85).last().transition()).isEqualTo(MET);
    }

    @Test
    void tellsTheFiguresOfItsOpening() {
        var met =
                new Run(CPU).at(0, 85).at(1, 85).at(2, 85).at(3, 85).at(4, 97.5).last();

        assertThat(met.value()).isEqualTo(97.5);
        assertThat(met.level()).isEqualTo(80);
        assertThat(met.points()).isEqualTo(5);
        assertThat(met.since()).isEqualTo(Instant.ofEpochMilli(START));
        assertThat(met.occurrenceId()).hasSize(32);
    }

    @Test
    void clearsAfterConsecutivePointsBelowTheClearLevel() {
        var run = met();

        // 77 lies between the clear level 75 and the level 80: neither trouble nor over
        run.at(5, 74).at(6, 74).at(7, 77).at(8, 74).at(9, 74);
        assertThat(run.last().transition()).isEqualTo(NONE);
        assertThat(run.last().state().getMet()).isTrue();

        var cleared = run.at(10, 75).last();
        assertThat(cleared.transition()).isEqualTo(CLEARED);
        assertThat(cleared.points()).isEqualTo(3);
        assertThat(cleared.level()).isEqualTo(75);
        assertThat(cleared.since()).isEqualTo(Instant.ofEpochMilli(START + 8 * MINUTE));
        assertThat(cleared.state().getMet()).isFalse();
    }

    @Test
    void namesEachOpeningOnceAndKeepsTheNameUntilTheNext() {
        var run = met();
        String first = run.last().occurrenceId();

        run.at(5, 10).at(6, 10).at(7, 10);
        assertThat(run.last().transition()).isEqualTo(CLEARED);
        assertThat(run.last().occurrenceId()).isEqualTo(first);
        run.at(8, 99).at(9, 99).at(10, 99).at(11, 99).at(12, 99);
        assertThat(run.last().transition()).isEqualTo(MET);
        assertThat(run.last().occurrenceId()).isNotEqualTo(first);
        assertThat(met().last().occurrenceId()).isEqualTo(first);
    }

    @Test
    void ignoresWhatIsNoNumberOrNotNewer() {
        var run = new Run(CPU).at(0, 85).at(1, 85);
        var before = run.last().state();

        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(run.at(2, value).last().state()).isEqualTo(before);
        }
        assertThat(run.at(1, 10).last().state()).isEqualTo(before);
        assertThat(run.last().transition()).isEqualTo(NONE);
    }

    @Test
    void meetsALeakOnlyWhileItRises() {
        assertThat(transitions(LEAK, 1, 90, 90, 90, 90, 90, 90, 90, 90)).containsOnly(NONE);
        assertThat(transitions(LEAK, 1, 94, 93, 92, 91, 90, 89, 88, 87)).containsOnly(NONE);
        assertThat(transitions(LEAK, 1, 80, 82, 84, 86, 86.5, 87, 87.5, 88))
                .containsExactly(NONE, NONE, NONE, NONE, NONE, NONE, NONE, MET);
    }

    @Test
    void isNotFooledByOneOutlierInATrend() {
        assertThat(transitions(LEAK, 1, 90, 89.8, 89.6, 89.4, 89.2, 89, 88.8, 95))
                .containsOnly(NONE);
        assertThat(transitions(LEAK, 1, 86, 86.5, 87, 87.5, 85.5, 88.5, 89, 89.5, 90, 90.5))
                .contains(MET);
    }

    @Test
    void doesNotTakeNoiseForATrend() {
        assertThat(transitions(LEAK, 1, 90, 90.4, 89.7, 90.2, 89.9, 90.3, 89.8, 90.1, 90, 90.5, 89.6, 90.2, 90.3))
                .containsOnly(NONE);
    }

    @Test
    void findsATrendInFiveMinutePoints() {
        assertThat(transitions(LEAK, 5, 86, 88, 90, 92)).containsExactly(NONE, NONE, NONE, MET);
    }

    @Test
    void asksForTheDeclaredRise() {
        String keys = "level: 85, trend: {direction: rising, over: 15m, atLeast: %s}";

        assertThat(transitions(condition(String.format(keys, 7)), 1, 86, 86.5, 87, 87.5, 88))
                .contains(MET);
        assertThat(transitions(condition(String.format(keys, 8)), 1, 86, 86.5, 87, 87.5, 88))
                .containsOnly(NONE);
    }

    @Test
    void clearsALeakByLevelNotByTrend() {
        var run = new Run(LEAK);
        for (int minute = 0; minute < 5; minute++) {
            run.at(minute, 86 + minute);
        }
        assertThat(run.last().transition()).isEqualTo(MET);

        run.at(5, 89).at(6, 88).at(7, 87).at(8, 87);
        assertThat(run.last().state().getMet()).isTrue();
        run.at(9, 70).at(10, 70).at(11, 70);
        assertThat(run.last().transition()).isEqualTo(CLEARED);
    }

    @Test
    void worksDownwardsToo() {
        var free = condition("comparator: '<', level: 10, for: 2m, clear: {level: 12, points: 1}");

        assertThat(transitions(free, 1, 20, 9, 8, 11, 12)).containsExactly(NONE, NONE, MET, NONE, CLEARED);
    }

    @Property(tries = 300)
    void keepsItsMemoryBoundedAndLeavesItsInputAlone(
            @ForAll @Size(min = 1, max = 150) List<@DoubleRange(min = 60, max = 100) Double> values,
            @ForAll @IntRange(min = 1, max = 10) int seconds) {
        for (MetricCondition condition : List.of(CPU, LEAK)) {
            var state = ConditionEvaluator.initial(condition.rule());
            for (int i = 0; i < values.size(); i++) {
                var before = ConditionState.newBuilder(state).build();
                var step = ConditionEvaluator.evaluate(
                        condition, state, Points.reading(START + i * seconds * 1000L, values.get(i)));

                assertThat(state).isEqualTo(before);
                assertThat(step.state()).isNotSameAs(state);
                assertThat(step.state().getRecentTimes()).hasSizeLessThanOrEqualTo(RecentPoints.MOST);
                assertThat(step.state().getRecentValues())
                        .hasSize(
                                condition == LEAK
                                        ? step.state().getRecentTimes().size()
                                        : 0);
                state = step.state();
            }
        }
    }

    /** The rule in its plainest form, over the whole history at once. */
    @Property(tries = 500)
    void agreesWithThePlainRuleOnOneMinutePoints(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 70, max = 90) Double> values) {
        var expected = new ArrayList<Transition>();
        boolean met = false;
        for (int i = 0; i < values.size(); i++) {
            boolean breaches = i >= 4 && values.subList(i - 4, i + 1).stream().allMatch(v -> v > 80);
            boolean normal = i >= 2 && values.subList(i - 2, i + 1).stream().allMatch(v -> v <= 75);
            var transition = !met && breaches ? MET : met && normal ? CLEARED : NONE;
            met = transition == MET || met && transition != CLEARED;
            expected.add(transition);
        }

        var actual = transitions(
                CPU, 1, values.stream().mapToDouble(Double::doubleValue).toArray());

        assertThat(actual).isEqualTo(expected);
    }

    private static Run met() {
        var run = new Run(CPU).at(0, 85).at(1, 85).at(2, 85).at(3, 85).at(4, 85);
        assertThat(run.last().transition()).isEqualTo(MET);
        return run;
    }

    private static List<Transition> transitions(MetricCondition condition, int minutesApart, double... values) {
        var run = new Run(condition);
        for (int i = 0; i < values.length; i++) {
            run.at(i * minutesApart, values[i]);
        }
        return run.steps.stream().map(ConditionStep::transition).collect(Collectors.toList());
    }

    /** A condition like high-cpu, with some keys of its own. */
    private static MetricCondition condition(String keys) {
        var all = "title: t, metric: {namespace: n, name: m, statistic: average}, " + keys;
        for (var other : List.of("comparator: '>'", "level: 80", "for: 5m")) {
            String key = other.substring(0, other.indexOf(':') + 1);
            all += all.contains(" " + key) ? "" : ", " + other;
        }
        var files = new java.util.TreeMap<>(ContentBundle.shipped().files());
        files.put("conditions/own.yaml", "conditions: [{id: own, " + all + "}]");
        return ContentBundle.of(files).compile().conditions().find("own").orElseThrow();
    }

    /** Feeds points of one series by their minute. */
    private static final class Run {
        private final MetricCondition condition;
        private final List<ConditionStep> steps = new ArrayList<>();
        private ConditionState state;

        private Run(MetricCondition condition) {
            this.condition = condition;
            this.state = ConditionEvaluator.initial(condition.rule());
        }

        private Run at(int minute, double value) {
            var step = ConditionEvaluator.evaluate(condition, state, Points.reading(START + minute * MINUTE, value));
            state = step.state();
            steps.add(step);
            return this;
        }

        private ConditionStep last() {
            return steps.get(steps.size() - 1);
        }
    }
}
