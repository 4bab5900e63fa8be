package io.millrace.domain.report;

import static io.millrace.domain.report.Case.member;
import static io.millrace.domain.report.Case.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.CommandStatus;
import io.millrace.domain.EventKind;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.TimelineEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportingTest {
    @Test
    void tellsAllOfAnIncidentThatTheSecondRungFixed() {
        IncidentReport report = remediated().report();

        assertThat(report.getEnding()).isEqualTo("RESOLVED");
        assertThat(report.getTold()).isTrue();
        assertThat(report.getTimeline())
                .extracting(TimelineEntry::getWhat)
                .containsExactly(
                        "OPENED",
                        "PAGED",
                        "REQUESTED",
                        "STARTED",
                        "ACKNOWLEDGED",
                        "NOT_FIXED",
                        "REQUESTED",
                        "EXECUTED",
                        "FIXED",
                        "RESOLVED",
                        "CLOSED");
        assertThat(report.getSecondsToDetect()).isEqualTo(120);
        assertThat(report.getSecondsToAcknowledge()).isEqualTo(240);
        assertThat(report.getSecondsToMitigate()).isEqualTo(1_500);
        assertThat(report.getSecondsToResolve()).isEqualTo(1_560);
        assertThat(report.getPagedAt()).isEqualTo(minute(3));
        assertThat(report.getWorked()).containsExactly("Rung 2 of high-cpu@1 (step-1) fixed it.");
        assertThat(report.getDidNotWork()).containsExactly("Rung 1 of high-cpu@1 (step-0) was NOT_FIXED: by data.");
        assertThat(report.getEffort()).isEqualTo("REMEDIATED");
        assertThat(report.getAutomate()).isEmpty();
        assertThat(report.getCommands())
                .extracting(command -> command.getExecution() + command.getVerdict())
                .containsExactly("STARTEDNOT_FIXED", "FIXED");
        assertThat(report.getSignature()).isEqualTo("signature");
        assertThat(report.getProblemCount()).isEqualTo(3);
        assertThat(report.getActs()).as("the own call is none of people's").isEqualTo(1);
    }

    @Test
    void isTheSameWhateverTheOrderInWhichItsFactsCame() {
        var expected = remediated().report();
        for (int seed = 0; seed < 50; seed++) {
            var facts = new ArrayList<>(remediated().facts);
            Collections.shuffle(facts, new Random(seed));

            assertThat(Reporting.report(facts, 0)).contains(expected);
        }
    }

    @Test
    void thereIsNoRecordOfWhatHasNotClosed() {
        assertThat(new Case().opened(2).paged(3).resolved(26).maybe()).isEmpty();
        assertThat(Reporting.report(new ArrayList<>(), 0)).isEmpty();
    }

    @Test
    void workThatNoRunbookDidIsNamed() {
        var report = new Case()
                .opened(1)
                .paged(2)
                .escalated(9)
                .called("ec2:RebootInstances", 20)
                .called("ec2:RebootInstances", 25)
                .act("CALLED", "ec2:StopInstances", "", true, 26)
                .resolved(30)
                .problem(4, 60)
                .closed(60)
                .report();

        assertThat(report.getEffort()).isEqualTo("MANUAL");
        assertThat(report.getManualBecause()).isEqualTo("NO_RUNBOOK");
        assertThat(report.getAutomate())
                .containsExactly(
                        "No runbook acted on it. It took 30 min, 1 page, 1 escalation, 2 acts of people.",
                        "People ran ec2:RebootInstances (2 times).",
                        "It came 4 times within the problem's window.");
    }

    @Test
    void whyPeopleHadToIsSaid() {
        assertThat(manual(new Case().opened(1).paged(1).command("a", 0, "live", CommandStatus.REFUSED, 2)))
                .isEqualTo("REFUSED");
        assertThat(manual(new Case().opened(1).paged(1).command("a", 0, "shadow", CommandStatus.GRANTED, 2)))
                .isEqualTo("SHADOW");
        assertThat(manual(new Case()
                        .opened(1)
                        .escalated(1)
                        .command("a", 0, "live", CommandStatus.GRANTED, 2)
                        .outcome("a", "UNVERIFIABLE", 9)))
                .isEqualTo("NOT_FIXED");
    }

    @Test
    void whatADiagnosisFoundIsOnRecordAndCountsForNothing() {
        var report = new Case()
                .opened(1)
                .paged(1)
                .diagnosis("d", 2)
                .outcome("d", "STARTED", 2)
                .outcome("d", "SUCCEEDED", 3)
                .diagnosis("silent", 2)
                .resolved(9)
                .closed(39)
                .report();

        assertThat(report.getFound()).containsExactly("step-0 on " + Case.INSTANCE + ": by data");
        assertThat(report.getDidNotWork()).isEmpty();
        assertThat(report.getManualBecause()).as("to read is not to do").isEqualTo("NO_RUNBOOK");
        assertThat(report.getCommands()).hasSize(2).allMatch(command -> command.getDiagnosis());
        assertThat(report.getTimeline())
                .anySatisfy(entry -> assertThat(entry.getText()).startsWith("high-cpu diagnosis, step-0 on "));
        assertThat(manual(new Case()
                        .opened(1)
                        .paged(1)
                        .diagnosis("d", 2)
                        .command("a", 0, "live", CommandStatus.REFUSED, 3)))
                .isEqualTo("REFUSED");
    }

    @Test
    void whatPassedWithoutAnybodyIsNoWorkAndOnlyToldWhereItWasUrgent() {
        var urgent = new Case().opened(1).resolved(5).closed(35).report();
        var small = new Case().priority(4).opened(1).resolved(5).closed(35).report();

        assertThat(urgent.getEffort()).isEqualTo("ALONE");
        assertThat(urgent.getTold()).isTrue();
        assertThat(small.getTold()).isFalse();
        assertThat(small.getSymptoms())
                .as("without what tells one thing from another")
                .containsExactly("CPU of i-#");
    }

    @Test
    void whatWasMergedSaysWhereItWentAndIsNotTold() {
        var report = new Case()
                .opened(1)
                .paged(1)
                .change("CLOSED", "merged into thread-9: an alarm storm", 2)
                .report();

        assertThat(report.getEnding()).isEqualTo("MERGED");
        assertThat(report.getMergedInto()).isEqualTo("thread-9");
        assertThat(report.getTold()).isFalse();
    }

    @Test
    void aTierThatWasCalledIsOnRecordAndAnUpdateIsNot() {
        var file = new Case()
                .opened(1)
                .paged(1)
                .escalated("lead", "not-acknowledged", 11)
                .escalated(12);
        var report = file.escalated("vendor", "not-diagnosed", 31)
                .resolved(40)
                .closed(70)
                .report();

        assertThat(report.getEscalations()).as("two tiers and the ladder").isEqualTo(3);
        assertThat(report.getTimeline())
                .filteredOn(entry -> entry.getWhat().equals("ESCALATED"))
                .extracting(TimelineEntry::getText)
                .containsExactly(
                        "not-acknowledged: lead (lead@example.com)",
                        "a person is needed",
                        "not-diagnosed: vendor (vendor@example.com)");
        assertThat(Facts.of(file.notification(NotificationKind.UPDATE, "boss", "cadence", 5)))
                .isEmpty();
    }

    @Test
    void whatAMergedThreadDidIsOnTheRecordOfTheThreadThatTookItIn() {
        var report = new Case()
                .opened(1)
                .paged(5)
                .ofMerged("thread-2")
                .paged(2)
                .command("c-2", 0, "live", CommandStatus.GRANTED, 2)
                .outcome("c-2", "FIXED", 3)
                .escalated("lead", "not-acknowledged", 4)
                .resolved(50)
                .closed(80)
                .report();

        assertThat(report.getPages()).isEqualTo(2);
        assertThat(report.getPagedAt()).isEqualTo(Case.minute(2));
        assertThat(report.getEscalations()).isEqualTo(1);
        assertThat(report.getCommands()).singleElement().satisfies(command -> {
            assertThat(command.getCommandId()).isEqualTo("c-2");
            assertThat(command.getVerdict()).isEqualTo("FIXED");
        });
        assertThat(report.getEffort()).as("it did not fix this one").isEqualTo("MANUAL");
        assertThat(report.getMitigatedAt()).isEqualTo(Case.minute(50));
        assertThat(report.getTimeline())
                .extracting(TimelineEntry::getText)
                .contains(
                        "checkout-team, P2, of thread-2 before it was merged",
                        "checkout-team, P2",
                        "by data, of thread-2 before it was merged");
    }

    @Test
    void theShadowsOfAMergedThreadAreGradedWithTheOneThatTookItIn() {
        var merged = new Case()
                .opened(1)
                .command("c-2", 0, "shadow", CommandStatus.GRANTED, 2)
                .change("CLOSED", "merged into thread-9: an alarm storm", 3)
                .report();
        var survivor = new Case()
                .opened(1)
                .ofMerged("thread-2")
                .command("c-2", 0, "shadow", CommandStatus.GRANTED, 2)
                .resolved(30)
                .closed(60)
                .report();

        assertThat(ShadowOutcomes.of(merged)).isEmpty();
        assertThat(ShadowOutcomes.of(survivor))
                .extracting(Outcome::getCommandId, Outcome::getOutcome)
                .containsExactly(tuple("c-2", "HEALED_ALONE"));
    }

    @Test
    void whatAPersonDischargedSaysSo() {
        var report = new Case()
                .opened(1)
                .act("DECIDED", "", "", false, 5)
                .change("CLOSED", "discharged by ann: a test", 5)
                .report();

        assertThat(report.getEnding()).isEqualTo("DISCHARGED");
    }

    @Test
    void whatWasGivenUpWasNeverOver() {
        var report = new Case().opened(1).paged(1).closed(1440).report();

        assertThat(report.getEnding()).isEqualTo("STALE");
        assertThat(report.getSecondsToResolve()).isNull();
        assertThat(report.getSecondsToMitigate()).isNull();
        assertThat(report.getAutomate().get(0)).contains("never seen to be over");
    }

    @Test
    void aRemedyBeforeItCameBackIsNoMitigation() {
        var report = new Case()
                .opened(1)
                .command("a", 0, "live", CommandStatus.GRANTED, 2)
                .outcome("a", "FIXED", 5)
                .resolved(5)
                .reopened(10)
                .resolved(40)
                .closed(70)
                .report();

        assertThat(report.getReopenings()).isEqualTo(1);
        assertThat(report.getSecondsToMitigate()).isEqualTo(2_400);
    }

    @Test
    void theRootIsTheThreadThatExplainsItElseTheChangeBeforeItElseTheFirstSign() {
        var change = member("c1", EventKind.CHANGE, "situation", "Deployed 1.2", -12);
        var stranger = member("c0", EventKind.CHANGE, "same-resource", "Tagged", -14);
        var sign = member("e1", EventKind.CONDITION, "opened", "CPU above 80 %", 0);
        var later = member("e2", EventKind.ISSUE, "same-resource", "CPU alarm", 3);

        var linked = new Case()
                .members(sign, change)
                .opened(1)
                .linked("l1", "same-resource", 0.9, 9)
                .linked("l2", "dependency", 0.7, 2)
                .closed(60)
                .report();
        assertThat(linked.getRootBasis() + ":" + linked.getRootRecord()).isEqualTo("thread_links:l1");
        assertThat(linked.getRootHypothesis()).contains("5xx of payments", "payments", "thread-0");

        var changed = new Case()
                .members(later, sign, change, stranger)
                .opened(1)
                .closed(60)
                .report();
        assertThat(changed.getRootBasis() + ":" + changed.getRootRecord()).isEqualTo("thread_events:c1");
        assertThat(changed.getRootHypothesis())
                .isEqualTo("The change \"Deployed 1.2\" 12 min before the first sign led to it, by a situation.");

        var alone =
                new Case().members(later, stranger, sign).opened(1).closed(60).report();
        assertThat(alone.getRootRecord()).isEqualTo("e1");
        assertThat(alone.getRootHypothesis()).startsWith("Nothing on record explains it; the first sign was");
    }

    @Test
    void aLongStoryKeepsItsBeginningAndItsEnd() {
        var story = new Case().opened(1);
        for (int i = 0; i < 100; i++) {
            story.called("ec2:Call" + i, 2 + i);
        }
        var report = story.resolved(200).closed(230).report();

        assertThat(report.getTimeline()).hasSize(Timeline.MOST);
        assertThat(report.getTimeline().get(0).getWhat()).isEqualTo("OPENED");
        assertThat(report.getTimeline().get(Timeline.MOST - 1).getWhat()).isEqualTo("CLOSED");
        assertThat(report.getOmitted()).isEqualTo(103 - Timeline.MOST);
    }

    private static String manual(Case story) {
        return story.resolved(30).closed(60).report().getManualBecause();
    }

    private static Case remediated() {
        return new Case()
                .opened(2)
                .paged(3)
                .command("a", 0, "live", CommandStatus.GRANTED, 4)
                .outcome("a", "STARTED", 5)
                .act("ACKNOWLEDGED", "", "", false, 6)
                .outcome("a", "NOT_FIXED", 19)
                .command("b", 1, "live", CommandStatus.GRANTED, 20)
                .act("CALLED", "ssm:StartAutomationExecution", "Millrace-RestartService", true, 21)
                .outcome("b", "FIXED", 25)
                .resolved(26)
                .incident(56)
                .problem(3, 56)
                .closed(56);
    }
}
