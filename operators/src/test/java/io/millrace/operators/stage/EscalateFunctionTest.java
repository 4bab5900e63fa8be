package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.EscalationInput;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.escalate.EscalationInputs;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stage of people with the shipped paths and plans: timers that survive restarts and rescaling, and tell once. */
class EscalateFunctionTest {
    private static final int MAX_PARALLELISM = 16;
    private static final List<String> THREADS = List.of("t-1", "t-2", "t-3", "t-4", "t-5", "t-6");

    @Test
    void tiersAndUpdatesComeByTimersAndTheStateEndsWithTheThread() throws Exception {
        try (var harness = harness(null, 1, 0)) {
            take(harness, changed("t-1", 1, "OPENED", ThreadStatus.OPEN, "10:00"));
            take(harness, paged("t-1", "10:00"));
            passByMinutes(harness, "10:31");
            assertThat(told(harness))
                    .containsExactly(
                            "10:00 leadership 1 opened",
                            "10:00 service-desk 1 opened",
                            "10:10 lead not-acknowledged",
                            "10:30 leadership 2 cadence",
                            "10:30 not-diagnosed",
                            "10:30 vendor not-acknowledged");

            take(harness, changed("t-1", 2, "RESOLVED", ThreadStatus.RESOLVED, "10:40"));
            passByMinutes(harness, "11:30");
            assertThat(told(harness))
                    .hasSize(8)
                    .endsWith("10:40 leadership 3 resolved", "10:40 service-desk 2 resolved");

            take(harness, changed("t-1", 3, "CLOSED", ThreadStatus.CLOSED, "11:31"));
            passByMinutes(harness, "11:32");
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(told(harness)).hasSize(8);
        }
    }

    @Test
    void whatFallsDueDuringAnOutageIsToldOnceAlsoAfterRescaling() throws Exception {
        List<String> expected;
        OperatorSubtaskState snapshot;
        try (var harness = harness(null, 1, 0)) {
            for (String thread : THREADS) {
                take(harness, changed(thread, 1, "OPENED", ThreadStatus.OPEN, "10:00"));
                take(harness, paged(thread, "10:00"));
            }
            passByMinutes(harness, "10:05");
            snapshot = harness.snapshot(1, 1);
            passByMinutes(harness, "12:31");
            expected = escalations(harness.extractOutputValues());
        }

        var found = new ArrayList<Notification>();
        var halves = new OperatorSubtaskState[2];
        for (int half = 0; half < 2; half++) {
            var mine =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, MAX_PARALLELISM, 1, 2, half);
            try (var harness = harness(mine, 2, half)) {
                // the outage is over: arrivals go on at 10:12
                pass(harness, "10:12:30");
                found.addAll(harness.extractOutputValues());
                halves[half] = harness.snapshot(2, 2);
            }
        }
        assertThat(found).hasSize(THREADS.size()).allSatisfy(one -> {
            assertThat(one.getAudience()).isEqualTo("lead");
            assertThat(one.getDueAt()).isEqualTo(Times.at("10:10"));
        });

