package io.millrace.runbooks.ladder;

import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.aFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EventStatus;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.Origin;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadStatus;
import io.millrace.runbooks.catalog.EventRunbooks;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ladders that an event from outside starts, and what verifies them. */
class EventLadderTest {
    private final ClimbingThread thread =
            new ClimbingThread(new EventRunbooks().with("finding").compile().runbooks());

    @Test
    void aFindingThatOpensStartsItsRunbookOnce() {
        var step = open(finding(), "10:00");

        assertThat(steps(step)).containsExactly("stop");
        assertThat(thread.ladder().getOpeningCondition())
                .isEqualTo(finding().signal().getOccurrenceId());
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.REMEDIATING);
        assertThat(steps(open(finding(), "10:01"))).as("the same opening").isEmpty();
    }

    @Test
    void itsOwnEndVerifiesIt() {
        open(finding(), "10:00");
        thread.started("10:01");

        assertThat(outcomes(close(finding(), "10:05"))).containsExactly("FIXED");
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.FIXED);
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
    }

    @Test
    void whatOthersSayOfItVerifiesNothing() {
        open(finding(), "10:00");
        thread.started("10:01");

        assertThat(outcomes(close(finding().source("aws.securityhub"), "10:02")))
                .as("anybody may import a finding of this id")
                .isEmpty();
        assertThat(outcomes(close(finding().origin(Origin.DERIVED), "10:03"))).isEmpty();
        assertThat(outcomes(close(finding().attribute("untrusted", "true"), "10:04")))
                .isEmpty();
        assertThat(outcomes(close(aFinding("another"), "10:05"))).isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.REQUESTED);
    }

    @Test
    void aConditionsLadderIsNotVerifiedByAnEventFromOutside() {
        var conditions = new ClimbingThread();
        conditions.met(ClimbingThread.leak(), "10:00");

        var forged = aConditionCleared("memory-leak", ClimbingThread.MEMORY).origin(Origin.STREAM);
        assertThat(outcomes(
                        conditions.take(forged.at("10:05").arrivedAt("10:05").signal(), false)))
                .isEmpty();
    }

    @Test
    void newsOfItIsDataAndNewsFromOthersIsNot() {
        open(finding(), "10:00");
        thread.started("10:01");
        open(finding().source("aws.securityhub").on(Estates.instanceArn("i-0dd44ee55ff660011")), "10:05");
        assertThat(thread.ladder().getUpdatesSince()).isZero();
        assertThat(thread.ladder().getEvidence().getSource()).isEqualTo("aws.guardduty");

        open(finding().status(EventStatus.UPDATED).value("count", 4), "10:06");
        var step = thread.pass("10:16");

        assertThat(outcomes(step)).containsExactly("NOT_FIXED");
        assertThat(steps(step)).containsExactly("stop-again");
        assertThat(step.commands().get(0).getValues()).containsEntry("count", 4.0);
    }

    @Test
    void silenceOfTheServiceVerifiesNothing() {
        open(finding(), "10:00");
        thread.started("10:01");

        var step = thread.pass("10:16");

        assertThat(outcomes(step)).containsExactly("UNVERIFIABLE");
        assertThat(step.commands()).isEmpty();
        assertThat(step.escalations()).hasSize(1);
    }

    @Test
    void aFindingOfSecurityHubIsContinuedByTheSameProductOnly() {
        var hub = new ClimbingThread(new EventRunbooks()
                .with(
                        "finding",
                        "{source: [aws.guardduty], detail-type: [GuardDuty Finding]}",
                        "{source: [aws.securityhub], detail-type: [Security Hub Findings - Imported],"
                                + " attributes: {productArn: [{wildcard: \"arn:aws:securityhub:*::product/aws/*\"}]}}")
                .compile()
                .runbooks());
        var own = "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default";
        var inspector = "arn:aws:securityhub:eu-west-1::product/aws/inspector";
        assertThat(hub.take(imported(own).at("10:00").signal(), true).commands())
                .isEmpty();
        assertThat(hub.take(imported(inspector).at("10:01").signal(), true).commands())
                .hasSize(1);
        hub.started("10:02");

        var forged = imported(own).status(EventStatus.RESOLVED);
        assertThat(outcomes(hub.take(forged.at("10:05").signal(), true))).isEmpty();
        var genuine = imported(inspector).status(EventStatus.RESOLVED);
        assertThat(outcomes(hub.take(genuine.at("10:06").signal(), false))).containsExactly("FIXED");
    }

    private static EventBuilder imported(String product) {
        return aFinding("hub")
                .source("aws.securityhub")
                .detailType("Security Hub Findings - Imported")
                .attribute("productArn", product);
    }

    private static EventBuilder finding() {
        return aFinding("f-1");
    }

    private LadderStep open(EventBuilder event, String at) {
        return thread.take(event.at(at).arrivedAt(at).signal(), true);
    }

    private LadderStep close(EventBuilder event, String at) {
        var end = event.status(EventStatus.RESOLVED).at(at).arrivedAt(at).signal();
        return thread.take(end, false);
    }

    private static List<String> steps(LadderStep step) {
        return step.commands().stream().map(Command::getStep).toList();
    }

    private static List<String> outcomes(LadderStep step) {
        return step.outcomes().stream().map(Outcome::getOutcome).toList();
    }
}
