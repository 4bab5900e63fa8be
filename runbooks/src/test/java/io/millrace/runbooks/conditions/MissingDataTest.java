package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ConditionState;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MissingDataTest {
    private static final String KEYS = "comparator: '>', level: 80, period: 1m, clear: {points: 3}, ";

    @Test
    void aGapCountsAsTroubleWhereItIsToldSo() {
        var course = new Course(condition("breaching", "for: 5m")).at(0, 90).at(4, 10);

        assertThat(course.transitions()).isEmpty();
        assertThat(new Course(condition("breaching", "for: 4m"))
                        .at(0, 90)
                        .at(4, 10)
                        .transitions())
                .containsExactly("3 MET");
    }

    @Test
    void aGapBreaksARunAndClearsWhereItCountsAsNormal() {
        var course = new Course(condition("notBreaching", "for: 3m")).from(0, 90, 90, 90);
        assertThat(course.transitions()).containsExactly("2 MET");

        course.at(6, 90).at(7, 90);

        assertThat(course.transitions()).containsExactly("2 MET", "5 CLEARED");
        assertThat(course.state().getMet()).isFalse();
    }

    @Test
    void aGapKeepsThingsAsTheyAreWhereItMaintains() {
        var met = new Course(condition("maintain", "for: 3m")).from(0, 90, 90, 90, 10, 10);
        // two normal points, a gap of ten minutes, and one more: the run of normal points was broken
        assertThat(met.at(15, 10).transitions()).containsExactly("2 MET");
        assertThat(met.at(16, 10).at(17, 10).transitions()).containsExactly("2 MET", "17 CLEARED");

        var calm = new Course(condition("maintain", "for: 3m")).from(0, 90, 90).at(4, 90);
        assertThat(calm.transitions()).isEmpty();
    }

    @Test
    void aGapIsNoPointWhereItIsIgnored() {
        assertThat(new Course(condition("ignore", "for: 5m"))
                        .from(0, 90, 90, 90)
                        .at(4, 90)
                        .transitions())
                .containsExactly("4 MET");
    }

    @Test
    void silenceIsMetByTheArrivalClockAndOnlyOnce() {
        var course = new Course(condition("breaching", "for: 5m")).from(0, 90, 90);

        // three more minutes make five; each may come two minutes late
        course.silentUntil(5.9);
        assertThat(course.transitions()).isEmpty();
        course.silentUntil(6);
        assertThat(course.transitions()).containsExactly("4 MET");
        course.silentUntil(600);
        assertThat(course.transitions()).containsExactly("4 MET");
    }

    @Test
    void silenceClearsWhereItCountsAsNormal() {
        var course = new Course(condition("notBreaching", "for: 2m")).from(0, 90, 90, 10);
        assertThat(course.transitions()).containsExactly("1 MET");

        course.silentUntil(6);

        assertThat(course.transitions()).containsExactly("1 MET", "4 CLEARED");
    }

    @Test
    void pointsThatComeAfterAllAreTakenAsTheyAre() {
        var course = new Course(condition("breaching", "for: 3m")).at(0, 10).silentUntil(6);
        assertThat(course.transitions()).containsExactly("3 MET");

        course.from(1, 10, 10, 10);

        assertThat(course.transitions()).containsExactly("3 MET", "3 CLEARED");
    }

    @Test
    void absenceIsMetByArrivalTimeWhateverTheValuesWere() {
        var heartbeat = Conditions.read(
                        "{id: own, title: t, metric: {namespace: n, name: m}, absent: {for: 10m}, clear: {points: 2}}")
                .find("own")
                .orElseThrow();
        var course = new Course(heartbeat).from(0, 1, 1, 1).silentUntil(11.9);
        assertThat(course.transitions()).isEmpty();

        course.silentUntil(12);
        assertThat(course.transitions()).containsExactly("12 MET");
        course.silentUntil(300).at(20, 1);
        assertThat(course.transitions()).containsExactly("12 MET");
        course.at(21, 1);
        assertThat(course.transitions()).containsExactly("12 MET", "21 CLEARED");
        course.silentUntil(31);
        assertThat(course.transitions()).endsWith("31 MET");
    }

    /** Waiting for the timer and learning of the gap from the next point must come to the same. */
    @Property(tries = 500)
    void silenceSaysWhatTheGapWouldHaveSaid(
            @ForAll @IntRange(min = 1, max = 12) int lasting,
            @ForAll @IntRange(min = 0, max = 12) int breachingBefore,
            @ForAll @IntRange(min = 1, max = 6) int clearPoints,
            @ForAll boolean outOf,
            @ForAll boolean breaching) {
        String span = outOf
                ? "datapoints: {breaching: " + Math.max(1, lasting / 2) + ", of: " + lasting + "}"
                : "for: " + lasting + "m";
        var condition = Conditions.of("comparator: '>', level: 80, period: 1m, clear: {level: 75, points: "
                + clearPoints + "}, " + span + ", missing: " + (breaching ? "breaching" : "notBreaching"));
        var silent = new Course(condition).at(0, 10);
        var told = new Course(condition).at(0, 10);
        for (int i = 1; i <= breachingBefore; i++) {
            silent.at(i, 90);
            told.at(i, 90);
        }

        silent.silentUntil(1000);
        told.at(breachingBefore + 60, 77);

        assertThat(silent.transitions()).isEqualTo(told.transitions());
    }

    @Test
    void aLongGapIsNotCountedPointByPoint() {
        var course = new Course(condition("breaching", "for: 5m")).at(0, 90).at(5_000_000, 90);

        assertThat(course.transitions()).containsExactly("4 MET");
        assertThat(course.state().getBreachingPoints()).isEqualTo(5_000_001);
    }

    @Test
    void aStateOfTheFirstVersionIsNotSilentUntilAPointCame() {
        var old = ConditionState.newBuilder().setConditionId("own").setMet(true).build();

        assertThat(Silence.dueAt(condition("notBreaching", "for: 5m").rule(), old))
                .isEmpty();
    }

    private static MetricCondition condition(String missing, String span) {
        return Conditions.of(KEYS + span + ", missing: " + missing);
    }
}
