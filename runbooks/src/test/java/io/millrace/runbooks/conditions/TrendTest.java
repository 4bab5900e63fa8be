package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void aTrendAloneIsACondition() {
        var leak = Conditions.of("trend: {direction: rising, over: 30m, atLeast: 3}, for: 1m, clear: {points: 2}");
        var course = new Course(leak);
        for (int minute = 0; minute < 40; minute++) {
            course.at(minute, 40 + minute * 0.2);
        }
        assertThat(course.transitions()).containsExactly("9 MET");

        for (int minute = 40; minute < 90; minute++) {
            course.at(minute, 48);
        }
        assertThat(course.transitions()).hasSize(2);
        assertThat(course.transitions().get(1)).endsWith("CLEARED");
    }

    @Test
    void aTrendMustCoverAThirdOfItsWindow() {
        var slow = Conditions.of("trend: {direction: rising, over: 3h}, for: 1m");
        var course = new Course(slow);
        for (int minute = 0; minute < 59; minute++) {
            course.at(minute, minute);
        }
        assertThat(course.transitions()).isEmpty();
        assertThat(course.at(59, 59).transitions()).containsExactly("59 MET");
    }

    @Test
    void aFallingTrendIsARisingOneUpsideDown() {
        var free = Conditions.of("comparator: '<', level: 20, trend: {direction: falling, over: 15m}, for: 2m");

        assertThat(new Course(free).from(0, 30, 26, 22, 19, 16, 13).transitions())
                .containsExactly("4 MET");
        assertThat(new Course(free).from(0, 13, 14, 15, 16, 17, 18).transitions())
                .isEmpty();
    }

    @Test
    void tellsThatADiskWillBeFullBeforeItIs() {
        String trend = "trend: {direction: rising, over: 2h, reaches: 100, within: %s}, for: 5m";
        var soon = new Course(Conditions.of(String.format(trend, "3h")));
        var later = new Course(Conditions.of(String.format(trend, "1h")));
        for (int minute = 0; minute < 120; minute++) {
            // from 50 %, a quarter per cent a minute: full after 200 minutes
            soon.at(minute, 50 + 0.25 * minute);
            later.at(minute, 50 + 0.25 * minute);
        }

        assertThat(soon.transitions()).containsExactly("43 MET");
        assertThat(later.transitions()).isEmpty();
    }

    @Test
    void isNotReachedInTheOppositeDirection() {
        var empty = Conditions.of("trend: {direction: falling, over: 30m, reaches: 0, within: 30m}, for: 1m");
        var course = new Course(empty);
        for (int minute = 0; minute < 30; minute++) {
            course.at(minute, 100 - minute);
        }

        assertThat(course.transitions()).isEmpty();
        for (int minute = 30; minute < 80; minute++) {
            course.at(minute, 100 - minute);
        }
        assertThat(course.transitions()).containsExactly("70 MET");
    }

    /** Each of a thousand points asks; the condition sleeps through stationary noise nearly always. */
    @Test
    void whiteNoiseIsRarelyATrend() {
        var condition = Conditions.of("trend: {direction: rising, over: 1h, atLeast: 5}, for: 3m");
        var random = new Random(7);
        int met = 0;
        for (int series = 0; series < 50; series++) {
            var course = new Course(condition);
            for (int minute = 0; minute < 1000; minute++) {
                course.at(minute, 50 + random.nextGaussian());
            }
            met += course.transitions().isEmpty() ? 0 : 1;
        }

        assertThat(met).isLessThanOrEqualTo(2);
    }

    @Property(tries = 200)
    void scaleAndOffsetChangeNothing(
            @ForAll @IntRange(min = 0, max = 1000) int seed, @ForAll @DoubleRange(min = 1, max = 1000) double offset) {
        var random = new Random(seed);
        var plain = new Course(Conditions.of("trend: {direction: rising, over: 20m, atLeast: 2}, for: 2m"));
        var scaled = new Course(Conditions.of("trend: {direction: rising, over: 20m, atLeast: 8}, for: 2m"));
        double level = 0;
        for (int minute = 0; minute < 60; minute++) {
            // eighths and powers of two, so that scaling is exact
            level += (random.nextInt(9) - 3) / 8.0;
            plain.at(minute, level);
            scaled.at(minute, level * 4 + Math.rint(offset));
        }

        assertThat(scaled.transitions()).isEqualTo(plain.transitions());
    }

    @Property(tries = 100)
    void memoryIsBoundedWhateverTheWindowAndTheDistanceOfPoints(
            @ForAll @IntRange(min = 1, max = 2880) int over, @ForAll @IntRange(min = 1, max = 400) int seconds) {
        var condition = Conditions.of("trend: {direction: rising, over: " + over + "m}, for: 1m");
        var state = ConditionEvaluator.initial(condition.rule());
        for (int i = 0; i < 400; i++) {
            state = ConditionEvaluator.evaluate(condition, state, Points.reading(Course.START + i * seconds * 1000L, i))
                    .state();
            assertThat(state.getRecentTimes())
                    .hasSizeLessThanOrEqualTo(RecentPoints.MOST)
                    .isSorted();
            assertThat(state.getRecentValues()).hasSameSizeAs(state.getRecentTimes());
        }
        long last = Course.START + 399L * seconds * 1000;
        assertThat(state.getRecentTimes().get(state.getRecentTimes().size() - 1))
                .isEqualTo(last);
        long reach = Math.min(over * 60_000L, last - Course.START);
        // what is kept reaches back over nearly the whole window
        assertThat(last - state.getRecentTimes().get(0)).isGreaterThanOrEqualTo(reach * 9 / 10 - 400_000L);
    }
}
