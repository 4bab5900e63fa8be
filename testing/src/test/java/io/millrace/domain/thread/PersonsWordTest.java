package io.millrace.domain.thread;

import static io.millrace.testing.Events.aWord;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people say of threads: taken on, found out, handed over, let go. */
class PersonsWordTest {
    private static final String ACKNOWLEDGED = "Thread Acknowledged";

    private final Scope scope = new Scope(ThreadSettings.defaults());

    @BeforeEach
    void open() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").owner("shop-sre", "desk"));
    }

    @Test
    void whoAcknowledgesFirstHasTakenItOn() {
        var step = scope.take(word(ACKNOWLEDGED, "ann").at("10:05").text("looking into it"));

        var thread = scope.only();
        assertThat(thread.getStatus()).isEqualTo(ThreadStatus.TRIAGED);
        assertThat(thread.getAcknowledgedBy()).isEqualTo("ann");
        assertThat(thread.getAcknowledgedAt()).isEqualTo(Times.at("10:05:01"));
        assertThat(step.changes()).singleElement().satisfies(change -> {
            assertThat(change.getChange()).isEqualTo("ACKNOWLEDGED");
            assertThat(change.getReason()).isEqualTo("acknowledged by ann: looking into it");
            assertThat(change.getAcknowledgedBy()).isEqualTo("ann");
            assertThat(change.getVersion()).isEqualTo(2);
        });
        assertThat(step.members()).singleElement().satisfies(row -> assertThat(row.getReason())
                .isEqualTo("named"));

        var second = scope.take(word(ACKNOWLEDGED, "bob").at("10:06"));

        assertThat(second.changes())
                .extracting(change -> change.getChange())
                .as("a member's row, no news")
                .containsExactly("JOINED");
        assertThat(scope.only().getAcknowledgedBy()).isEqualTo("ann");
    }

    @Test
    void acceptingIsTakingOn() {
        scope.take(decision("accept", "ann").at("10:05"));

        assertThat(scope.only().getAcknowledgedBy()).isEqualTo("ann");
    }

    @Test
    void whoeverDoesNotSayWhoIsTheSource() {
        scope.take(word(ACKNOWLEDGED, " \n").at("10:05"));

        assertThat(scope.only().getAcknowledgedBy()).isEqualTo("millrace.people");
    }

    @Test
    void aReassignedThreadHasANewOwnerWhoHasNotTakenItOn() {
        scope.take(word(ACKNOWLEDGED, "ann").at("10:05"));

        var step = scope.take(
                decision("reassign", "ann").attribute("owner", "db-team").at("10:06"));

        var thread = scope.only();
        assertThat(thread.getOwner()).isEqualTo("db-team");
        assertThat(thread.getCopies()).containsExactly("desk", "shop-sre");
        assertThat(thread.getAcknowledgedBy()).isEmpty();
        assertThat(thread.getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(step.changes()).singleElement().satisfies(change -> {
            assertThat(change.getChange()).isEqualTo("REASSIGNED");
            assertThat(change.getReason()).isEqualTo("reassigned to db-team by ann");
        });
        assertThat(scope.take(decision("reassign", "ann")
                                .attribute("owner", "db-team")
                                .at("10:07"))
                        .changes())
                .extracting(change -> change.getChange())
                .containsExactly("JOINED");
        scope.take(decision("reassign", "bob").attribute("owner", "shop-sre").at("10:08"));
        assertThat(scope.only().getCopies()).as("an owner is no copy").containsExactly("db-team", "desk");
    }

    @Test
    void aDischargedThreadIsClosedWithTheReason() {
        var step = scope.take(decision("discharge", "ann").at("10:05").text("load test"));

        assertThat(step.state().orElseThrow().getDischargedBy()).isEqualTo("ann");
        assertThat(step.changes()).singleElement().satisfies(change -> {
            assertThat(change.getChange()).isEqualTo("CLOSED");
            assertThat(change.getStatus()).isEqualTo(ThreadStatus.CLOSED);
            assertThat(change.getReason()).isEqualTo("discharged by ann: load test");
        });
        assertThat(scope.threads()).isEmpty();
    }

    @Test
    void aDiagnosisTakesItOnToo() {
        var step = scope.take(decision("diagnosed", "ann").at("10:05").text("the new index"));

        assertThat(scope.only().getAcknowledgedBy()).isEqualTo("ann");
        assertThat(step.changes()).singleElement().satisfies(change -> assertThat(
                        change.getChange() + change.getReason())
                .isEqualTo("DIAGNOSEDdiagnosed by ann: the new index"));
    }

    @Test
    void whatComesBackIsToBeTakenOnAgain() {
        scope.take(word(ACKNOWLEDGED, "ann").at("10:05"));
        scope.take(anAlarm("cpu").ok().at("10:10"));
        scope.take(anAlarm("cpu").inAlarm().at("10:20"));

        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(scope.only().getAcknowledgedBy()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "discharge", "reassign", "diagnosed"})
    void whatIsSaidOfAResolvedThreadChangesNothing(String decision) {
        scope.take(anAlarm("cpu").ok().at("10:04"));
        ThreadState before = scope.only();

        var step = scope.take(
                decision(decision, "ann").attribute("owner", "db-team").at("10:05"));

        assertThat(step.changes()).extracting(change -> change.getChange()).containsExactly("JOINED");
        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
        assertThat(scope.only().getOwner()).isEqualTo(before.getOwner());
        assertThat(scope.only().getAcknowledgedBy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "another thread's id, Thread Acknowledged, DECISION, 0123, ''",
        "no person's word, Thread Acknowledged, OTHER, THREAD, ''",
        "another stage's, Approval Granted, DECISION, THREAD, ''",
        "a word nobody knows, Operator Decision, DECISION, THREAD, explode",
        "in other letters, Operator Decision, DECISION, THREAD, Discharge",
        "nobody to reassign it to, Operator Decision, DECISION, THREAD, reassign"
    })
    void whatIsNoPersonsWordOfThisThreadChangesNeitherStatusNorOwner(
            String what, String detailType, EventKind kind, String threadId, String decision) {
        ThreadState before = scope.only();

        scope.take(aWord(detailType, threadId.equals("THREAD") ? before.getThreadId() : threadId, "mallory")
                .kind(kind)
                .attribute("decision", decision)
                .severity(5)
                .at("10:05"));

        assertThat(scope.only().getStatus()).as(what).isEqualTo(ThreadStatus.OPEN);
        assertThat(scope.only().getOwner()).isEqualTo("shop-sre");
        assertThat(scope.only().getAcknowledgedBy()).isEmpty();
        assertThat(scope.changes())
                .extracting(change -> change.getChange())
                .doesNotContain("ACKNOWLEDGED", "REASSIGNED", "CLOSED");
    }

    @Test
    void anAnswerToAQuestionIsNoWordAboutAThread() {
        scope.take(decision("discharge", "ann").attribute("questionId", "q-1").at("10:05"));

        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.OPEN);
    }

    @Test
    void aWordMakesNothingMoreSevereOrBroader() {
        ThreadState before = scope.only();

        scope.take(word(ACKNOWLEDGED, "ann")
                .severity(5)
                .on("arn:aws:ec2:eu-west-1:999999999999:instance/i-9")
                .at("10:05"));

        assertThat(scope.only().getSeverity()).isEqualTo(before.getSeverity());
        assertThat(scope.only().getPriority()).isEqualTo(before.getPriority());
        assertThat(scope.only().getResources()).isEqualTo(before.getResources());
    }

    @Test
    void longAndManyLinedNamesAreShortLines() {
        scope.take(decision("reassign", "a".repeat(10_000))
                .attribute("owner", "x\ny\u0000" + "🦊".repeat(500))
                .at("10:05"));

        String owner = scope.only().getOwner();
        assertThat(owner).startsWith("x y ").hasSizeLessThanOrEqualTo(256).doesNotContain("\n");
        assertThat(owner.codePoints().count()).isEqualTo(128);
        assertThat(Character.isHighSurrogate(owner.charAt(owner.length() - 1))).isFalse();
        assertThat(scope.changes().get(1).getReason()).hasSizeLessThan(500);
    }

    private EventBuilder word(String detailType, String by) {
        return aWord(detailType, scope.only().getThreadId(), by);
    }

    private EventBuilder decision(String decision, String by) {
        return word("Operator Decision", by).attribute("decision", decision);
    }
}
