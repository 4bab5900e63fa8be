package io.millrace.domain.thread;

import static io.millrace.testing.Events.aHealthIssue;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anAnomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Incident;
import io.millrace.domain.Problem;
import io.millrace.domain.ProblemState;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecurrenceTest {
    private static final Recurrence RECURRENCE = new Recurrence(ProblemSettings.defaults());

    private static final String CPU = "111122223333|eu-west-1|AWS/EC2|CPUUtilization|InstanceId=";

    private final ProblemState state = ProblemState.newBuilder().build();

    @Test
    void theThirdIncidentOfOneKindIsAProblemAndEachAfterIt() {
        assertThat(take(incident("i-1", 0))).isEmpty();
        assertThat(take(incident("i-2", 1))).isEmpty();
        var problem = take(incident("i-3", 2)).orElseThrow();

        assertThat(problem.getCount()).isEqualTo(3);
        assertThat(problem.getFirstAt()).isEqualTo(Times.at("10:00"));
        assertThat(problem.getLastAt()).isEqualTo(Times.at("10:00").plus(Duration.ofDays(2)));
        assertThat(problem.getSymptoms()).containsExactly("AWS/EC2|CPUUtilization");
        assertThat(problem.getThreadIds()).hasSize(3).doesNotHaveDuplicates();
        var again = take(incident("i-1", 9)).orElseThrow();
        assertThat(again.getCount()).isEqualTo(4);
        assertThat(again.getProblemId()).isEqualTo(problem.getProblemId());
    }

    @Test
    void anIncidentThatOpenedFirstAndClosesLastIsNamedLast() {
        var longest = incident("i-1", 0);
        take(incident("i-2", 1));
        take(incident("i-3", 2));
        var newest = take(incident("i-4", 3)).orElseThrow();

        var problem = take(longest).orElseThrow();

        assertThat(problem.getThreadIds())
                .hasSize(4)
                .doesNotHaveDuplicates()
                .endsWith(longest.getThreadId())
                .containsAll(newest.getThreadIds());
        assertThat(problem.getLastAt()).isEqualTo(newest.getLastAt());
    }

    @Test
    void incidentsMoreThanThirtyDaysApartAreNotOfOneProblem() {
        take(incident("i-1", 0));
        take(incident("i-1", 20));

        assertThat(take(incident("i-1", 30))).isEmpty();
        assertThat(take(incident("i-1", 49))).isPresent();
    }

    @Test
    void oneThreadCountsOnce() {
        var one = incident("i-1", 0);

        take(one);
        take(one);
        assertThat(take(one)).isEmpty();
    }

    @Test
    void whatAModelFindsBesideAnAlarmMakesNoOtherKind() {
        var bare = closed(alarm("i-1", 0)).orElseThrow();
        var scope = new Scope(ThreadSettings.defaults());
        scope.take(alarm("i-1", 0));
        scope.take(anAnomaly("111122223333|eu-west-1|AWS/EC2|NetworkIn|InstanceId=i-1")
                .at("10:01")
                .on("i-1")
                .service("checkout", 1)
                .scope("shop"));

        assertThat(closed(scope.only()).orElseThrow().getSignature()).isEqualTo(bare.getSignature());
    }

    @Test
    void anotherServiceOrMetricIsAnotherKind() {
        var one = closed(alarm("i-1", 0)).orElseThrow();

        assertThat(closed(alarm("i-1", 0).service("orders", 1)).orElseThrow().getSignature())
                .isNotEqualTo(one.getSignature());
        assertThat(closed(alarm("i-1", 0).series(CPU.replace("CPUUtilization", "StatusCheckFailed") + "i-1"))
                        .orElseThrow()
                        .getSignature())
                .isNotEqualTo(one.getSignature());
    }

    @Test
    void anIssueOfAwsIsKnownByItsTypeNotByItsId() {
        var arn = "arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_";

        assertThat(closed(aHealthIssue(arn + "1").status(EventStatus.OPEN))
                        .orElseThrow()
                        .getSymptoms())
                .containsExactly("health:EC2/AWS_EC2_OPERATIONAL_ISSUE");
    }

    @Test
    void whatLivesOrWasNotWorthAPageIsNoIncident() {
        var scope = new Scope(ThreadSettings.defaults());
        scope.take(alarm("i-1", 0));

        assertThat(Recurrence.incident(scope.only(), Times.at("10:00"))).isEmpty();
        assertThat(closed(alarm("i-1", 0).severity(1))).isEmpty();
    }

    @Test
    void incidentsAreForgottenWhenNoLaterOneCanMeetThemAndBounded() {
        for (int i = 0; i < 150; i++) {
            take(incident("i-" + i, 0));
        }
        assertThat(state.getIncidents()).hasSize(ProblemSettings.MOST_TIMES);

        assertThat(RECURRENCE.forget(state, Times.at("10:00").plus(Duration.ofDays(29))))
                .isTrue();
        assertThat(RECURRENCE.forget(state, Times.at("10:00").plus(Duration.ofDays(31))))
                .isFalse();
    }

    @Property(tries = 50)
    void inWhateverOrderIncidentsCloseTheNewestStateIsTheSame(@ForAll Random random) {
        var incidents = new ArrayList<Incident>();
        for (int day = 0; day < 8; day++) {
            incidents.add(incident("i-" + day, day * 5));
        }
        var inOrder = ProblemState.newBuilder().build();
        incidents.forEach(incident -> RECURRENCE.onIncident(inOrder, incident));
        Collections.shuffle(incidents, random);
        incidents.forEach(this::take);

        assertThat(state.getIncidents()).isEqualTo(inOrder.getIncidents());
        state.setIncidents(List.of());
    }

    private Optional<Problem> take(Incident incident) {
        return RECURRENCE.onIncident(state, incident);
    }

    private static Incident incident(String instance, int day) {
        return closed(alarm(instance, day)).orElseThrow();
    }

    private static Optional<Incident> closed(EventBuilder event) {
        var scope = new Scope(ThreadSettings.defaults());
        scope.take(event);
        return closed(scope.only());
    }

    private static Optional<Incident> closed(ThreadState known) {
        var thread =
                ThreadState.newBuilder(known).setStatus(ThreadStatus.CLOSED).build();
        return Recurrence.incident(thread, known.getOpenedAt());
    }

    private static EventBuilder alarm(String instance, int day) {
        return anAlarm("cpu-of-" + instance)
                .inAlarm()
                .at(Times.at("10:00").plus(Duration.ofDays(day)))
                .eventId("alarm-" + instance + "-" + day)
                .series(CPU + instance)
                .on(instance)
                .service("checkout", 1)
                .scope("shop");
    }
}
