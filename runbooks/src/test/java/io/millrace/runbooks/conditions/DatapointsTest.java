package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatapointsTest {
    private static final String KEYS = "comparator: '>', level: 80, datapoints: {breaching: 3, of: 5}";

    @Test
    void isMetByTheThirdBreachingPointOfFive() {
        assertThat(new Course(Conditions.of(KEYS)).from(0, 90, 10, 90, 10, 90).transitions())
                .containsExactly("4 MET");
    }

    @Test
    void forgetsWhatIsOlderThanTheNewestFive() {
        assertThat(new Course(Conditions.of(KEYS))
                        .from(0, 90, 90, 10, 10, 10, 90, 90)
                        .transitions())
                .isEmpty();
    }

    @Test
    void beginsAnewOnceItIsCleared() {
        var clearedByOne = Conditions.of(KEYS + ", clear: {points: 1}");

        assertThat(new Course(clearedByOne).from(0, 90, 90, 90, 10, 90, 90, 90).transitions())
                .containsExactly("2 MET", "3 CLEARED", "6 MET");
    }

    @Test
    void tellsHowManyPointsBreached() {
        var condition = Conditions.of(KEYS);
        var state = new Course(condition).from(0, 90, 10, 90, 10).state();

        var step = ConditionEvaluator.evaluate(condition, state, Points.reading(Course.START + 4 * Course.MINUTE, 90));

        assertThat(step.transition()).isEqualTo(Transition.MET);
        assertThat(step.points()).isEqualTo(3);
    }

    @Test
    void aLongGapLeavesNothingToCountWith() {
        assertThat(new Course(Conditions.of(KEYS)).at(0, 90).at(1, 90).at(7, 90).transitions())
                .isEmpty();
        assertThat(new Course(Conditions.of(KEYS)).at(0, 90).at(1, 90).at(5, 90).transitions())
                .containsExactly("5 MET");
    }

    @ParameterizedTest
    @EnumSource(MissingData.class)
    void countsAMissingPointAsItIsTold(MissingData missing) {
        var condition = Conditions.of(KEYS + ", period: 1m, missing: " + missing.word());

        // minutes 1 and 2 are missing
        var transitions = new Course(condition).at(0, 90).at(3, 90).transitions();

        assertThat(transitions).isEqualTo(missing == MissingData.BREACHING ? List.of("2 MET") : List.of());
    }

    /** The rule in its plainest form: the whole minutes as a list of truths, looked at from each one backwards. */
    @Property(tries = 1000)
    void agreesWithTheNaiveOracle(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 60, max = 100) Double> values,
            @ForAll @Size(min = 40, max = 40) List<@IntRange(min = 0, max = 3) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 8) int of,
            @ForAll @IntRange(min = 1, max = 8) int wanted,
            @ForAll @IntRange(min = 1, max = 4) int clearPoints,
            @ForAll MissingData missing) {
        int breaching = Math.min(wanted, of);
        var condition = Conditions.of(String.format(
                "comparator: '>', level: 80, period: 1m, missing: %s, datapoints: {breaching: %d, of: %d},"
                        + " clear: {level: 75, points: %d}",
                missing.word(), breaching, of, clearPoints));
        var course = new Course(condition);
        var oracle = new Oracle(breaching, of, clearPoints, missing);
        int minute = 0;
        for (int i = 0; i < values.size(); i++) {
            // a few gaps; what is ignored stays within the time the condition looks back over
            int gap = gaps.get(i) == 3 && missing != MissingData.IGNORE ? 2 : 0;
            for (int skipped = 0; skipped < (i == 0 ? 0 : gap); skipped++) {
                oracle.missing(minute++);
            }
            course.at(minute, values.get(i));
            oracle.point(minute++, values.get(i));
        }

        assertThat(course.transitions()).isEqualTo(oracle.transitions);
    }

    private static final class Oracle {
        private final int breaching;
        private final int of;
        private final int clearPoints;
        private final MissingData missing;
        private final List<String> transitions = new ArrayList<>();
        private final List<Boolean> breaches = new ArrayList<>();
        private final List<Boolean> normal = new ArrayList<>();
        private boolean met;

        Oracle(int breaching, int of, int clearPoints, MissingData missing) {
            this.breaching = breaching;
            this.of = of;
            this.clearPoints = clearPoints;
            this.missing = missing;
        }

        void point(int minute, double value) {
            take(minute, value > 80, value <= 75);
        }

        void missing(int minute) {
            boolean asBreaching = missing == MissingData.BREACHING || missing == MissingData.MAINTAIN && met;
            take(minute, asBreaching, !asBreaching);
        }

        private void take(int minute, boolean isBreaching, boolean isNormal) {
            breaches.add(isBreaching);
            normal.add(isNormal);
            var newest = breaches.subList(Math.max(0, breaches.size() - of), breaches.size());
            if (!met && isBreaching && newest.stream().filter(b -> b).count() >= breaching) {
                met = true;
                transitions.add(minute + " MET");
                normal.clear();
            } else if (met
                    && normal.size() >= clearPoints
                    && normal.subList(normal.size() - clearPoints, normal.size()).stream()
                            .allMatch(n -> n)) {
                met = false;
                transitions.add(minute + " CLEARED");
                breaches.clear();
            }
        }
    }
}
