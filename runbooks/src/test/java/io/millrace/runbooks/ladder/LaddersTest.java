package io.millrace.runbooks.ladder;

import static io.millrace.runbooks.ladder.ClimbingThread.CPU;
import static io.millrace.runbooks.ladder.ClimbingThread.MEMORY;
import static io.millrace.runbooks.ladder.ClimbingThread.highCpu;
import static io.millrace.runbooks.ladder.ClimbingThread.leak;
import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anAnomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.Origin;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.Estates;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaddersTest {
    private final ClimbingThread thread = new ClimbingThread();

    @Test
    void aMetConditionProposesTheFirstRungOfItsRunbook() {
        var step = thread.met(leak(), "10:00");

        assertThat(step.commands()).singleElement().satisfies(command -> {
            assertThat(command.getStatus()).isEqualTo(CommandStatus.PROPOSED);
            assertThat(command.getRunbook()).isEqualTo("memory-leak");
            assertThat(command.getStep()).isEqualTo("report-memory");
            assertThat(command.getRung()).isZero();
            assertThat(command.getTarget()).isEqualTo(Estates.instanceArn(Estates.INSTANCE));
            assertThat(command.getThreadId()).isEqualTo("thread");
            assertThat(command.getArrivedAt()).isEqualTo(Times.at("10:00"));
        });
        assertThat(step.outcomes()).isEmpty();
        assertThat(step.escalations()).isEmpty();
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.REMEDIATING);
        assertThat(thread.ladder().getVerifyBy()).isEqualTo(Times.at("10:10"));
    }

    @Test
    void theMemoryLeakIsClimbedRungByRungWhileDataSaysItLasts() {
        var steps = new ArrayList<String>();
        steps.addAll(steps(thread.met(leak(), "10:00")));
        for (int tens = 0; tens < 3; tens++) {
            thread.started("10:" + tens + "0");
            assertThat(steps(thread.stillMet(leak(), "10:" + tens + "5"))).isEmpty();
            steps.addAll(steps(thread.pass("10:" + (tens + 1) + "0")));
        }

        assertThat(steps).containsExactly("report-memory", "collect-garbage", "clear-caches", "restart-service");
        assertThat(thread.state().getLadders()).hasSize(1);
    }

    @Test
    void aRungThatDidNotHelpIsNotFixedByTimeAndTheNextCarriesTheNewestFigures() {
        thread.met(leak(), "10:00");
        thread.started("10:00");
        thread.stillMet(leak().value("value", 93), "10:05");
        assertThat(thread.pass("10:09:59").outcomes()).isEmpty();

        var step = thread.pass("10:10");

        assertThat(outcomes(step)).containsExactly("NOT_FIXED");
        assertThat(step.commands()).singleElement().satisfies(command -> {
            assertThat(command.getRung()).isEqualTo(1);
            assertThat(command.getValues()).containsEntry("value", 93.0);
            assertThat(command.getArrivedAt()).as("when its timer arrived").isEqualTo(Times.at("10:10"));
        });
        assertThat(thread.ladder().getUpdatesSince())
                .as("data of the last rung verifies no other")
                .isZero();
    }

    @Test
    void commandsOfOneLadderHaveIdsOfTheirOwn() {
        var ids = new HashSet<String>();
        ids.add(thread.met(leak(), "10:00").commands().get(0).getCommandId());
        thread.started("10:00");
        thread.stillMet(leak(), "10:05");
        ids.add(thread.pass("10:10").commands().get(0).getCommandId());
        thread.started("10:10");
        thread.stillMet(leak(), "10:15");
        ids.add(thread.pass("10:20").commands().get(0).getCommandId());

        assertThat(ids).hasSize(3);
    }

    @Test
    void theBranchOfHighCpuDependsOnHowHighItIs() {
        assertThat(steps(new ClimbingThread().met(highCpu(85), "10:00"))).containsExactly("stop-runaway-process");
        assertThat(steps(new ClimbingThread().met(highCpu(90), "10:00"))).containsExactly("stop-runaway-process");
        assertThat(steps(new ClimbingThread().met(highCpu(90.1), "10:00"))).containsExactly("scale-instance-up");

        thread.met(highCpu(85), "10:00");
        thread.started("10:00");
        thread.stillMet(highCpu(87), "10:05");
        assertThat(steps(thread.pass("10:15"))).containsExactly("scale-instance-up-next");
    }

    @Test
    void noBranchForTheFigureCallsAPerson() {
        var step = thread.met(highCpu(79), "10:00");

        assertThat(step.commands()).isEmpty();
        assertThat(step.escalations()).singleElement().asString().contains("high-cpu cannot act");
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.REFUSED);
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.OPEN);
    }

    @Test
    void aConditionClearedByLaterDataIsFixed() {
        thread.met(leak(), "10:00");
        thread.started("10:01");

        var step = thread.cleared("memory-leak", MEMORY, "10:06");

        assertThat(outcomes(step)).containsExactly("FIXED");
        assertThat(step.outcomes().get(0).getArrivedAt()).isEqualTo(Times.at("10:06"));
        assertThat(step.escalations()).isEmpty();
        assertThat(thread.state().getStatus()).as("nothing is open").isEqualTo(ThreadStatus.RESOLVED);
        assertThat(thread.isWaiting()).isFalse();
        assertThat(thread.pass("10:10").outcomes()).as("once").isEmpty();
    }

    @Test
    void whatWasOverBeforeTheRungRanEndsItWithoutTheClaim() {
        thread.met(leak(), "10:00");

        assertThat(outcomes(thread.cleared("memory-leak", MEMORY, "10:00"))).containsExactly("HEALED");
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void whatAnotherSeriesOrAnOutsiderSaysDoesNotVerify() {
        thread.met(leak(), "10:00");

        thread.cleared("high-cpu", CPU, "10:05");
        var forged = aConditionCleared("memory-leak", MEMORY)
                .origin(Origin.STREAM)
                .at("10:06")
                .signal();
        assertThat(thread.take(forged, true).outcomes()).isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.PROPOSED);
    }

    @Test
    void silenceVerifiesNothingAndCallsAPerson() {
        thread.met(leak(), "10:00");
        thread.started("10:00");

        var step = thread.pass("10:10");

        assertThat(outcomes(step)).containsExactly("UNVERIFIABLE");
        assertThat(step.commands()).as("no further rung into the dark").isEmpty();
        assertThat(step.escalations())
                .singleElement()
                .asString()
                .contains("memory-leak rung 1")
                .contains("no data");
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void anExecutorThatSaysNothingIsNotTakenForOneThatRanInVain() {
        thread.met(leak(), "10:00");
        thread.stillMet(leak(), "10:05");

        var step = thread.pass("10:10");

        assertThat(outcomes(step)).containsExactly("UNVERIFIABLE");
        assertThat(step.commands()).as("it may still run").isEmpty();
        assertThat(step.escalations()).singleElement().asString().contains("no executor said that it ran");
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void anExecutorThatRanOutOfTimeIsAnsweredByTheNextRungAndOneThatWasStoppedByAPerson() {
        var late = thread.met(leak(), "10:00").commands().get(0);
        assertThat(steps(thread.outcome(late.getCommandId(), "TIMED_OUT", "10:02")))
                .containsExactly("collect-garbage");

        var stopped = thread.outcome(thread.ladder().getCommandId(), "CANCELLED", "10:03");
        assertThat(stopped.commands()).isEmpty();
        assertThat(outcomes(stopped)).containsExactly("UNVERIFIABLE");
        assertThat(stopped.escalations())
                .containsExactly("memory-leak rung 2 cannot be verified: the executor reported CANCELLED");
    }

    @Test
    void aWordThatNoExecutorHasMovesNothing() {
        var first = thread.met(leak(), "10:00").commands().get(0);

        assertThat(thread.outcome(first.getCommandId(), "FIXED", "10:01").state())
                .isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.PROPOSED);
    }

    @Test
    void anExecutorThatFailedIsAnsweredByTheNextRungAtOnce() {
        var first = thread.met(leak(), "10:00").commands().get(0);

        var step = thread.outcome(first.getCommandId(), "FAILED", "10:02");

        assertThat(outcomes(step)).containsExactly("FAILED");
        assertThat(steps(step)).containsExactly("collect-garbage");
        assertThat(thread.ladder().getVerifyBy()).isEqualTo(Times.at("10:12"));
        assertThat(thread.outcome(first.getCommandId(), "FAILED", "10:03").state())
                .as("a repeat of an old answer moves nothing")
                .isEmpty();
    }

    @Test
    void anExecutorThatStartedOrSucceededProvesNothing() {
        var first = thread.met(leak(), "10:00").commands().get(0);

        assertThat(thread.outcome(first.getCommandId(), "STARTED", "10:01").outcomes())
                .isEmpty();
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.VERIFYING);
        thread.outcome(first.getCommandId(), "SUCCEEDED", "10:02");
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.REQUESTED);

        assertThat(outcomes(thread.pass("10:12"))).containsExactly("UNVERIFIABLE");
    }

    @Test
    void aRefusedCommandCallsAPersonWithTheReason() {
        var first = thread.met(leak(), "10:00").commands().get(0);

        var step = thread.refused(first.getCommandId(), "budget: 6 of 6", "10:01");

        assertThat(step.escalations()).containsExactly("memory-leak was refused: budget: 6 of 6");
        assertThat(step.commands()).isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.REFUSED);
        assertThat(thread.isWaiting()).isFalse();
    }

    @Test
    void anExhaustedLadderCallsAPerson() {
        thread.met(highCpu(95), "10:00");
        thread.started("10:00");
        thread.stillMet(highCpu(95), "10:05");
        thread.pass("10:15");
        thread.started("10:15");
        thread.stillMet(highCpu(95), "10:20");

        var step = thread.pass("10:30");

        assertThat(outcomes(step)).containsExactly("NOT_FIXED");
        assertThat(step.commands()).isEmpty();
        assertThat(step.escalations()).singleElement().asString().contains("high-cpu is exhausted");
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.EXHAUSTED);
    }

    @Test
    void theSameOpeningNeverStartsTwice() {
        thread.met(leak(), "10:00");
        thread.pass("10:10");

        assertThat(thread.stillMet(leak(), "10:15").commands()).isEmpty();
        assertThat(thread.met(leak(), "10:20").commands()).isEmpty();
    }

    @Test
    void aNewOpeningStartsAnew() {
        var first = thread.met(leak().occurrence("one"), "10:00").commands().get(0);
        thread.cleared("memory-leak", MEMORY, "10:05");

        var second = thread.met(leak().occurrence("two"), "10:20").commands().get(0);

        assertThat(second.getStep()).isEqualTo("report-memory");
        assertThat(second.getCommandId()).isNotEqualTo(first.getCommandId());
    }

    @Test
    void twoLaddersOfOneThreadClimbApart() {
        thread.met(leak(), "10:00");
        thread.started("10:00");
        thread.met(highCpu(85), "10:01");
        thread.started("10:01");
        thread.stillMet(highCpu(86), "10:06");

        var first = thread.pass("10:10");
        var second = thread.pass("10:16");

        assertThat(outcomes(first)).containsExactly("UNVERIFIABLE");
        assertThat(outcomes(second)).containsExactly("NOT_FIXED");
        assertThat(steps(second)).containsExactly("scale-instance-up-next");
    }

    @Test
    void endedLaddersAreBoundedAndTheOpenOneIsKept() {
        thread.met(highCpu(79).occurrence("stays-open"), "09:00");
        for (int i = 0; i < 100; i++) {
            var at = Times.at("10:00").plusSeconds(60L * i).toString();
            assertThat(thread.met(leak().occurrence("o" + i), at).commands()).hasSize(1);
            thread.cleared(
                    "memory-leak",
                    MEMORY,
                    Times.at("10:00").plusSeconds(60L * i + 30).toString());
        }

        assertThat(thread.state().getLadders()).hasSize(ThreadLadders.MOST_ENDED + 1);
        assertThat(thread.state().getLadders())
                .extracting(Ladder::getOpeningCondition)
                .contains("stays-open", "o99")
                .doesNotContain("o0");
        assertThat(thread.stillMet(highCpu(95).occurrence("stays-open"), "12:00")
                        .commands())
                .as("its opening was answered")
                .isEmpty();
    }

    @Test
    void onlyConditionsThatMillraceDerivedTrigger() {
        assertThat(thread.met(leak().origin(Origin.STREAM), "10:00").commands()).isEmpty();
        assertThat(thread.take(anAlarm("cpu").inAlarm().at("10:01").signal(), true)
                        .commands())
                .isEmpty();
        assertThat(thread.take(anAnomaly(CPU).at("10:02").signal(), true).commands())
                .isEmpty();
        assertThat(thread.state().getLadders()).isEmpty();
    }

    @Test
    void theStatePassedInIsNeverModified() {
        thread.met(leak(), "10:00");
        var known = thread.state();
        var before = ThreadState.newBuilder(known).build();

        thread.stillMet(leak(), "10:05");
        thread.pass("10:10");
        thread.cleared("memory-leak", MEMORY, "10:12");

        assertThat(known).isEqualTo(before);
    }

    private static List<String> steps(LadderStep step) {
        return step.commands().stream().map(Command::getStep).toList();
    }

    @Test
    void aRungIsVerifiedByWhatArrivesAfterItRanHoweverLateTheExecutorBegins() {
        var first = thread.met(leak(), "10:00").commands().get(0);
        thread.stillMet(leak(), "10:05");
        thread.outcome(first.getCommandId(), "STARTED", "10:08");
        thread.outcome(first.getCommandId(), "SUCCEEDED", "10:09");

        assertThat(thread.pass("10:18").state()).as("its time is not over").isEmpty();
        assertThat(outcomes(thread.pass("10:19")))
                .as("what arrived before it ran shows nothing")
                .containsExactly("UNVERIFIABLE");
    }

    private static List<String> outcomes(LadderStep step) {
        return step.outcomes().stream().map(Outcome::getOutcome).toList();
    }
}
