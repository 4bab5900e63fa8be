package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {
    @ParameterizedTest
    @CsvSource({
        "anomaly-score, '>', 5, true",
        "anomaly-score, '>', 6, false",
        "anomaly-grade, '>', 0, true",
        "deviation, '>', 20, true",
        "deviation, '<', -20, false",
        "deviation-percent, '>=', 50, true",
        "deviation-percent, '>', 50, false",
        "distance, '>', 29, true",
        "distance-percent, '>', 49, true",
    })
    void comparesWithWhatTheModelSays(String figure, String comparator, double level, boolean met) {
        var condition = Conditions.relative(
                String.format("compare: %s, comparator: '%s', level: %s, for: 1m", figure, comparator, level));

        // 90 where 60 is expected
        var course = new Course(condition).take(Points.scored(Course.START, 90, 60, 5.5, 100));

        assertThat(course.transitions()).isEqualTo(met ? List.of("0 MET") : List.of());
    }

    @Test
    void aFallBelowWhatIsExpectedIsADeviationDownwards() {
        var condition = Conditions.relative("compare: deviation-percent, comparator: '<', level: -50, for: 1m");

        assertThat(new Course(condition)
                        .take(Points.scored(Course.START, 20, 60, 0, 100))
                        .transitions())
                .containsExactly("0 MET");
    }

    @Test
    void anExpectedValueIsNoneBeforeAnHourOfPoints() {
        var condition = Conditions.relative("compare: distance, comparator: '>', level: 1, for: 1m");

        assertThat(new Course(condition)
                        .take(Points.scored(Course.START, 90, 60, 0, 59))
                        .transitions())
                .isEmpty();
        assertThat(new Course(condition)
                        .take(Points.scored(Course.START, 90, Double.NaN, 0, 100))
                        .transitions())
                .isEmpty();
        assertThat(new Course(condition)
                        .take(Points.scored(Course.START, 90, 60, 0, 60))
                        .transitions())
                .hasSize(1);
    }

    @Test
    void whatTheModelLearnsOfTroubleIsNotWhatWasExpected() {
        var condition = Conditions.relative(
                "compare: deviation, comparator: '>', level: 20, for: 5m," + " clear: {level: 10, points: 2}");
        var course = new Course(condition);
        for (int minute = 0; minute < 10; minute++) {
            // the model's expectation follows at once
            course.take(Points.scored(Course.START + minute * Course.MINUTE, 90, minute == 0 ? 60 : 85, 0, 100));
        }
        assertThat(course.transitions()).containsExactly("4 MET");

        // the first hour is measured by what was expected before it, then the new is the usual
        for (int minute = 10; minute < 70; minute++) {
            course.take(Points.scored(Course.START + minute * Course.MINUTE, 90, 88, 0, 100));
        }
        assertThat(course.transitions()).containsExactly("4 MET", "61 CLEARED");
        assertThat(course.state().getExpectedAt()).isZero();
    }

    @Test
    void aRateIsTheChangePerMinuteAlsoAcrossAGap() {
        var condition = Conditions.of("compare: rate-per-minute, comparator: '>', level: 9, for: 1m");

        assertThat(new Course(condition).at(0, 100).at(1, 108).at(2, 118).transitions())
                .containsExactly("2 MET");
        assertThat(new Course(condition).at(0, 100).at(5, 144).transitions()).isEmpty();
        assertThat(new Course(condition).at(0, 100).at(5, 146).transitions()).containsExactly("5 MET");
    }

    @Test
    void aFallIsANegativeRateOfAGaugeAndARestartOfACounter() {
        var gauge = Conditions.of("compare: rate-per-minute, comparator: '<', level: -50, for: 1m");
        var counter = Conditions.of("compare: counter-rate-per-minute, comparator: '>', level: 50, for: 1m");

        assertThat(new Course(gauge).at(0, 1000).at(1, 20).transitions()).containsExactly("1 MET");
        assertThat(new Course(counter).at(0, 1000).at(1, 20).at(2, 60).transitions())
                .isEmpty();
        assertThat(new Course(counter).at(0, 1000).at(1, 60).transitions()).containsExactly("1 MET");
    }

    /** Whatever restarts happen between, the increases of a counter are never negative and add up to its climbs. */
    @Property(tries = 300)
    void aCounterNeverRunsBackwards(
            @ForAll @Size(min = 2, max = 30) List<@DoubleRange(min = 0, max = 1e9) Double> values) {
        var condition = Conditions.of("compare: counter-rate-per-minute, comparator: '<', level: 0, for: 1m");
        var course = new Course(condition);
        for (int i = 0; i < values.size(); i++) {
            course.at(i, values.get(i));
        }

        assertThat(course.transitions()).isEmpty();
    }

    @Test
    void aPointWithoutItsStatisticIsAMissingPoint() {
        var p99 = Conditions.read(
                        "{id: own, title: t, metric: {namespace: n, name: m, statistic: p99},"
                                + " comparator: '>', level: 1, datapoints: {breaching: 1, of: 1}, period: 1m, missing: breaching}")
                .find("own")
                .orElseThrow();
        var with = Points.datum(Course.START, 5);
        with.setStatistics(java.util.Map.of("p99", 0.5));

        var course = new Course(p99).take(Reading.unscored(with)).at(1, 5).at(2, 5);
        assertThat(course.transitions()).as("known by a point that has it").isEmpty();
        assertThat(course.silentUntil(3).transitions()).containsExactly("1 MET");
    }
}
