package io.millrace.runbooks.ladder;

import static io.millrace.runbooks.ladder.ClimbingThread.CPU;
import static io.millrace.runbooks.ladder.ClimbingThread.MEMORY;
import static io.millrace.runbooks.ladder.ClimbingThread.highCpu;
import static io.millrace.runbooks.ladder.ClimbingThread.leak;
import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.aConditionWithdrawn;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is claimed of a rung that has run. The rung of high CPU up to 90 % acts and has 15 minutes; the first of a leak only reports. */
class VerificationTest {
    private static final String ERRORS =
            Metrics.cpu(Estates.INSTANCE).seriesKey().replace("AWS/EC2|CPUUtilization", "Shop|Errors");

    private final ClimbingThread thread = new ClimbingThread();

    @Test
    void whatRecoveredByPointsOfAfterTheActionIsFixedAndResolvesTheThread() {
        runs(highCpu(85), "10:02");

        var step = clearedSince("10:02", "10:06");

        assertThat(outcomes(step)).containsExactly("FIXED");
        assertThat(step.outcomes().get(0).getExecutionId()).isEqualTo("execution-1");
        assertThat(step.escalations()).isEmpty();
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
    }

    @Test
    void whatWasNormalBeforeTheActionHealedOnItsOwn() {
        runs(highCpu(85), "10:02");

        var step = clearedSince("10:01:59", "10:06");

        assertThat(outcomes(step)).containsExactly("HEALED");
        assertThat(step.outcomes().get(0).getDetail())
                .contains("normal since 2026-08-05T10:01:59Z", "before the rung acted");
        assertThat(step.escalations()).isEmpty();
        assertThat(step.commands()).isEmpty();
        assertThat(thread.isWaiting()).isFalse();
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
    }

    @Test
    void noExecutorsClockMakesWhatHealedBeforeTheProposalItsMerit() {
        var command = thread.met(highCpu(85), "10:00").commands().get(0).getCommandId();
        thread.outcome(command, "STARTED", "09:00", "10:02");

        assertThat(outcomes(clearedSince("09:58", "10:06"))).containsExactly("HEALED");
    }

    @Test
    void missingPointsThatCountAsNormalShowNothing() {
        runs(highCpu(85), "10:02");
        var event = aConditionCleared("high-cpu", CPU)
                .attribute("since", Times.at("10:03").toString())
                .at("10:06")
                .arrivedAt("10:06")
                .signal();
        event.getEvent().getValues().remove("value");

        var step = thread.take(event, false);

        assertThat(outcomes(step)).containsExactly("UNVERIFIABLE");
        assertThat(step.escalations())
                .containsExactly("high-cpu rung 1 cannot be verified: its condition ended for want of data");
    }

    /** That it ran is the executor's to say, once; whether that helped, and so whether to wait for its end, is not. */
    @Test
    void anExecutorThatNeverSaysHowItEndedIsJudgedByDataAlone() {
        runs(highCpu(85), "10:02");
        thread.stillMet(highCpu(86), "10:08");
        assertThat(thread.pass("10:16:59").outcomes()).isEmpty();
        var withData = thread.pass("10:17");

        assertThat(outcomes(withData)).containsExactly("NOT_FIXED");
        assertThat(withData.commands()).as("the next rung").hasSize(1);
        assertThat(withData.escalations()).isEmpty();

        var silent = new ClimbingThread();
        silent.met(highCpu(85), "10:00");
        silent.started("10:02");
        var withoutData = silent.pass("10:17");
        assertThat(outcomes(withoutData)).containsExactly("UNVERIFIABLE");
        assertThat(withoutData.commands()).as("no rung into the dark").isEmpty();
        assertThat(withoutData.escalations())
                .containsExactly("high-cpu rung 1 cannot be verified: no data arrived after it");
    }

    /** An executor answers a command that it is handed again after it expired with a failure of no execution. */
    @Test
    void aFailureThatNamesNoExecutionIsNotTheEndOfOneThatWasStarted() {
        thread.met(highCpu(85), "10:00");
        String command = thread.ladder().getCommandId();
        assertThat(thread.started("10:02").commands()).isEmpty();

        var refusedAgain = thread.says(command, "FAILED", "it arrived after 10:05", "10:06");
        assertThat(refusedAgain.outcomes()).isEmpty();
        assertThat(refusedAgain.commands())
                .as("no second rung beside the first")
                .isEmpty();

        assertThat(outcomes(thread.outcome(command, "FAILED", "10:07"))).containsExactly("FAILED");
    }