        var whole = AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(halves), MAX_PARALLELISM, 2, 1, 0);
        try (var harness = harness(whole, 1, 0)) {
            // records before the snapshot come again
            for (String thread : THREADS) {
                take(harness, changed(thread, 1, "OPENED", ThreadStatus.OPEN, "10:00"));
                take(harness, paged(thread, "10:00"));
            }
            passByMinutes(harness, "12:31", "10:13");
            found.addAll(harness.extractOutputValues());
        }

        assertThat(escalations(found)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void allCommandsAtWorkAreStillWatchedAfterRestoringAndRescaling() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null, 1, 0)) {
            for (String thread : THREADS) {
                take(harness, changed(thread, 1, "OPENED", ThreadStatus.OPEN, "10:00"));
                take(harness, paged(thread, "10:00"));
                for (String time : List.of("10:01", "10:02", "10:03")) {
                    take(harness, granted(thread, time));
                }
            }
            passByMinutes(harness, "10:04");
            snapshot = harness.snapshot(1, 1);
        }
        var found = new ArrayList<Notification>();
        for (int half = 0; half < 2; half++) {
            var mine =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, MAX_PARALLELISM, 1, 2, half);
            try (var harness = harness(mine, 2, half)) {
                for (String thread : THREADS) {
                    if (isMine(thread, half)) {
                        take(harness, verdict(thread, "10:02", "10:10"));
                    }
                }
                passByMinutes(harness, "10:40", "10:05");
                found.addAll(harness.extractOutputValues());
            }
        }

        for (String thread : THREADS) {
            assertThat(found)
                    .filteredOn(one ->
                            one.getThreadId().equals(thread) && one.getReason().equals("not-verified"))
                    .extracting(Notification::getDueAt)
                    .as("the shipped path gives a command of a critical service half an hour")
                    .containsExactly(Times.at("10:31"), Times.at("10:33"));
        }
    }

    private static boolean isMine(String thread, int half) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(thread, MAX_PARALLELISM, 2) == half;
    }

    private static EscalationInput granted(String thread, String time) {
        return EscalationInput.newBuilder()
                .setThreadId(thread)
                .setCommand(Command.newBuilder()
                        .setCommandId(thread + time)
                        .setStatus(CommandStatus.GRANTED)
                        .setReason("")
                        .setThreadId(thread)
                        .setScope("shop")
                        .setService("checkout")
                        .setRunbook("high-cpu")
                        .setRunbookVersion("1")
                        .setRung(0)
                        .setStep("step")
                        .setAction("Millrace-StopRunawayProcess")
                        .setTarget("arn")
                        .setAccount("111122223333")
                        .setRegion("eu-west-1")
                        .setParameters(Map.of())
                        .setConditionId("high-cpu")
                        .setIdentity("identity")
                        .setOpeningCondition("opening")
                        .setAttempt(1)
                        .setTier(1)
                        .setMode("live")
                        .setCooldownSeconds(0)
                        .setExpiresAfterSeconds(0)
                        .setAdvice("")
                        .setEvidence(List.of())
                        .setContentVersion("1")
                        .setEventTime(Times.at(time))
                        .setArrivedAt(Times.at(time))
                        .build())
                .build();
    }

    private static EscalationInput verdict(String thread, String granted, String time) {
        return EscalationInputs.of(Outcome.newBuilder()
                        .setEventId(thread + granted + time)
                        .setCommandId(thread + granted)
                        .setThreadId(thread)
                        .setExecutionId("")
                        .setOutcome("NOT_FIXED")
                        .setDetail("")
                        .setEventTime(Times.at(time))
                        .setArrivedAt(Times.at(time))
                        .build())
                .orElseThrow();
    }

    @Test
    void whoTookItOnDuringTheOutageIsHeardBeforeAnybodyIsCalled() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null, 1, 0)) {
            take(harness, changed("t-1", 1, "OPENED", ThreadStatus.OPEN, "10:00"));
            take(harness, paged("t-1", "10:00"));
            passByMinutes(harness, "10:05");
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(snapshot, 1, 0)) {
            var taken = changed("t-1", 2, "ACKNOWLEDGED", ThreadStatus.TRIAGED, "10:08");
            taken.setAcknowledgedBy("ann");
            take(harness, taken);
            pass(harness, "10:25");

            assertThat(escalations(harness.extractOutputValues())).isEmpty();
        }
    }

    @Test
    void theOrderOfDeliveryWithinASlotDoesNotMatter() throws Exception {
        var slot = new ArrayList<EscalationInput>();
        slot.add(EscalationInputs.of(changed("t-1", 1, "OPENED", ThreadStatus.OPEN, "10:00"))
                .orElseThrow());
        slot.add(EscalationInputs.of(changed("t-1", 2, "REASSIGNED", ThreadStatus.OPEN, "10:00"))
                .orElseThrow());
        slot.add(EscalationInputs.of(changed("t-1", 3, "UPDATED", ThreadStatus.OPEN, "10:00"))
                .orElseThrow());
        slot.add(EscalationInputs.of(page("t-1", "10:00")).orElseThrow());
        List<Notification> expected = run(slot);
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(slot, new Random(seed));
            assertThat(run(slot)).isEqualTo(expected);
        }
    }

    @Test
    void theEndOfBoundedInputCallsNobody() throws Exception {
        try (var harness = harness(null, 1, 0)) {
            take(harness, changed("t-1", 1, "OPENED", ThreadStatus.OPEN, "10:00"));
            take(harness, paged("t-1", "10:00"));
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(escalations(harness.extractOutputValues())).isEmpty();
        }
    }

    @Test
    void aThreadThatIsLostSightOfIsForgotten() throws Exception {
        try (var harness = harness(null, 1, 0)) {
            var quiet = changed("t-1", 1, "OPENED", ThreadStatus.OPEN, "10:00");
            quiet.setPriority(5);
            take(harness, quiet);
            take(harness, paged("unknown", "10:00"));
            harness.processWatermark(
                    new Watermark(Times.at("10:01").plusSeconds(7 * 86_400).toEpochMilli()));

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    private static List<Notification> run(List<EscalationInput> slot) throws Exception {
        try (var harness = harness(null, 1, 0)) {
            for (EscalationInput input : slot) {
                harness.processElement(input, 0);
            }
            passByMinutes(harness, "10:31");
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, EscalationInput, Notification> harness(
            @Nullable OperatorSubtaskState snapshot, int parallelism, int subtask) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new EscalateFunction(Harnesses.HISTORY)),
                        EscalationInput::getThreadId,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask),
                Notification.class,
                snapshot);
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, EscalationInput, Notification> harness, ThreadChange change)
            throws Exception {
        harness.processElement(EscalationInputs.of(change).orElseThrow(), 0);
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, EscalationInput, Notification> harness,
            EscalationInput input)
            throws Exception {
        harness.processElement(input, 0);
    }

    private static void pass(OneInputStreamOperatorTestHarness<?, ?> harness, String time) throws Exception {
        harness.processWatermark(new Watermark(Times.at(time).toEpochMilli()));
    }

    /** As ticks move time. */
    private static void passByMinutes(OneInputStreamOperatorTestHarness<?, ?> harness, String until) throws Exception {
        passByMinutes(harness, until, "09:59");
    }

    private static void passByMinutes(OneInputStreamOperatorTestHarness<?, ?> harness, String until, String from)
            throws Exception {
        for (Instant at = Times.at(from); !at.isAfter(Times.at(until)); at = at.plusSeconds(60)) {
            harness.processWatermark(new Watermark(at.toEpochMilli()));
        }
    }

    private static EscalationInput paged(String thread, String time) {
        return EscalationInputs.of(page(thread, time)).orElseThrow();
    }

    private static Page page(String thread, String time) {
        return Page.newBuilder()
                .setPageId("page-" + thread)
                .setThreadId(thread)
                .setVersion(1)
                .setDecision(PageDecision.PAGED)
                .setReason("urgent")
                .setTitle("CPU")
                .setSeverity(5)
                .setPriority(1)
                .setService("checkout")
                .setOwner("checkout-team")
                .setScope("shop")
                .setArrivedAt(Times.at(time))
                .build();
    }

    private static ThreadChange changed(String thread, int version, String word, ThreadStatus status, String time) {
        return ThreadChange.newBuilder()
                .setChangeId(thread + word + version)
                .setThreadId(thread)
                .setVersion(version)
                .setChange(word)
                .setStatus(status)
                .setReason("because")
                .setScope("shop")
                .setTitle("CPU of checkout")
                .setSeverity(5)
                .setPriority(1)
                .setService("checkout")
                .setOwner("checkout-team")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setOpenedAt(Times.at(time))
                .setLastEventAt(Times.at(time))
                .setEventCount(1)
                .setResources(List.of())
                .setSituations(List.of())
                .setMembers(List.of())
                .setContentVersion("example-1")
                .setArrivedAt(Times.at(time))
                .build();
    }

    /** Sorted: time of the day at which it was due, then what. */
    private static List<String> told(AbstractStreamOperatorTestHarness<Notification> harness) {
        return harness.extractOutputValues().stream()
                .map(one -> one.getDueAt().toString().substring(11, 16) + " "
                        + (one.getReason().equals("not-diagnosed") ? "" : one.getAudience() + " ")
                        + (one.getNumber() == 0 ? "" : one.getNumber() + " ") + one.getReason())
                .sorted()
                .toList();
    }

    private static List<String> escalations(List<Notification> told) {
        return told.stream()
                .filter(one -> one.getKind() == NotificationKind.ESCALATION)
                .map(Notification::getNotificationId)
                .sorted()
                .toList();
    }
}
