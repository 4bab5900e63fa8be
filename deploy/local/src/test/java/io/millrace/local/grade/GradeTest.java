package io.millrace.local.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.simulation.Deciding;
import io.millrace.testing.simulation.PlantedIncident;
import io.millrace.testing.simulation.TouchedSeries;
import io.millrace.testing.simulation.Truth;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradeTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final String SERIES = "111122223333|eu-west-1|AWS/EC2|CPUUtilization|InstanceId=i-1";

    @Test
    void aRecordBelongsToItsIncidentByIdAndADerivedOneBySeriesAndTime() {
        var grade = grade(List.of(
                joined("e1", "alarm:a", 10, "t1"),
                joined("x1", "anomaly:" + SERIES, 11, "t1"),
                joined("x2", "condition:cpu-high:" + SERIES, 12, "t1")));

        assertThat(grade.grouping().f1()).isEqualTo(1);
        assertThat(grade.grouping().records()).isEqualTo(3);
        assertThat(grade.mixed()).isEmpty();
    }

    @Test
    void theSameSeriesOnAnotherDayIsNoise() {
        var grade = grade(List.of(joined("e1", "alarm:a", 10, "t1"), joined("x1", "anomaly:" + SERIES, 600, "t1")));

        assertThat(grade.grouping().precision()).isZero();
    }

    @Test
    void noiseOfOneThingBelongsTogetherAndStrangersDoNot() {
        var grade = grade(List.of(
                joined("e1", "alarm:a", 10, "t1"),
                joined("n1", "alarm:noise", 20, "t2"),
                joined("n2", "alarm:noise", 25, "t2"),
                joined("n3", "alarm:other", 26, "t2")));

        assertThat(grade.grouping().precision()).isEqualTo(1 / 3.0);
        assertThat(grade.grouping().recall()).isEqualTo(1);
    }

    @Test
    void whatTheHostsOfAServiceShowAtOneTimeIsOneThingOfNoise() {
        var one = "anomaly:111122223333|eu-west-1|CWAgent|disk_used_percent|InstanceId=i-7";
        var other = "anomaly:111122223333|eu-west-1|CWAgent|disk_used_percent|InstanceId=i-8";
        var grade = grade(List.of(
                joined("e1", "alarm:a", 10, "t1"),
                joined("n1", one, 20, "t2"),
                joined("n2", other, 21, "t2"),
                joined("n3", one, 80, "t2")));

        assertThat(grade.grouping().precision()).isEqualTo(1 / 3.0);
    }

    @Test
    void aConditionThatJoinsMetricsBelongsToTheTroubleOfItsDimensions() {
        var grade = grade(List.of(
                joined("e1", "alarm:a", 10, "t1"),
                joined("x1", "condition:busy:111122223333|eu-west-1|condition|busy|InstanceId=i-1", 12, "t1")));

        assertThat(grade.grouping().f1()).isEqualTo(1);
    }

    @Test
    void whatWasFoldedCountsWhereItWasFoldedInto() {
        var truth = truth(incident(1, List.of("e1", "e2", "e3")));
        var found = new Found(
                List.of(joined("e1", "alarm:a", 10, "t1")), Map.of("e2", "e1", "e3", "e2"), Map.of(), List.of(), 3, 1);

        assertThat(new Grade(truth, found).grouping().recall()).isEqualTo(1);
    }

    @Test
    void aGraveIncidentNobodyHeardOfIsToldAndALateOneToo() {
        var truth = truth(incident(1, List.of("e1")));
        var missed = new Grade(truth, new Found(List.of(), Map.of(), Map.of(), List.of(), 1, 1));
        var late = new Grade(
                truth, new Found(List.of(joined("e1", "alarm:a", 17, "t1")), Map.of(), Map.of(), List.of(), 1, 1));

        assertThat(missed.delays().values()).containsExactly(Optional.empty());
        assertThat(text(missed))
                .contains("P1-P2 without thread   1", "P1 incident-1 (cpu-runaway, checkout) has no thread");
        assertThat(late.delays().values()).containsExactly(Optional.of(Duration.ofMinutes(7)));
        assertThat(text(late)).contains("P1-P2 within 5 s       0 of 1", "420 s after its deciding record");
    }

    @Test
    void whatSaysAgainWhatAnOpenThreadHoldsIsHeardOfAsItComes() {
        var found = new Found(List.of(joined("e0", "alarm:a", 5, "t1")), Map.of("e1", "e0"), Map.of(), List.of(), 2, 1);
        var grade = new Grade(truth(incident(1, List.of("e1"))), found);

        assertThat(grade.delays().values()).containsExactly(Optional.of(Duration.ZERO));
        assertThat(text(grade)).contains("P1-P2 without thread   0");
    }

    @Test
    void aGraveIncidentIsPagedByItsThreadOrByOneThatIsLinkedWithIt() {
        var truth = truth(incident(1, List.of("e1")));
        var joined = List.of(joined("e1", "alarm:a", 17, "t1"));
        var page = new Found.Page("t0", 2, "search", START);
        var unpaged = new Grade(truth, new Found(joined, Map.of(), Map.of(), List.of(page), 1, 1));
        var linked = new Grade(truth, new Found(joined, Map.of(), Map.of("t1", "t0"), List.of(page), 1, 1));

        assertThat(unpaged.unpaged()).extracting(PlantedIncident::id).containsExactly("incident-1");
        assertThat(text(unpaged))
                .contains("P1-P2 not paged        1", "nobody was paged for it, and its deciding record arrived ");
        assertThat(linked.unpaged()).isEmpty();
    }

    @Test
    void withoutPlantedIncidentsPagesAreCountedPerServiceAndWeek() {
        var page = new Found.Page("t1", 2, "checkout", START);
        var grade = new Grade(
                new Truth(1, "quiet", 1, START, START.plus(Duration.ofDays(14)), counts(), List.of()),
                new Found(List.of(), Map.of(), Map.of(), List.of(page, page, page, page), 100, 2));

        assertThat(text(grade)).contains("pages                  4, 1.00 per service and week");
    }

    private static Grade grade(List<Found.Joined> joined) {
        return new Grade(
                truth(incident(1, List.of("e1"))), new Found(joined, Map.of(), Map.of(), List.of(), joined.size(), 1));
    }

    private static Truth truth(PlantedIncident incident) {
        return new Truth(1, "demo", 1, START, START.plus(Duration.ofDays(1)), counts(), List.of(incident));
    }

    private static Truth.Counts counts() {
        return new Truth.Counts(0, 0, 1, 50, 0, 0);
    }

    private static PlantedIncident incident(int priority, List<String> events) {
        return new PlantedIncident(
                "incident-1",
                "cpu-runaway",
                "runaway",
                "checkout",
                "checkout",
                List.of("checkout"),
                "111122223333",
                List.of(),
                priority,
                false,
                START,
                minute(60),
                null,
                events,
                List.of(new TouchedSeries(SERIES, START, minute(60))),
                new Deciding("events", events.get(0), null, null, minute(10)));
    }

    private static Found.Joined joined(String event, String identity, int minute, String thread) {
        return new Found.Joined(event, identity, minute(minute), minute(minute), thread, false, "checkout");
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static String text(Grade grade) {
        var out = new StringWriter();
        new GradeReport(grade, new PrintWriter(out)).print();
        return out.toString();
    }
}