    @Test
    void aFailureToStartNamesNoExecutionAndIsAnEnd() {
        thread.met(highCpu(85), "10:00");

        var step = thread.says(thread.ladder().getCommandId(), "FAILED", "no such document", "10:02");

        assertThat(outcomes(step)).containsExactly("FAILED");
        assertThat(step.commands()).hasSize(1);
    }

    @Test
    void aConditionThatContentDroppedVerifiesNothingAndCallsAPerson() {
        runs(highCpu(85), "10:02");

        var step = thread.take(
                aConditionWithdrawn("high-cpu", CPU)
                        .at("10:09")
                        .arrivedAt("10:09")
                        .signal(),
                false);

        assertThat(outcomes(step)).containsExactly("UNVERIFIABLE");
        assertThat(step.escalations())
                .containsExactly("high-cpu rung 1 cannot be verified: its condition is no longer watched");
        assertThat(step.outcomes().get(0).getDetail()).doesNotContain("normal", "over");
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.UNVERIFIABLE);
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void startingTwiceProlongsNothingAndTheEndGivesTimeOnce() {
        runs(highCpu(85), "10:02");
        thread.started("10:10");
        assertThat(thread.ladder().getVerifyBy()).isEqualTo(Times.at("10:17"));

        thread.outcome(thread.ladder().getCommandId(), "SUCCEEDED", "10:12");
        assertThat(thread.ladder().getVerifyBy()).isEqualTo(Times.at("10:27"));
        assertThat(thread.ladder().getActedAt()).isEqualTo(Times.at("10:02"));

        for (String late : List.of("SUCCEEDED", "STARTED", "FAILED", "CANCELLED", "FIXED")) {
            assertThat(thread.outcome(thread.ladder().getCommandId(), late, "10:20")
                            .state())
                    .as(late)
                    .isEmpty();
        }
    }

    @Test
    void figuresOfBeforeTheActionThatArriveAfterItShowNothing() {
        runs(highCpu(85), "10:02");
        thread.stillMet(highCpu(86), "10:01:30", "10:04");

        assertThat(outcomes(thread.pass("10:17"))).containsExactly("UNVERIFIABLE");
    }

