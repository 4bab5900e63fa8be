package io.millrace.runbooks.ladder;

import static io.millrace.testing.Events.aFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EventStatus;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.ThreadStatus;
import io.millrace.runbooks.catalog.EventRunbooks;
import io.millrace.testing.EventBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ladders that wait: for their window, or for the trouble to last. 2026-08-09 is a Sunday. */
class WaitingLadderTest {
    private static final String WEDNESDAY = "2026-08-05T10:00:00Z";
    private static final String SUNDAY = "2026-08-09T02:00:00Z";
    private static final String WINDOW =
            "tier: 1\nschedule: {days: [sunday], from: \"02:00\", length: 4h, zone: UTC, cutoff: 1h}";

    private final ClimbingThread thread = thread("tier: 1", WINDOW);

    @Test
    void outsideItsWindowARungWaitsAndIsProposedWhenThatOpens() {
        var step = open(WEDNESDAY);

        assertThat(step.commands()).isEmpty();
        assertThat(step.escalations()).isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.WAITING);
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(thread.due()).hasValue(Instant.parse(SUNDAY));
        assertThat(thread.pass("2026-08-09T01:59:59Z").state()).isEmpty();

        var proposed = thread.pass(SUNDAY);
        assertThat(steps(proposed)).containsExactly("stop");
        assertThat(proposed.commands().get(0).getArrivedAt()).isEqualTo(SUNDAY);
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.PROPOSED);
        assertThat(thread.due()).hasValue(Instant.parse("2026-08-09T02:15:00Z"));
    }

    @Test
    void insideItsWindowItDoesNotWaitAndItsCommandExpiresBeforeTheCutoff() {
        var early = open("2026-08-09T03:00:00Z").commands().get(0);
        assertThat(early.getExpiresAfterSeconds()).isEqualTo(600);

        var late =
                thread("tier: 1", WINDOW).take(finding("2026-08-09T04:59:00Z").signal(), true);
        assertThat(late.commands()).singleElement().satisfies(command -> assertThat(command.getExpiresAfterSeconds())
                .isEqualTo(60));
    }

    @Test
    void whatAPersonIsAskedAboutMayTakeAsLongAsTheAnswerAndTheStart() {
        var asked = thread("tier: 1", "tier: 2\napproveWithin: 2h");

        var command = asked.take(finding(WEDNESDAY).signal(), true).commands().get(0);

        assertThat(command.getApproveWithinSeconds()).isEqualTo(7200);
        assertThat(asked.due()).hasValue(Instant.parse("2026-08-05T12:15:00Z"));
    }

    @Test
    void whatIsOverBeforeIsNeverDone() {
        open(WEDNESDAY);
        var over = finding("2026-08-06T10:00:00Z").status(EventStatus.RESOLVED);

        var step = thread.take(over.signal(), false);

        assertThat(step.outcomes()).as("nothing was asked for").isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.HEALED);
        assertThat(thread.due()).isEmpty();
        assertThat(thread.pass(SUNDAY).commands()).isEmpty();
    }

    @Test
    void newsWhileItWaitsIsWhatItActsOn() {
        open(WEDNESDAY);
        thread.take(finding("2026-08-06T10:00:00Z").value("count", 9).signal(), true);

        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.WAITING);
        assertThat(thread.pass(SUNDAY).commands().get(0).getValues()).containsEntry("count", 9.0);
    }

    @Test
    void aTimerThatComesAfterItsWindowWaitsForTheNextOne() {
        open(WEDNESDAY);

        assertThat(thread.pass("2026-08-09T05:00:00Z").commands()).isEmpty();
        assertThat(thread.due()).hasValue(Instant.parse("2026-08-16T02:00:00Z"));
    }

    @Test
    void theNextRungWaitsToo() {
        open("2026-08-09T04:50:00Z");
        thread.started("2026-08-09T04:51:00Z");
        thread.take(finding("2026-08-09T04:55:00Z").value("count", 9).signal(), true);

        var step = thread.pass("2026-08-09T05:06:00Z");

        assertThat(step.outcomes()).singleElement().satisfies(outcome -> assertThat(outcome.getOutcome())
                .isEqualTo("NOT_FIXED"));
        assertThat(step.commands()).isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.WAITING);
        assertThat(thread.ladder().getRung()).isEqualTo(1);
        assertThat(steps(thread.pass("2026-08-16T02:00:00Z"))).containsExactly("stop-again");
    }

    @Test
    void theImportantWaitsForSevenDaysAndThenForItsWindow() {
        var important = thread(
                "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding]}",
                "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding], severity: [5]}\n"
                        + "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding]}\n    after: 7d",
                "tier: 1",
                WINDOW);
        important.take(finding(WEDNESDAY).severity(3).signal(), true);
        assertThat(important.due())
                .as("the seven days end on Wednesday the 12th")
                .hasValue(Instant.parse("2026-08-16T02:00:00Z"));

        var atOnce = thread(
                "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding]}",
                "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding], severity: [5]}\n"
                        + "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding]}\n    after: 7d");
        assertThat(atOnce.take(finding(WEDNESDAY).severity(5).signal(), true).commands())
                .hasSize(1);
        var lasting = thread(
                "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding]}",
                "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding]}\n    after: 7d");
        lasting.take(finding(WEDNESDAY).signal(), true);
        assertThat(lasting.due()).hasValue(Instant.parse("2026-08-12T10:00:00Z"));
        assertThat(steps(lasting.pass("2026-08-12T10:00:00Z"))).containsExactly("stop");
    }

    @Test
    void manyEndedLaddersDoNotPushOutOneThatWaits() {
        open(WEDNESDAY);
        for (int i = 0; i < 30; i++) {
            thread.take(
                    finding(WEDNESDAY)
                            .occurrence("other" + i)
                            .identity("other" + i)
                            .signal(),
                    true);
            thread.take(
                    finding("2026-08-05T10:01:00Z")
                            .occurrence("other" + i)
                            .identity("other" + i)
                            .status(EventStatus.RESOLVED)
                            .signal(),
                    false);
        }

        assertThat(steps(thread.pass(SUNDAY))).containsExactly("stop");
    }

    private LadderStep open(String at) {
        return thread.take(finding(at).signal(), true);
    }

    private static EventBuilder finding(String at) {
        return aFinding("f-1").at(at).arrivedAt(at);
    }

    private static ClimbingThread thread(String... changes) {
        return new ClimbingThread(
                new EventRunbooks().with("finding", changes).compile().runbooks());
    }

    private static List<String> steps(LadderStep step) {
        return step.commands().stream().map(Command::getStep).toList();
    }
}
