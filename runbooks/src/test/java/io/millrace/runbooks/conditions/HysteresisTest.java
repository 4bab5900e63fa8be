package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ConditionState;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HysteresisTest {
    private static final List<String> SPANS = List.of("for: 3m", "datapoints: {breaching: 2, of: 4}");

    @Property(tries = 300)
    void neverFlapsWithinTheBand(
            @ForAll @Size(min = 1, max = 80) List<@DoubleRange(min = 75.01, max = 80) Double> values,
            @ForAll @IntRange(min = 0, max = 1) int span,
            @ForAll @IntRange(min = 1, max = 3) int clearPoints) {
        var condition = condition(span, clearPoints);
        var calm = new Course(condition);
        var met = new Course(condition).from(-5, 90, 90, 90, 90, 90);
        assertThat(met.transitions()).hasSize(1);
        for (int i = 0; i < values.size(); i++) {
            calm.at(i, values.get(i));
            met.at(i, values.get(i));
        }

        assertThat(calm.transitions()).isEmpty();
        assertThat(met.transitions()).hasSize(1);
    }

    @Property(tries = 300)
    void openingsAndEndsAlternate(
            @ForAll @Size(min = 1, max = 120) List<@DoubleRange(min = 60, max = 100) Double> values,
            @ForAll @IntRange(min = 0, max = 1) int span,
            @ForAll @IntRange(min = 1, max = 3) int clearPoints) {
        var course = new Course(condition(span, clearPoints));
        for (int i = 0; i < values.size(); i++) {
            course.at(i, values.get(i));
        }
        for (int i = 0; i < course.transitions().size(); i++) {
            assertThat(course.transitions().get(i)).endsWith(i % 2 == 0 ? " MET" : " CLEARED");
        }
    }

    /** What the series' order already dropped may come again: it changes nothing at all. */
    @Property(tries = 200)
    void aRepeatedOrLatePointChangesNothing(
            @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = 60, max = 100) Double> values, @ForAll int seed) {
        var random = new Random(seed);
        for (String figure : List.of("value", "rate-per-minute", "counter-rate-per-minute")) {
            var condition = Conditions.of("compare: " + figure + ", comparator: '>', level: 80, for: 3m");
            var clean = new Course(condition);
            var dirty = new Course(condition);
            for (int i = 0; i < values.size(); i++) {
                clean.at(i, values.get(i));
                dirty.at(i, values.get(i));
                dirty.at(i - random.nextInt(5), 60 + random.nextInt(40));
            }

            assertThat(dirty.transitions()).isEqualTo(clean.transitions());
            assertThat(dirty.state()).isEqualTo(clean.state());
        }
    }

    @Property(tries = 50)
    void aStateSurvivesItsBytes(@ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 60, max = 100) Double> values)
            throws Exception {
        for (String keys : List.of(
                "comparator: '>', level: 80, datapoints: {breaching: 3, of: 60}",
                "compare: rate-per-minute, comparator: '>', level: 1, for: 2m",
                "trend: {direction: rising, over: 30m}, for: 1m",
                "comparator: '>', level: 80, for: 5m, period: 1m, missing: breaching")) {
            var course = new Course(Conditions.of(keys));
            for (int i = 0; i < values.size(); i++) {
                course.at(i, values.get(i));
            }
            var bytes = ConditionState.getEncoder().encode(course.state());
            assertThat(ConditionState.getDecoder().decode(bytes)).isEqualTo(course.state());
        }
    }

    private static MetricCondition condition(int span, int clearPoints) {
        return Conditions.of(
                "comparator: '>', level: 80, " + SPANS.get(span) + ", clear: {level: 75, points: " + clearPoints + "}");
    }
}
