package io.millrace.operators.stage;

import static io.millrace.testing.Events.aChange;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.EventKind;
import io.millrace.domain.GuardInput;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.StormSighting;
import io.millrace.domain.guard.GuardInputs;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Estates;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class GuardFunctionTest {
    private static final String CALENDAR = "arn:aws:ssm:eu-west-1:111122223333:document/year-end-freeze";

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void whoGetsTheBudgetDoesNotDependOnTheOrderOfDelivery(@ForAll Random random) throws Exception {
        var proposals = new ArrayList<Command>();
        for (int i = 0; i < 9; i++) {
            var proposal = proposal("c" + i, "10:00:0" + i % 3);
            proposal.setTier(0);
            proposals.add(proposal);
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
            harness.processElement(GuardInputs.of(proposal("c", "10:00")), 0);
            harness.processWatermark(Times.at("10:01").toEpochMilli());
            assertThat(harness.extractOutputValues()).hasSize(1);
            try (var restored = Harnesses.guard(harness.snapshot(1, 1))) {
                restored.processElement(GuardInputs.of(proposal("c", "10:02")), 0);
                restored.processWatermark(Times.at("10:03").toEpochMilli());

                assertThat(restored.extractOutputValues()).isEmpty();
            }
        }
    }

    @Test
    void grantsAreForgottenADayLater() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(proposal("c", "10:00")), 0);
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
            harness.processElement(GuardInputs.of(proposal), 0);
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
            harness.processElement(GuardInputs.of(broken), 0);
            harness.processElement(GuardInputs.of(proposal("d", "10:00:01")), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.extractOutputValues())
                    .extracting(Command::getCommandId)
                    .containsExactly("d");
            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getStage()).isEqualTo("guard"));
        }
    }

    @Test
    void aClosedCalendarRefusesUntilItOpensAlsoAfterARestart() throws Exception {
        var content = withCalendar("");
        try (var harness = Harnesses.guard(content, null)) {
            take(harness, "OPEN", "09:00");
            harness.processElement(GuardInputs.of(proposal("a", "10:00")), 0);
            take(harness, "CLOSED", "10:30");
            harness.processElement(GuardInputs.of(proposal("b", "11:00")), 0);
            harness.processWatermark(Times.at("11:30").toEpochMilli());
            try (var restored = Harnesses.guard(content, harness.snapshot(1, 1))) {
                restored.processElement(GuardInputs.of(proposal("c", "12:00")), 0);
                take(restored, "OPEN", "12:30");
                restored.processElement(GuardInputs.of(proposal("d", "13:00")), 0);
                restored.processWatermark(Times.at("13:30").toEpochMilli());

                assertThat(harness.extractOutputValues())
                        .extracting(Command::getStatus)
                        .containsExactly(CommandStatus.GRANTED, CommandStatus.REFUSED);
                assertThat(restored.extractOutputValues())
                        .extracting(Command::getStatus)
                        .containsExactly(CommandStatus.REFUSED, CommandStatus.GRANTED);
                assertThat(restored.extractOutputValues().get(0).getReason())
                        .startsWith("freeze: calendar year-end is CLOSED since 2026-08-05T10:30:00Z");
            }
        }
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void whatACalendarSaysInACommandsSlotCountsInWhateverOrderTheyCome(@ForAll Random random) throws Exception {
        var inputs = new ArrayList<GuardInput>(List.of(
                GuardInputs.of(proposal("a", "10:00")),
                said("CLOSED", "10:00:01"),
                said("OPEN", "10:00:00"),
                said("CLOSED", "09:00")));
        Collections.shuffle(inputs, random);
        try (var harness = Harnesses.guard(withCalendar(""), null)) {
            for (GuardInput input : inputs) {
                harness.processElement(input, 0);
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.extractOutputValues())
                    .extracting(Command::getStatus)
                    .containsExactly(CommandStatus.REFUSED);
        }
    }

    @Test
    void aCalendarThatHasSaidNothingRefusesUnlessContentSaysThatItIsOpen() throws Exception {
        assertThat(first(withCalendar("")).getReason())
                .startsWith("freeze: calendar year-end has not said yet whether it is open");
        assertThat(first(withCalendar(", initially: open")).getStatus()).isEqualTo(CommandStatus.GRANTED);
    }

    @Test
    void calendarsAreForgottenWhenTheySayNothingForLongerThanAYear() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            take(harness, "CLOSED", "10:00");
            harness.processWatermark(Instant.parse("2027-08-05T10:00:00Z").toEpochMilli());
            assertThat(harness.numKeyedStateEntries()).isOne();

            harness.processWatermark(Instant.parse("2027-09-10T10:00:00Z").toEpochMilli());

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aVerdictOfTheSlotFreesTheTargetForTheNextRungAlsoAfterARestart() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(proposal("a", "10:00")), 0);
            harness.processElement(GuardInputs.of(proposal("b", "10:05")), 0);
            harness.processWatermark(Times.at("10:06").toEpochMilli());
            assertThat(statuses(harness.extractOutputValues()))
                    .containsExactly("a GRANTED within all guardrails", "b REFUSED busy");
            try (var restored = Harnesses.guard(harness.snapshot(1, 1))) {
                restored.processElement(GuardInputs.of(proposal("c", "10:08")), 0);
                restored.processElement(GuardInputs.of(proposal("d", "10:10")), 0);
                restored.processElement(GuardInputs.of(outcome("a", "NOT_FIXED", "10:10:01")), 0);
                restored.processElement(GuardInputs.of(outcome("nobody", "FIXED", "10:10:01")), 0);
                restored.processWatermark(Times.at("10:11").toEpochMilli());

                assertThat(statuses(restored.extractOutputValues()))
                        .containsExactly("c REFUSED busy", "d GRANTED within all guardrails");
            }
        }
    }

    @Test
    void aStormOfTheScopeRefusesAlsoAfterARestartAndIsForgotten() throws Exception {
        var storm = GuardInput.newBuilder()
                .setStorm(new StormSighting("shop", "t", Times.at("10:00:01")))
                .build();
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(proposal("a", "10:00")), 0);
            harness.processElement(storm, 0);
            harness.processWatermark(Times.at("10:06").toEpochMilli());
            assertThat(statuses(harness.extractOutputValues())).containsExactly("a REFUSED storm");
            try (var restored = Harnesses.guard(harness.snapshot(1, 1))) {
                restored.processElement(GuardInputs.of(proposal("b", "10:20")), 0);
                restored.processElement(GuardInputs.of(proposal("c", "10:31")), 0);
                restored.processWatermark(Times.at("10:40").toEpochMilli());
                assertThat(statuses(restored.extractOutputValues()))
                        .containsExactly("b REFUSED storm", "c GRANTED within all guardrails");

                restored.processWatermark(Instant.parse("2026-08-06T11:00:00Z").toEpochMilli());
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void theAttemptTooManyIsAProblem() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            for (int i = 0; i < 4; i++) {
                var start = proposal("c" + i, "1" + i + ":00");
                start.setOpeningCondition("opening-" + i);
                harness.processElement(GuardInputs.of(start), 0);
            }
            harness.processWatermark(Times.at("14:00").toEpochMilli());

            assertThat(statuses(harness.extractOutputValues())).endsWith("c3 REFUSED attempts");
            assertThat(Harnesses.side(harness, Outputs.PROBLEMS))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.getCount()).isEqualTo(4));
        }
    }

    @Test
    void anApprovalIsWaitedForAcrossARestartAndHoldsWhatItSays() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(tierTwo("a", "10:00")), 0);
            harness.processWatermark(Times.at("10:10").toEpochMilli());
            assertThat(statuses(harness.extractOutputValues())).containsExactly("a AWAITING_APPROVAL approval");
            try (var restored = Harnesses.guard(harness.snapshot(1, 1))) {
                restored.processElement(GuardInputs.of(tierTwo("a", "10:20")), 0);
                restored.processElement(said("a", true, "ann", "10:59:59"), 0);
                restored.processElement(said("a", false, "bob", "10:59:59"), 0);
                restored.processWatermark(Times.at("12:00").toEpochMilli());

                assertThat(restored.extractOutputValues()).singleElement().satisfies(command -> {
                    assertThat(command.getStatus()).isEqualTo(CommandStatus.GRANTED);
                    assertThat(command.getApproval().getBy()).isEqualTo("ann");
                    assertThat(command.getApproval().getGranted()).isTrue();
                    assertThat(command.getArrivedAt())
                            .as("its expiry begins with the answer")
                            .isEqualTo(Times.at("10:59:59"));
                });
                restored.processWatermark(Instant.parse("2026-08-06T12:00:00Z").toEpochMilli());
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void whoApprovesOpensNoOtherGuardrail() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(tierTwo("a", "10:00")), 0);
            harness.processElement(GuardInputs.of(proposal("b", "10:10")), 0);
            harness.processElement(said("a", true, "ann", "10:15"), 0);
            harness.processElement(said("a", true, "ann", "10:50"), 0);
            harness.processWatermark(Times.at("12:00").toEpochMilli());

            assertThat(statuses(harness.extractOutputValues()))
                    .containsExactly(
                            "a AWAITING_APPROVAL approval", "b GRANTED within all guardrails", "a REFUSED busy");
        }
    }

    @Test
    void aDeniedCommandIsRefusedForGood() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(tierTwo("a", "10:00")), 0);
            harness.processElement(said("a", false, "bob", "10:10"), 0);
            harness.processElement(said("a", true, "ann", "10:11"), 0);
            harness.processElement(GuardInputs.of(tierTwo("a", "10:20")), 0);
            harness.processWatermark(Times.at("12:00").toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .extracting(Command::getReason)
                    .containsExactly(
                            "approval: a person is asked until 2026-08-05T11:00:00Z",
                            "approval: denied by bob (not today)");
        }
    }

    @Test
    void anApprovalThatIsLateForAnotherCommandOrFromNobodyHasNoEffect() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(said("a", true, "ann", "09:59"), 0);
            harness.processElement(GuardInputs.of(tierTwo("a", "10:00")), 0);
            harness.processElement(said("b", true, "ann", "10:10"), 0);
            harness.processElement(said("a", true, "ann", "11:00"), 0);
            harness.processWatermark(Times.at("12:00").toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .extracting(Command::getReason)
                    .containsExactly(
                            "approval: a person is asked until 2026-08-05T11:00:00Z",
                            "approval: expired at 2026-08-05T11:00:00Z, nobody answered");
        }
        assertThat(GuardInputs.of(answer("a", true, " ", "10:10"))).isEmpty();
        assertThat(GuardInputs.of(answer("", true, "ann", "10:10"))).isEmpty();
        var forged = answer("a", true, "mallory", "10:10");
        forged.setKind(EventKind.OTHER);
        assertThat(GuardInputs.of(forged))
                .as("what the parser makes of a source that is not allowed")
                .isEmpty();
    }

    @Test
    void aCommandWhoseLadderHasEndedIsNoLongerAskedFor() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(tierTwo("a", "10:00")), 0);
            harness.processElement(GuardInputs.of(outcome("a", "FIXED", "10:10")), 0);
            harness.processElement(said("a", true, "ann", "10:20"), 0);
            harness.processWatermark(Times.at("12:00").toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .extracting(Command::getReason)
                    .containsExactly(
                            "approval: a person is asked until 2026-08-05T11:00:00Z",
                            "approval: no longer wanted, FIXED without it");
        }
    }

    @Test
    void nobodysTimeToAnswerIsOverWhenTheInputEnds() throws Exception {
        try (var harness = Harnesses.guard(null)) {
            harness.processElement(GuardInputs.of(tierTwo("a", "10:00")), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(statuses(harness.extractOutputValues())).containsExactly("a AWAITING_APPROVAL approval");
        }
    }

    private static List<String> statuses(List<Command> answers) {
        return answers.stream()
                .map(answer -> answer.getCommandId() + " " + answer.getStatus() + " "
                        + answer.getReason().replaceFirst(":.*", ""))
                .toList();
    }

    private static Outcome outcome(String command, String word, String at) {
        return new Outcome("o-" + command + word + at, command, "thread", "", word, "", Times.at(at), Times.at(at));
    }

    private static Command tierTwo(String id, String at) {
        var command = proposal(id, at);
        command.setTier(2);
        command.setApproveWithinSeconds(3600);
        return command;
    }

    private static GuardInput said(String command, boolean granted, String by, String at) {
        return GuardInputs.of(answer(command, granted, by, at)).orElseThrow();
    }

    private static OpsEvent answer(String command, boolean granted, String by, String at) {
        return aChange("answer-" + command + granted + by + at)
                .kind(EventKind.DECISION)
                .source("millrace.people")
                .detailType(granted ? "Approval Granted" : "Approval Denied")
                .attribute("commandId", command)
                .attribute("by", by)
                .attribute("reason", "not today")
                .at(at)
                .arrivedAt(at)
                .event();
    }

    private static Command first(ContentHistory content) throws Exception {
        try (var harness = Harnesses.guard(content, null)) {
            harness.processElement(GuardInputs.of(proposal("a", "10:00")), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            return harness.extractOutputValues().get(0);
        }
    }

    private static ContentHistory withCalendar(String more) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.merge(
                "guardrails.yaml",
                "\ncalendars:\n  - {name: year-end, arn: \"" + CALENDAR + "\"" + more + "}\n",
                String::concat);
        return ContentHistory.of(ContentBundle.of(files));
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, GuardInput, Command> harness, String state, String at)
            throws Exception {
        harness.processElement(said(state, at), 0);
    }

    private static GuardInput said(String state, String at) {
        return GuardInputs.of(aChange("calendar")
                        .source("aws.ssm")
                        .detailType("Calendar State Change")
                        .on(CALENDAR)
                        .attribute("calendarState", state)
                        .at(at)
                        .arrivedAt(at)
                        .event())
                .orElseThrow();
    }

    private static List<Command> run(List<Command> proposals) throws Exception {
        try (var harness = Harnesses.guard(null)) {
            for (Command proposal : proposals) {
                harness.processElement(
                        GuardInputs.of(proposal), proposal.getArrivedAt().toEpochMilli());
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            return harness.extractOutputValues();
        }
    }

    static Command proposal(String id, String at) {
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
                .setVerifyWithinSeconds(900)
                .build();
    }
}
