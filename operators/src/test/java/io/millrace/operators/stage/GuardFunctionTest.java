package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.testing.Estates;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

class GuardFunctionTest {

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void whoGetsTheBudgetDoesNotDependOnTheOrderOfDelivery(@ForAll Random random) throws Exception {
        var proposals = new ArrayList<Command>();
        for (int i = 0; i < 9; i++) {
            proposals.add(proposal("c" + i, "10:00:0" + i % 3));
        }
        var expected = run(proposals);
        assertThat(expected)
                .filteredOn(answer -> answer.getStatus() == CommandStatus.GRANTED)
                .hasSize(6);
        Collections.shuffle(proposals, random);

        assertThat(run(proposals)).isEqualTo(expected);
    }

    @Test
    void aRepeatedProposalIsAnsweredOnceAlsoAfterARestart() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(proposal("c", "10:00"), 0);
            harness.processWatermark(Times.at("10:01").toEpochMilli());
            assertThat(harness.extractOutputValues()).hasSize(1);
            try (var restored = Harnesses.guard(harness.snapshot(1, 1))) {
                restored.processElement(proposal("c", "10:02"), 0);
                restored.processWatermark(Times.at("10:03").toEpochMilli());

                assertThat(restored.extractOutputValues()).isEmpty();
            }
        }
    }

    @Test
    void grantsAreForgottenADayLater() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(proposal("c", "10:00"), 0);
            harness.processWatermark(Instant.parse("2026-08-06T09:59:00Z").toEpochMilli());
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

            harness.processWatermark(Instant.parse("2026-08-06T10:00:04Z").toEpochMilli());

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void refusedProposalsLeaveNoState() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            var proposal = proposal("c", "10:00");
            proposal.setTarget("*");
            harness.processElement(proposal, 0);
            harness.processWatermark(Times.at("10:01").toEpochMilli());

            assertThat(harness.extractOutputValues()).singleElement().satisfies(answer -> assertThat(answer.getStatus())
                    .isEqualTo(CommandStatus.REFUSED));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aProposalThatCannotBeDecidedIsADeadLetterAndNotGranted() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            var broken = proposal("c", "10:00");
            broken.setTarget(null);
            harness.processElement(broken, 0);
            harness.processElement(proposal("d", "10:00:01"), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.extractOutputValues())
                    .extracting(Command::getCommandId)
                    .containsExactly("d");
            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getStage()).isEqualTo("guard"));
        }
    }

    private static List<Command> run(List<Command> proposals) throws Exception {
        try (var harness = Harnesses.guard(null)) {
            for (Command proposal : proposals) {
                harness.processElement(proposal, proposal.getArrivedAt().toEpochMilli());
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            return harness.extractOutputValues();
        }
    }

    private static Command proposal(String id, String at) {
        return Command.newBuilder()
                .setCommandId(id)
                .setStatus(CommandStatus.PROPOSED)
                .setReason("")
                .setThreadId("thread")
                .setScope("shop")
                .setService("checkout")
                .setRunbook("memory-leak")
                .setRunbookVersion("1")
                .setRung(1)
                .setStep("collect-garbage")
                .setAction("Millrace-CollectGarbage")
                .setTarget(Estates.instanceArn(Estates.INSTANCE))
                .setAccount(Estates.PRODUCTION)
                .setRegion(Estates.REGION)
                .setParameters(Map.of())
                .setConditionId("memory-leak")
                .setIdentity("condition:memory-leak:series")
                .setOpeningCondition("opening")
                .setAttempt(1)
                .setTier(1)
                .setMode("live")
                .setCooldownSeconds(1800)
                .setExpiresAfterSeconds(600)
                .setAdvice("")
                .setEvidence(List.of())
                .setContentVersion("v1")
                .setEventTime(Times.at(at))
                .setArrivedAt(Times.at(at))
                .build();
    }
}
