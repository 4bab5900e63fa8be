package io.millrace.runbooks.ladder;

import static io.millrace.runbooks.ladder.ClimbingThread.CPU;
import static io.millrace.runbooks.ladder.ClimbingThread.highCpu;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadState;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.EventRunbooks;
import io.millrace.runbooks.catalog.RunbookCatalog;
import io.millrace.testing.Estates;
import io.millrace.testing.Times;
import io.millrace.testing.Undiagnosed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a rung that made things worse. Stopping a process is taken back by a restart here, with 15 minutes for each. */
class RollbackLadderTest {
    private static final String ROLLBACK = "          rollback: {action: Millrace-RestartService,"
            + " parameters: {InstanceId: {type: string, from: target.id}}}\n";

    private ClimbingThread thread = new ClimbingThread(runbooks("tier: 1"));

    @Test
    void whatMadeItWorseIsTakenBackByACommandOfItsOwnAndAPersonIsCalledAllTheSame() {
        var step = thread.met(highCpu(82), "10:00").commands().get(0);
        var worse = madeWorse();

        assertThat(outcomes(worse)).containsExactly("MADE_WORSE");
        assertThat(worse.escalations())
                .containsExactly("high-cpu rung 1 made it worse: its figure was 82.0 before and is 93.0 now;"
                        + " Millrace-RestartService is asked for, which takes it back");
        assertThat(worse.commands()).singleElement().satisfies(rollback -> {
            assertThat(rollback.getRollbackOf()).isEqualTo(step.getCommandId());
            assertThat(rollback.getCommandId()).isNotEqualTo(step.getCommandId());
            assertThat(rollback.getStep()).isEqualTo("stop-runaway-process-rollback");
            assertThat(rollback.getAction()).isEqualTo("Millrace-RestartService");
            assertThat(rollback.getParameters()).isEqualTo(Map.of("InstanceId", List.of(Estates.INSTANCE)));
            assertThat(rollback.getTarget()).isEqualTo(step.getTarget());
            assertThat(rollback.getTier()).isEqualTo(1);
            assertThat(rollback.getMode()).isEqualTo("live");
            assertThat(rollback.getArrivedAt()).isEqualTo(Times.at("10:10"));
            assertThat(rollback.getAdvice())
                    .startsWith("Takes back high-cpu rung 1, which made it worse: its figure was 82.0 before");
            assertThat(rollback.getValues()).containsEntry("value", 93.0);
            assertThat(rollback.getEvidence())
                    .as("the event that shows it")
                    .containsExactly(thread.ladder().getEvidence().getEventId())
                    .isNotEqualTo(step.getEvidence());
            assertThat(rollback.getOwner()).isEqualTo("checkout-team");
        });
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.MADE_WORSE);
    }

    @Test
    void aRollbackHasNoneOfItsOwnAndIsNeverProposedTwice() {
        thread.met(highCpu(82), "10:00");
        var rollback = madeWorse().commands().get(0);

        assertThat(rollback.getRollbackAction()).isEmpty();
        assertThat(rollback.getRollbackParameters()).isEmpty();
        thread.outcome(rollback.getCommandId(), "STARTED", "10:11");
        assertThat(thread.stillMet(highCpu(99), "10:15").commands()).isEmpty();
        assertThat(thread.stillMet(highCpu(100), "10:20").commands()).isEmpty();
        assertThat(thread.take(anAlarm("queue").inAlarm().at("10:21").signal(), true)
                        .commands())
                .isEmpty();
        thread.outcome(rollback.getCommandId(), "FAILED", "10:22");
        assertThat(thread.pass("20:00").commands()).isEmpty();
    }

    @Test
    void theSameHistoryGivesTheSameRollbackAndAnotherRungAnother() {
        var again = new ClimbingThread(runbooks("tier: 1"));
        var other = new ClimbingThread(runbooks("tier: 1"));
        thread.met(highCpu(82), "10:00");
        again.met(highCpu(82), "10:00");
        other.met(highCpu(82).occurrence("another"), "10:00");

        var first = madeWorse(thread).commands();

        assertThat(madeWorse(again).commands()).isEqualTo(first);
        assertThat(other.ladder().getRollback().getCommand().getCommandId())
                .isNotEqualTo(first.get(0).getCommandId());
    }

    @Test
    void aRungThatNeverRanIsNotTakenBack() {
        thread.met(highCpu(82), "10:00");

        var first = thread.stillMet(highCpu(95), "10:05");
        var second = thread.stillMet(highCpu(96), "10:10");
        var silent = thread.pass("10:15");

        for (LadderStep step : List.of(first, second, silent)) {
            assertThat(step.commands()).isEmpty();
        }
        assertThat(outcomes(silent)).containsExactly("UNVERIFIABLE");
    }

    @Test
    void aRungWhoseStepDoesNotSayHowIsNotTakenBack() {
        thread.met(highCpu(82), "10:00");
        thread.outcome(thread.ladder().getCommandId(), "FAILED", "10:01");
        assertThat(thread.ladder().getRung()).isEqualTo(1);

        var worse = madeWorse();

        assertThat(worse.commands()).isEmpty();
        assertThat(worse.escalations())
                .containsExactly("high-cpu rung 2 made it worse: its figure was 82.0 before and is 93.0 now");
    }

    @Test
    void whatWantsAnApprovalWantsOneForItsRollbackToo() {
        thread = new ClimbingThread(runbooks("tier: 2\napproveWithin: 2h"));
        thread.met(highCpu(82), "10:00");

        assertThat(madeWorse().commands()).singleElement().satisfies(rollback -> {
            assertThat(rollback.getTier()).isEqualTo(2);
            assertThat(rollback.getApproveWithinSeconds()).isEqualTo(7200);
            assertThat(rollback.getApproval()).isNull();
        });
        assertThat(thread.due()).as("a person's time and the executor's").contains(Times.at("12:25"));
    }

    @Test
    void itsExecutorsEndIsItsOutcomeAndCallsNobodyAgain() {
        var rollback = proposed();
        var started = thread.outcome(rollback, "STARTED", "10:11");
        assertThat(started.outcomes()).isEmpty();
        assertThat(thread.due()).contains(Times.at("10:26"));
        assertThat(thread.outcome(rollback, "STARTED", "10:20").state())
                .as("twice prolongs nothing")
                .isEmpty();

        var ended = thread.outcome(rollback, "SUCCEEDED", "10:21");

        assertThat(ended.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getOutcome()).isEqualTo("ROLLED_BACK");
            assertThat(outcome.getCommandId()).isEqualTo(rollback);
            assertThat(outcome.getExecutionId()).isEqualTo("execution-1");
        });
        assertThat(ended.escalations()).isEmpty();
        assertThat(thread.isWaiting()).isFalse();
        assertThat(thread.outcome(rollback, "FAILED", "10:22").state()).isEmpty();
        assertThat(thread.pass("11:00").state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, FAILED, failed: the executor reported FAILED",
        "TIMED_OUT, FAILED, failed: the executor reported TIMED_OUT",
        "CANCELLED, UNVERIFIABLE, cannot be verified: the executor reported CANCELLED",
    })
    void oneThatCameToNothingCallsAPersonOnceMore(String word, String verdict, String why) {
        var rollback = proposed();
        thread.outcome(rollback, "STARTED", "10:11");

        var step = thread.outcome(rollback, word, "10:12");

        assertThat(outcomes(step)).containsExactly(verdict);
        assertThat(step.escalations())
                .containsExactly("the rollback of high-cpu rung 1 (Millrace-RestartService) " + why);
        assertThat(step.commands()).as("no further rung").isEmpty();
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void oneThatTheGuardRefusesCallsAPersonWithTheReason() {
        var step = thread.refused(proposed(), "freeze: calendar year-end is CLOSED", "10:11");

        assertThat(outcomes(step)).containsExactly("REFUSED");
        assertThat(step.escalations())
                .containsExactly("the rollback of high-cpu rung 1 (Millrace-RestartService) was refused:"
                        + " freeze: calendar year-end is CLOSED");
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void silenceIsNoSuccessNeitherBeforeItBeginsNorAfter() {
        proposed();
        assertThat(thread.pass("10:24:59").state()).isEmpty();
        var never = thread.pass("10:25");
        assertThat(outcomes(never)).containsExactly("UNVERIFIABLE");
        assertThat(never.escalations()).singleElement().asString().endsWith("no executor said that it ran");

        thread = new ClimbingThread(runbooks("tier: 1"));
        thread.outcome(proposed(), "STARTED", "10:12");
        var endless = thread.pass("10:27");
        assertThat(outcomes(endless)).containsExactly("UNVERIFIABLE");
        assertThat(endless.escalations()).singleElement().asString().endsWith("its executor never said that it ended");
        assertThat(thread.pass("10:28").state()).isEmpty();
    }

    @Test
    void newerContentThatPutItToShadowMakesItAShadowThatWakesNobody() {
        var rollback = proposed();
        thread.granted(rollback, "shadow", "10:11");

        assertThat(thread.outcome(rollback, "SUCCEEDED", "10:12").state())
                .as("run by nobody")
                .isEmpty();
        var over = thread.pass("10:25");
        assertThat(outcomes(over)).containsExactly("UNVERIFIABLE");
        assertThat(over.escalations()).isEmpty();
    }

    @Test
    void itIsFollowedThoughTheTroubleIsOver() {
        var rollback = proposed();
        thread.outcome(rollback, "STARTED", "10:11");
        thread.cleared("high-cpu", CPU, "10:12");

        assertThat(outcomes(thread.outcome(rollback, "SUCCEEDED", "10:13"))).containsExactly("ROLLED_BACK");
    }

    /** Switching a leaked key on again because it is misused more would be the worst of all rollbacks. */
    @Test
    void whatContainsASecurityFindingIsNeverTakenBackByAMachine() {
        thread = new ClimbingThread(new EventRunbooks()
                .with(
                        "finding",
                        "      name: stop\n",
                        "      name: stop\n      rollback: {action: Millrace-RestartService,"
                                + " parameters: {InstanceId: {type: string, from: target.id}}}\n")
                .compile()
                .runbooks());
        thread.take(aFinding("f").severity(3).at("10:00").arrivedAt("10:00").signal(), true);
        thread.started("10:01");

        var step = thread.take(
                aFinding("f")
                        .severity(5)
                        .status(EventStatus.UPDATED)
                        .at("10:02")
                        .arrivedAt("10:02")
                        .signal(),
                true);

        assertThat(outcomes(step)).containsExactly("MADE_WORSE");
        assertThat(step.commands()).isEmpty();
        assertThat(step.escalations())
                .containsExactly("finding rung 1 made it worse: severity rose from 3 to 5;"
                        + " whether Millrace-RestartService takes it back is for a person to say");
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void theStatePassedInIsNeverModified() {
        thread.met(highCpu(82), "10:00");
        thread.started("10:01");
        thread.stillMet(highCpu(92), "10:05");
        var known = thread.state();
        var before = ThreadState.newBuilder(known).build();
        var rollback = thread.stillMet(highCpu(93), "10:10").commands().get(0).getCommandId();
        var asked = thread.state();
        var askedBefore = ThreadState.newBuilder(asked).build();
        thread.granted(rollback, "shadow", "10:11");
        thread.pass("11:00");

        assertThat(known).isEqualTo(before);
        assertThat(asked).isEqualTo(askedBefore);
    }

    private LadderStep madeWorse() {
        return madeWorse(thread);
    }

    private static LadderStep madeWorse(ClimbingThread thread) {
        thread.started("10:01");
        thread.stillMet(highCpu(92), "10:05");
        return thread.stillMet(highCpu(93), "10:10");
    }

    /** Id of a rollback that was asked for at 10:10. */
    private String proposed() {
        thread.met(highCpu(82), "10:00");
        return madeWorse().commands().get(0).getCommandId();
    }

    private static List<String> outcomes(LadderStep step) {
        return step.outcomes().stream().map(Outcome::getOutcome).toList();
    }

    private static RunbookCatalog runbooks(String tier) {
        var files = new TreeMap<>(Undiagnosed.files(ContentBundle.shipped().files()));
        files.computeIfPresent("catalog/high-cpu.yaml", (name, text) -> {
            String constant = "            CpuPercent: {type: integer, constant: 80}\n";
            assertThat(text).contains(constant, "tier: 1\n");
            return text.replace(constant, constant + ROLLBACK).replace("tier: 1\n", tier + "\n");
        });
        return ContentBundle.of(files).compile().runbooks();
    }
}
