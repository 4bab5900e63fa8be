package io.millrace.domain.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EscalationInput;
import io.millrace.domain.EscalationState;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.WatchedCommand;
import io.millrace.domain.escalate.EscalationPath.Stage;
import io.millrace.domain.escalate.EscalationTier.Duty;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EscalatingTest {
    /** At work from 08:00 to 18:00 UTC of every day. */
    private static final WorkingHours OFFICE = at -> {
        int hour = at.atOffset(java.time.ZoneOffset.UTC).getHour();
        Instant midnight = at.truncatedTo(java.time.temporal.ChronoUnit.DAYS);
        return hour >= 8 && hour < 18 ? at : midnight.plus(Duration.ofHours(hour < 8 ? 8 : 32));
    };

    private final EscalationPath path = new EscalationPath(
            "standard",
            new ThreadFilter(List.of(), List.of(), List.of(1, 2, 3), 1, false),
            2,
            false,
            null,
            Map.of(
                    Stage.DIAGNOSE, Duration.ofMinutes(45),
                    Stage.VERIFY, Duration.ofMinutes(20),
                    Stage.RESOLVE, Duration.ofHours(2)),
            List.of(
                    new EscalationTier("on-call", Duration.ZERO, List.of(), List.of(), Duty.ALWAYS),
                    new EscalationTier("night-desk", Duration.ZERO, List.of("desk"), List.of(), Duty.OFF_HOURS),
                    new EscalationTier("lead", Duration.ofMinutes(10), List.of("lead"), List.of(), Duty.ALWAYS),
                    new EscalationTier(
                            "vendor", Duration.ofMinutes(30), List.of("head"), List.of("aws: call"), Duty.ALWAYS)));
    private final CommunicationPlan leadership = new CommunicationPlan(
            "leadership",
            new ThreadFilter(List.of(), List.of(), List.of(1), 1, false),
            "leadership",
            "email",
            List.of("boss@example.com"),
            true,
            true,
            Duration.ofMinutes(30));
    private Escalating escalating =
            new Escalating(new Responders(List.of(path), path, List.of(leadership), service -> 1, service -> OFFICE));

    private @Nullable EscalationState state;
    private final List<Notification> told = new ArrayList<>();
    private Instant now = Times.at("09:00");
    private int version;

    @Test
    void tiersAreCalledOneAfterTheOtherUntilSomebodyTakesItOn() {
        opened(2).paged();
        pass("10:09");
        assertThat(escalations()).as("the page has woken the first").isEmpty();

        pass("10:11");
        assertThat(escalations()).containsExactly("3 lead not-acknowledged");
        assertThat(told.get(0).getContacts()).containsExactly("lead");
        assertThat(told.get(0).getText()).isEqualTo("Nobody has taken it on since 2026-08-05T10:00:00Z.");

        change("ACKNOWLEDGED", 2, ThreadStatus.TRIAGED, "ann");
        pass("10:44");
        assertThat(escalations()).hasSize(1);
    }

    @Test
    void theVendorIsCalledWithHowItIsReached() {
        opened(2).paged();
        pass("10:31");

        assertThat(escalations()).containsExactly("3 lead not-acknowledged", "4 vendor not-acknowledged");
        assertThat(told.get(1).getVendors()).containsExactly("aws: call");
    }

    @Test
    void whatIsTakenOnIsStillToBeDiagnosedAndResolvedInItsTime() {
        opened(2).paged();
        change("ACKNOWLEDGED", 2, ThreadStatus.TRIAGED, "ann");
        pass("10:46");
        assertThat(escalations())
                .as("the next tier after the one that was called")
                .containsExactly("3 lead not-diagnosed");

        change("DIAGNOSED", 2, ThreadStatus.TRIAGED, "ann");
        pass("12:01");
        assertThat(escalations()).containsExactly("3 lead not-diagnosed", "4 vendor not-resolved");
        pass("23:00");
        assertThat(escalations()).hasSize(2);
    }

    @Test
    void aDiagnosisInTimeOrARunbookAtWorkIsNoOverrun() {
        opened(2).paged();
        change("DIAGNOSED", 2, ThreadStatus.TRIAGED, "ann");
        pass("11:00");
        assertThat(escalations()).isEmpty();
    }

    @Test
    void aCommandThatNothingVerifiesInTimeCallsPeople() {
        opened(2).paged();
        change("ACKNOWLEDGED", 2, ThreadStatus.TRIAGED, "ann");
        command("c-1", "10:05");
        outcome("c-1", "STARTED", "10:06");
        outcome("c-0", "FIXED", "10:06");
        pass("10:26");
        assertThat(escalations()).containsExactly("3 lead not-verified");

        command("c-2", "10:30");
        outcome("c-1", "NOT_FIXED", "10:31");
        command("c-3", "10:40");
        outcome("c-3", "FIXED", "10:45");
        pass("10:49");
        assertThat(escalations()).as("c-2 has time yet").hasSize(1);
        pass("11:30");
        assertThat(escalations()).as("c-2").endsWith("4 vendor not-verified").hasSize(2);
        assertThat(told.get(1).getText()).startsWith("Whether command c-2 of 2026-08-05T10:30:00Z");
    }

    @Test
    void eachOfSeveralCommandsAtWorkIsWatched() {
        opened(2).paged();
        change("ACKNOWLEDGED", 2, ThreadStatus.TRIAGED, "ann");
        command("c-1", "10:05");
        command("c-2", "10:10");
        command("c-3", "10:11");
        outcome("c-1", "FIXED", "10:20");
        command("c-2", "10:21");
        pass("11:00");

        assertThat(escalations()).as("c-2 and c-3").containsExactly("3 lead not-verified", "4 vendor not-verified");
        assertThat(told.stream().map(Notification::getDueAt)).containsExactly(Times.at("10:30"), Times.at("10:31"));
        assertThat(told.stream().map(Notification::getNotificationId).distinct())
                .hasSize(2);
        change("RESOLVED", 2, ThreadStatus.RESOLVED, "");
        assertThat(Objects.requireNonNull(state).getCommands()).isEmpty();
    }

    @Test
    void anyHistoryOfCommandsCallsOnceForEachThatNothingVerifiedInItsTime() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var steps = new TreeMap<Instant, Runnable>();
            var expected = new ArrayList<Instant>();
            for (int i = 0; i < 1 + random.nextInt(Watching.MOST); i++) {
                String id = "c-" + i;
                // no two steps at one moment: odd milliseconds end a command
                Instant granted = Times.at("10:01").plusMillis(random.nextInt(3_600) * 1_000L + i * 4L);
                Instant ended = granted.plusMillis(1_000L * (1 + random.nextInt(2_400)) + 1);
                boolean ends = random.nextInt(3) > 0;
                steps.put(granted, () -> command(id));
                if (ends) {
                    steps.put(ended, () -> outcome(id, "NOT_FIXED"));
                }
                if (!ends || ended.isAfter(granted.plus(Duration.ofMinutes(20)))) {
                    expected.add(granted.plus(Duration.ofMinutes(20)));
                }
            }
            told.clear();
            state = null;
            version = 0;
            now = Times.at("09:00");
            opened(2).paged();
            change("ACKNOWLEDGED", 2, ThreadStatus.TRIAGED, "ann");
            steps.forEach((at, step) -> {
                run(at);
                step.run();
            });
            pass("15:00");

            assertThat(verifications(told)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void whatIsWatchedIsBoundedAndTheOldestCallSoonest() {
        opened(2).paged();
        change("ACKNOWLEDGED", 2, ThreadStatus.TRIAGED, "ann");
        for (int i = 10; i < 10 + Watching.MOST + 5; i++) {
            command("c-" + i, "10:05:" + i);
        }
        assertThat(Objects.requireNonNull(state).getCommands()).hasSize(Watching.MOST);
        assertThat(state.getCommands().get(0).getCommandId()).isEqualTo("c-10");

        pass("10:25:15");
        command("c-late", "10:25:16");
        assertThat(state.getCommands())
                .as("somebody was called for c-10")
                .extracting(WatchedCommand::getCommandId)
                .contains("c-11", "c-late")
                .doesNotContain("c-10");
        pass("11:00");
        assertThat(verifications(told)).hasSize(Watching.MOST + 1).doesNotHaveDuplicates();
    }

    @Test
    void theOneCommandThatEarlierVersionsWatchedIsWatchedOn() {
        opened(2).paged();
        change("ACKNOWLEDGED", 2, ThreadStatus.TRIAGED, "ann");
        var before = Objects.requireNonNull(state);
        before.setCommandId("c-1");
        before.setCommandAt(Times.at("10:01"));
        command("c-2", "10:02");
        assertThat(state.getCommands()).extracting(WatchedCommand::getCommandId).containsExactly("c-1", "c-2");
        assertThat(state.getCommandId()).isEmpty();
        pass("11:00");

        assertThat(verifications(told)).containsExactly(Times.at("10:21"), Times.at("10:22"));
    }

    private static List<Instant> verifications(List<Notification> told) {
        return told.stream()
                .filter(one -> one.getReason().equals("not-verified"))
                .map(Notification::getDueAt)
                .toList();
    }

    @Test
    void whatNobodyWasPagedForCallsNobody() {
        opened(3);
        pass("23:00");

        assertThat(told).isEmpty();
    }

    @Test
    void aLaddersCallBeginsTheClockAndIsTheFirstTiers() {
        opened(4);
        change("ESCALATED", 4, ThreadStatus.OPEN, "");
        pass("10:45:10");

        assertThat(escalations())
                .as("P4 waits for nothing but hours")
                .containsExactly("3 lead not-acknowledged", "4 vendor not-acknowledged", "4 vendor not-diagnosed");
        assertThat(told.stream().map(Notification::getNotificationId).distinct())
                .hasSize(3);
    }

    @Test
    void outsideWorkingHoursWhatIsUrgentGoesToTheNightDeskAtOnce() {
        now = Times.at("02:00");
        opened(1).paged();
        pass("02:00:02");

        assertThat(escalations()).containsExactly("2 night-desk called");
    }

    @Test
    void outsideWorkingHoursWhatIsNotUrgentWaitsUntilTheyBegin() {
        now = Times.at("02:00");
        opened(3).paged();
        pass("08:09");
        assertThat(escalations()).isEmpty();

        pass("08:10:01");
        assertThat(escalations()).containsExactly("3 lead not-acknowledged");
        assertThat(told.get(0).getDueAt()).isEqualTo(Times.at("08:10"));
    }

    @Test
    void aTeamThatIsGivenAThreadIsCalledAnewAndHasItsOwnTime() {
        opened(2).paged();
        pass("10:11");
        change("REASSIGNED", 2, ThreadStatus.OPEN, "");
        pass("10:20");
        assertThat(escalations()).containsExactly("3 lead not-acknowledged", "1 on-call reassigned");
        assertThat(told.get(1).getContacts()).containsExactly("team", "oncall@example.com");

        pass("10:22");
        assertThat(escalations()).endsWith("3 lead not-acknowledged");
        assertThat(told.get(2).getNotificationId()).isNotEqualTo(told.get(0).getNotificationId());
    }

    @Test
    void aResolvedThreadCallsNobodyAndAReopenedOneAnew() {
        opened(2).paged();
        change("RESOLVED", 2, ThreadStatus.RESOLVED, "");
        pass("11:00");
        assertThat(told).isEmpty();

        change("REOPENED", 2, ThreadStatus.OPEN, "");
        pass("11:30");
        assertThat(told).as("not before it is paged again").isEmpty();
        paged();
        pass("11:41");
        assertThat(escalations()).containsExactly("3 lead not-acknowledged");
    }

    @Test
    void stakeholdersHearWhenItBeginsEachSoOftenAndOnceWhenItIsOver() {
        opened(1).paged();
        pass("11:01");
        change("RESOLVED", 1, ThreadStatus.RESOLVED, "");
        pass("12:00");
        change("CLOSED", 1, ThreadStatus.CLOSED, "");

        assertThat(updates()).containsExactly("1 opened", "2 cadence", "3 cadence", "4 resolved");
        assertThat(state).isNull();
        assertThat(told.stream().map(Notification::getNotificationId)).doesNotHaveDuplicates();
        assertThat(told)
                .filteredOn(one -> one.getKind() == NotificationKind.UPDATE)
                .allSatisfy(update -> {
                    assertThat(update.getAudience()).isEqualTo("leadership");
                    assertThat(update.getChannel()).isEqualTo("email");
                    assertThat(update.getContacts()).containsExactly("boss@example.com");
                });
    }

    @Test
    void aPlanBeginsWhenAThreadHasBecomeBadEnough() {
        opened(2).paged();
        pass("10:05");
        assertThat(updates()).isEmpty();

        change("UPDATED", 1, ThreadStatus.OPEN, "");
        pass("10:06");
        assertThat(updates()).containsExactly("1 opened");
    }

    @Test
    void aDischargedThreadEndsWithOneWord() {
        opened(1).paged();
        pass("10:01");
        change("CLOSED", 1, ThreadStatus.CLOSED, "");

        assertThat(updates()).containsExactly("1 opened", "2 closed");
        assertThat(state).isNull();
    }

    @Test
    void eachOverrunIsToldOnce() {
        opened(1).paged();

        pass("12:40");

        assertThat(escalations())
                .containsExactly(
                        "3 lead not-acknowledged",
                        "4 vendor not-acknowledged",
                        "4 vendor not-diagnosed",
                        "4 vendor not-resolved");
    }

    @Test
    void aRepeatAfterARestoreChangesNothing() {
        opened(1).paged();
        pass("10:20");
        EscalationState before = state;
        int count = told.size();

        take(EscalationInputs.of(changed("OPENED", 1, 1, ThreadStatus.OPEN, "")).orElseThrow());

        assertThat(state).isEqualTo(before);
        assertThat(told).hasSize(count);
    }

    @Test
    void theStateThatIsGivenIsNotModified() {
        opened(1).paged();
        EscalationState before = Objects.requireNonNull(state);
        EscalationState copy = EscalationState.newBuilder(before).build();

        escalating.onTime(before, Times.at("12:00"), new ArrayList<>());

        assertThat(before).isEqualTo(copy);
    }

    @Test
    void withoutPathsAndPlansNobodyIsTold() {
        escalating = new Escalating(Responders.none());
        opened(1).paged();
        change("REASSIGNED", 1, ThreadStatus.OPEN, "");
        pass("23:00");

        assertThat(told).isEmpty();
    }

    private EscalatingTest opened(int priority) {
        now = now.equals(Times.at("09:00")) ? Times.at("10:00") : now;
        return change("OPENED", priority, ThreadStatus.OPEN, "");
    }

    private EscalatingTest change(String word, int priority, ThreadStatus status, String by) {
        version++;
        take(EscalationInputs.of(changed(word, version, priority, status, by)).orElseThrow());
        return this;
    }

    private ThreadChange changed(String word, int number, int priority, ThreadStatus status, String by) {
        return ThreadChange.newBuilder()
                .setChangeId(word + number)
                .setThreadId("thread-1")
                .setVersion(number)
                .setChange(word)
                .setStatus(status)
                .setReason("because")
                .setScope("shop")
                .setTitle("CPU of checkout")
                .setSeverity(4)
                .setPriority(priority)
                .setService("checkout")
                .setOwner("team")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setOpenedAt(now)
                .setLastEventAt(now)
                .setEventCount(1)
                .setResources(List.of())
                .setSituations(List.of())
                .setMembers(List.of())
                .setContentVersion("1")
                .setArrivedAt(now)
                .setContacts(List.of("oncall@example.com"))
                .setAcknowledgedBy(by)
                .build();
    }

    private EscalatingTest paged() {
        take(EscalationInputs.of(Page.newBuilder()
                        .setPageId("page" + now)
                        .setThreadId("thread-1")
                        .setVersion(version)
                        .setDecision(PageDecision.PAGED)
                        .setReason("urgent")
                        .setTitle("CPU of checkout")
                        .setSeverity(4)
                        .setPriority(2)
                        .setService("checkout")
                        .setOwner("team")
                        .setScope("shop")
                        .setArrivedAt(now)
                        .build())
                .orElseThrow());
        return this;
    }

    private void command(String id, String time) {
        pass(time);
        command(id);
    }

    private void command(String id) {
        take(EscalationInput.newBuilder()
                .setThreadId("thread-1")
                .setCommand(Commands.granted(id, now))
                .build());
    }

    private void outcome(String commandId, String word, String time) {
        pass(time);
        outcome(commandId, word);
    }

    private void outcome(String commandId, String word) {
        EscalationInputs.of(Outcome.newBuilder()
                        .setEventId(commandId + word)
                        .setCommandId(commandId)
                        .setThreadId("thread-1")
                        .setExecutionId("")
                        .setOutcome(word)
                        .setDetail("")
                        .setEventTime(now)
                        .setArrivedAt(now)
                        .build())
                .ifPresent(this::take);
    }

    private void take(EscalationInput input) {
        state = escalating.on(state, input, now, told).orElse(null);
        if (state != null) {
            state = escalating.onTime(state, now, told);
        }
    }

    /** Time passes by every moment at which something is due. */
    private void pass(String time) {
        run(Times.at(time));
    }

    private void run(Instant until) {
        while (state != null && !escalating.due(state).isAfter(until)) {
            now = escalating.due(state);
            state = escalating.onTime(state, now, told);
        }
        now = until;
    }

    private List<String> escalations() {
        return told.stream()
                .filter(one -> one.getKind() == NotificationKind.ESCALATION)
                .map(one -> one.getTier() + " " + one.getAudience() + " " + one.getReason())
                .toList();
    }

    private List<String> updates() {
        return told.stream()
                .filter(one -> one.getKind() == NotificationKind.UPDATE)
                .map(one -> one.getNumber() + " " + one.getReason())
                .toList();
    }

    /** A command as the guard grants it. */
    private static final class Commands {
        static Command granted(String id, Instant at) {
            return Command.newBuilder()
                    .setCommandId(id)
                    .setStatus(io.millrace.domain.CommandStatus.GRANTED)
                    .setReason("")
                    .setThreadId("thread-1")
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
                    .setEventTime(at)
                    .setArrivedAt(at)
                    .build();
        }
    }
}