    @Test
    void twoFiguresInARowThatAreClearlyWorseStopTheLadderAndCallAPerson() {
        runs(highCpu(82), "10:02");
        assertThat(thread.stillMet(highCpu(91), "10:05").outcomes()).isEmpty();

        var step = thread.stillMet(highCpu(92), "10:10");

        assertThat(outcomes(step)).containsExactly("MADE_WORSE");
        assertThat(step.escalations())
                .containsExactly("high-cpu rung 1 made it worse: its figure was 82.0 before and is 92.0 now");
        assertThat(step.commands()).as("no further rung").isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.MADE_WORSE);
        assertThat(thread.isWaiting()).isFalse();
        assertThat(thread.pass("10:20").commands()).isEmpty();
    }

    @Test
    void oneFigureAloneOrALittleMoreIsNotWorse() {
        runs(highCpu(82), "10:02");
        thread.stillMet(highCpu(92), "10:05");
        thread.stillMet(highCpu(84), "10:10");
        assertThat(thread.stillMet(highCpu(92), "10:15").outcomes()).isEmpty();

        assertThat(outcomes(thread.pass("10:17"))).containsExactly("NOT_FIXED");
    }

    @Test
    void worseIsMeasuredInTheDirectionOfTheTroubleAndAgainstItsLevel() {
        var tooLow = proposedOn(40, 50);
        assertThat(Worsening.isClearlyWorse(tooLow, figure(35, 50))).isTrue();
        assertThat(Worsening.isClearlyWorse(tooLow, figure(35.1, 50)))
                .as("half of 10")
                .isFalse();
        assertThat(Worsening.isClearlyWorse(tooLow, figure(70, 50)))
                .as("better")
                .isFalse();

        var tooHigh = proposedOn(81, 80);
        assertThat(Worsening.isClearlyWorse(tooHigh, figure(89, 80))).isTrue();
        assertThat(Worsening.isClearlyWorse(tooHigh, figure(88.9, 80)))
                .as("a tenth of 80")
                .isFalse();
        assertThat(Worsening.isClearlyWorse(tooHigh, figure(60, 80))).isFalse();

        assertThat(Worsening.isClearlyWorse(proposedOn(80, 80), figure(99, 80)))
                .as("on its level it has no direction")
                .isFalse();
        var rising = aCondition("high-cpu", CPU)
                .attribute("trend", "rising")
                .value("value", 99)
                .value("level", 80);
        assertThat(Worsening.isClearlyWorse(tooHigh, rising.event())).isFalse();
        var silent = figure(99, 80);
        silent.getValues().remove("value");
        assertThat(Worsening.isClearlyWorse(tooHigh, silent)).isFalse();
    }

    @Test
    void aSourceThatCallsItWorseIsBelievedAtOnce() {
        runs(highCpu(85).severity(3), "10:02");

        var step = thread.stillMet(highCpu(85).severity(4), "10:05");

        assertThat(outcomes(step)).containsExactly("MADE_WORSE");
        assertThat(step.escalations()).containsExactly("high-cpu rung 1 made it worse: severity rose from 3 to 4");
    }

    @Test
    void furtherTroubleOnTheTargetAfterTheActionIsItsDoing() {
        runs(highCpu(85), "10:02");

        var step = opens(errors(), "10:04");

        assertThat(outcomes(step)).containsExactly("MADE_WORSE");
        assertThat(step.escalations()).containsExactly("high-cpu rung 1 made it worse: after it, errors met");
    }

    @Test
    void whatBeganBeforeOrElsewhereOrIsTheSameMetricOrAnAlarmOfAlarmsIsNot() {
        runs(highCpu(85), "10:02");

        assertThat(opens(errors(), "10:02").outcomes()).as("before").isEmpty();
        assertThat(opens(
                                anAlarm("one")
                                        .attribute("namespace", "AWS/EC2")
                                        .attribute("metricName", "CPUUtilization"),
                                "10:04")
                        .outcomes())
                .as("another voice for the same metric")
                .isEmpty();
        assertThat(opens(anAlarm("two").attribute("alarmType", "composite"), "10:05")
                        .outcomes())
                .as("made of others")
                .isEmpty();
        var elsewhere = anAlarm("three").at("10:06").arrivedAt("10:06").signal();
        elsewhere.getEvent().setResources(List.of(Estates.instanceArn("i-0somewhereelse")));
        assertThat(thread.take(elsewhere, true).outcomes()).as("elsewhere").isEmpty();

        assertThat(outcomes(opens(anAlarm("four"), "10:07"))).containsExactly("MADE_WORSE");
    }

    @Test
    void whatIsCutOffForASecurityFindingIsMeantToBeMissed() {
        var contained = Ladder.newBuilder(proposedOn(85, 80))
                .setEvidence(aFinding("f").at("10:00").event())
                .setActedAt(Times.at("10:02"))
                .build();
        var alarm = anAlarm("unreachable").at("10:04").event();

        assertThat(Worsening.isFurtherTrouble(contained, alarm)).isFalse();
        assertThat(Worsening.isFurtherTrouble(
                        Ladder.newBuilder(contained).setEvidence(figure(85, 80)).build(), alarm))
                .isTrue();
    }

    @Test
    void whatOnlyReportsMakesNothingWorse() {
        runs(leak().severity(3), "10:02");

        assertThat(opens(errors(), "10:04").outcomes()).isEmpty();
        assertThat(thread.stillMet(leak().severity(5), "10:05").outcomes()).isEmpty();
        assertThat(outcomes(thread.pass("10:12"))).containsExactly("NOT_FIXED");
    }

    @Test
    void beforeItRunsARungMakesNothingWorse() {
        thread.met(highCpu(85).severity(3), "10:00");

        assertThat(opens(errors(), "10:04").outcomes()).isEmpty();
        assertThat(thread.stillMet(highCpu(99).severity(5), "10:05").outcomes()).isEmpty();
    }

    @Test
    void theNextRungIsMeasuredAgainstItsOwnBeginning() {
        runs(highCpu(82), "10:02");
        thread.stillMet(highCpu(91), "10:05");
        var next = thread.pass("10:17").commands().get(0).getCommandId();
        assertThat(thread.ladder().getProposedValue()).isEqualTo(91);
        assertThat(thread.ladder().getWorse()).isZero();
        assertThat(thread.ladder().getExecutorWord()).isEmpty();
        assertThat(thread.ladder().getExecutionId()).isEmpty();

        thread.outcome(next, "STARTED", "10:18");
        assertThat(thread.stillMet(highCpu(92), "10:20").outcomes()).isEmpty();
        assertThat(thread.stillMet(highCpu(92), "10:25").outcomes()).isEmpty();
    }

    @Test
    void aLadderOfAnEarlierVersionIsVerifiedByWhenItsReportArrived() {
        runs(leak(), "10:02");
        var old = Ladder.newBuilder(thread.ladder())
                .setActedAt(null)
                .setExecutorWord("")
                .setProposedValue(null)
                .setProposedSeverity(0)
                .build();

        assertThat(Verification.actedAt(old)).contains(Times.at("10:02"));
        assertThat(Worsening.isMoreSevere(old, leak().severity(5).event())).isFalse();
        assertThat(Worsening.isClearlyWorse(old, leak().event())).isFalse();
    }

    @Test
    void fixedWithOtherTroubleOpenLeavesTheThreadOpen() {
        runs(highCpu(85), "10:02");
        thread.met(leak(), "10:01");

        assertThat(outcomes(clearedSince("10:03", "10:06"))).containsExactly("FIXED");
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(outcomes(thread.cleared("memory-leak", MEMORY, "10:08"))).containsExactly("HEALED");
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
    }

    @Test
    void aShadowWakesNobodyAndClimbsNothing() {
        var command = thread.met(highCpu(85), "10:00").commands().get(0).getCommandId();
        thread.take(
                anOutcome(command, "")
                        .detailType("Remediation Requested")
                        .attribute("mode", "shadow")
                        .at("10:01")
                        .arrivedAt("10:01")
                        .signal(),
                true);

        var step = thread.pass("10:15");

        assertThat(outcomes(step)).containsExactly("UNVERIFIABLE");
        assertThat(step.escalations()).isEmpty();
        assertThat(step.commands()).isEmpty();
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void whatTheGuardGrantedAsProposedChangesNothing() {
        var command = thread.met(highCpu(85), "10:00").commands().get(0).getCommandId();
        var granted = anOutcome(command, "")
                .detailType("Remediation Requested")
                .attribute("mode", "live")
                .at("10:01")
                .arrivedAt("10:01")
                .signal();

        assertThat(thread.take(granted, true).state()).isEmpty();
        assertThat(thread.pass("10:15").escalations()).hasSize(1);
    }

    private void runs(EventBuilder condition, String at) {
        var command = thread.met(condition, "10:00").commands().get(0).getCommandId();
        thread.outcome(command, "STARTED", at, at);
    }

    private LadderStep clearedSince(String since, String at) {
        return thread.take(
                aConditionCleared("high-cpu", CPU)
                        .attribute("since", Times.at(since).toString())
                        .at(at)
                        .arrivedAt(at)
                        .signal(),
                false);
    }

    private LadderStep opens(EventBuilder event, String at) {
        return thread.take(event.at(at).arrivedAt(at).signal(), true);
    }

    private static EventBuilder errors() {
        return aCondition("errors", ERRORS);
    }

    private static Ladder proposedOn(double value, double level) {
        return Ladder.newBuilder()
                .setRunbook("r")
                .setRunbookVersion("1")
                .setOpeningCondition("o")
                .setEvidence(figure(value, level))
                .setRung(0)
                .setAttempt(1)
                .setCommandId("c")
                .setStatus(LadderStatus.REQUESTED)
                .setSince(Times.at("10:00"))
                .setVerifyBy(Times.at("10:15"))
                .setProposedValue(value)
                .build();
    }

    private static OpsEvent figure(double value, double level) {
        return aCondition("high-cpu", CPU)
                .value("value", value)
                .value("level", level)
                .event();
    }

    private static List<String> outcomes(LadderStep step) {
        return step.outcomes().stream().map(Outcome::getOutcome).toList();
    }
}
