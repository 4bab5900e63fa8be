package io.millrace.domain.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.GuardState;
import io.millrace.domain.Outcome;
import io.millrace.domain.StormSighting;
import io.millrace.testing.Estates;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardingTest {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final String TARGET = Estates.instanceArn(Estates.INSTANCE);

    private GuardSettings settings = settings(2, 3, 4, 5, false);
    private GuardState state = GuardState.newBuilder().build();
    private int commands;

    @Test
    void aCommandWithinAllGuardrailsIsGrantedAndRemembered() {
        var answer = ask(command());

        assertThat(answer.getStatus()).isEqualTo(CommandStatus.GRANTED);
        assertThat(state.getGrants()).hasSize(1);
        assertThat(state.getGrants().get(0).getTarget()).isEqualTo(TARGET);
    }

    @Test
    void theProposalIsNotModified() {
        var proposal = command();
        var before = Command.newBuilder(proposal).build();

        ask(proposal);

        assertThat(proposal).isEqualTo(before);
    }

    @Test
    void theFirstObjectionInOrderIsTheReason() {
        var bad = command();
        bad.setTarget("*");
        bad.setAction("AWS-DeleteEverything");
        bad.setMode("off");
        bad.setTier(3);

        settings = settings(0, 0, 0, 0, true);
        assertRefused(bad, "kill-switch:");
        settings = settings(0, 0, 0, 0, false);
        assertRefused(bad, "target:");
        bad.setTarget(TARGET);
        assertRefused(bad, "allow-list: AWS-DeleteEverything");
        bad.setAction("Millrace-CollectGarbage");
        assertRefused(bad, "mode:");
        bad.setMode("live");
        assertRefused(bad, "tier:");
        bad.setTier(1);
        assertRefused(bad, "budget: 0 of 0 commands per target");
        settings = settings(1, 0, 0, 0, false);
        assertRefused(bad, "budget: 0 of 0 commands per service");
        settings = settings(1, 1, 0, 0, false);
        assertRefused(bad, "budget: 0 of 0 commands per account");
        settings = settings(1, 1, 1, 0, false);
        assertRefused(bad, "budget: 0 of 0 commands per fleet");
        settings = settings(1, 1, 1, 1, false);
        assertThat(ask(bad).getStatus()).isEqualTo(CommandStatus.GRANTED);
    }

    /** It would be the runbook's second command within the cool-down of its first rung, on the target that it works on. */
    @Test
    void aRollbackMayFollowItsCommandOnceThatHasItsVerdictAndIsHeldByEveryOtherGuardrail() {
        settings = settings(9, 9, 9, 9, false);
        var first = command();
        first.setCooldownSeconds(3600);
        ask(first);
        var rollback = command();
        rollback.setRollbackOf(first.getCommandId());
        rollback.setCooldownSeconds(3600);

        assertRefused(rollback, "busy:");
        tell(first, "MADE_WORSE", "10:05");
        settings = settings(1, 9, 9, 9, false);
        assertRefused(rollback, "budget: 1 of 1 commands per target");
        settings = settings(9, 9, 9, 9, true);
        assertRefused(rollback, "kill-switch:");
        settings = settings(9, 9, 9, 9, false);
        var unlisted = Command.newBuilder(rollback).setAction("Millrace-Undo").build();
        assertRefused(unlisted, "allow-list:");

        assertThat(ask(rollback).getStatus()).isEqualTo(CommandStatus.GRANTED);
        var again = command();
        again.setCooldownSeconds(3600);
        assertRefused(again, "cool-down:");
    }

    @Test
    void aDiagnosisTakesNothingFromTheStepsThatFollowAndHasOnlyWhatTheyLeave() {
        settings = settings(1, 9, 9, 9, false).reading(Set.of("Millrace-ReportMemory"));
        var read = diagnosis("Millrace-ReportMemory");
        assertGranted(read);
        var first = command();
        first.setCooldownSeconds(3600);

        assertGranted(first);
        assertRefused(diagnosis("Millrace-ReportMemory"), "cool-down:");
        var uncooled = diagnosis("Millrace-ReportMemory");
        uncooled.setCooldownSeconds(0);
        assertRefused(uncooled, "budget: 2 of 1 commands per target");
        assertRefused(rung("10:00"), "busy:");
    }

    @Test
    void aDiagnosisIsOfAnActionThatOnlyReadsWhateverItsRunbookSays() {
        settings = settings(9, 9, 9, 9, false).reading(Set.of("Millrace-ReportMemory"));

        assertRefused(diagnosis("Millrace-CollectGarbage"), "allow-list: Millrace-CollectGarbage is not listed");
        var acting = diagnosis("Millrace-ReportMemory");
        acting.setTier(1);
        assertRefused(acting, "allow-list:");
        settings = settings(9, 9, 9, 9, false);
        assertRefused(diagnosis("Millrace-ReportMemory"), "allow-list:");
    }

    @Test
    void aDiagnosisThatComesTooOftenIsNoProblemOfItsOwn() {
        settings = settings(99, 99, 99, 99, false).reading(Set.of("Millrace-ReportMemory"));
        for (int i = 0; i < 3; i++) {
            var start = command("1" + i + ":00");
            start.setOpeningCondition("opening-" + i);
            assertGranted(start);
            tell(start, "NOT_FIXED", "1" + i + ":20");
        }
        var read = diagnosis("Millrace-ReportMemory");
        read.setArrivedAt(Times.at("14:00"));
        read.setOpeningCondition("opening-3");

        var refused = ask(read);

        assertThat(refused.getReason()).startsWith("attempts:");
        assertThat(new Guarding(settings).problem(state, refused)).isEmpty();
    }

    @Test
    void anEmptyOrWildcardTargetIsAnErrorNeverEverything() {
        for (String target : List.of("", "  ", "*", "arn:aws:ec2:eu-west-1:111122223333:instance/*", "i-?")) {
            var command = command();
            command.setTarget(target);
            assertRefused(command, "target:");
        }
    }

    @Test
    void coolDownIsAskedBeforeBudgets() {
        settings = settings(1, 1, 1, 1, false);
        ask(command("10:00"));

        assertRefused(command("10:10"), "cool-down:");
    }

    @Test
    void theSameRunbookDoesNotStartAgainOnItsTargetWithinItsCoolDown() {
        var first = command("10:00");
        ask(first);
        tell(first, "NOT_FIXED", "10:05");

        assertRefused(command("10:29:59"), "cool-down: memory-leak acted on this target within 30 minutes");
        var elsewhere = command("10:10");
        elsewhere.setTarget(Estates.instanceArn("i-1"));
        assertGranted(elsewhere);
        var otherRunbook = command("10:11");
        otherRunbook.setRunbook("high-cpu");
        assertGranted(otherRunbook);
        tell(otherRunbook, "FIXED", "10:12");
        settings = settings(9, 9, 9, 9, false);
        assertGranted(command("10:30"));
    }

    @Test
    void theNextRungAndTheNextAttemptFollowWithinTheCoolDown() {
        settings = settings(9, 9, 9, 9, false);
        var first = command("10:00");
        assertGranted(first);
        tell(first, "NOT_FIXED", "10:10");
        var again = command("10:10");
        again.setAttempt(2);
        assertGranted(again);
        tell(again, "NOT_FIXED", "10:20");
        var next = command("10:20");
        next.setRung(1);
        assertGranted(next);
    }

    @Test
    void budgetsCountGrantsWithinTheWindow() {
        settings = settings(2, 9, 9, 9, false);
        assertGranted(rung("10:00"));
        assertGranted(rung("10:20"));
        assertRefused(rung("10:59:59"), "budget: 2 of 2 commands per target used within 60 minutes");
        assertGranted(rung("11:00"));
        assertRefused(rung("11:18"), "budget: 2 of 2");
    }

    @Test
    void refusedCommandsCostNoBudget() {
        settings = settings(2, 9, 9, 9, false);
        for (int i = 0; i < 5; i++) {
            var refused = rung("10:00");
            refused.setTier(2);
            assertRefused(refused, "tier:");
        }
        assertThat(state.getGrants()).isEmpty();
        assertGranted(rung("10:01"));
    }

    @Test
    void eachBudgetCountsItsOwn() {
        settings = settings(9, 2, 3, 4, false);
        assertGranted(on("i-1", "checkout", "1"));
        assertGranted(on("i-2", "checkout", "1"));
        assertRefused(on("i-3", "checkout", "1"), "per service");
        assertGranted(on("i-3", "orders", "1"));
        assertRefused(on("i-4", "media", "1"), "per account");
        assertGranted(on("i-4", "media", "2"));
        assertRefused(on("i-5", "search", "3"), "per fleet");
    }

    @Test
    void whatBelongsToNoServiceSharesNoServicesBudget() {
        settings = settings(9, 1, 9, 9, false);
        assertGranted(on("i-1", "", "1"));
        assertGranted(on("i-2", "", "1"));
        assertGranted(on("i-3", "", "1"));

        settings = settings(9, 1, 4, 9, false);
        assertGranted(on("i-4", "", "1"));
        assertRefused(on("i-5", "", "1"), "per account");
    }

    @Test
    void aCommandIdIsGrantedOnce() {
        var command = rung("10:00");
        assertGranted(command);

        assertThat(new Guarding(settings).decide(state, calendar -> null, command))
                .isEmpty();
        var later = Command.newBuilder(command).setArrivedAt(Times.at("20:00")).build();
        assertThat(new Guarding(settings).decide(state, calendar -> null, later))
                .isEmpty();
    }

    @Test
    void memoryIsBoundedByTheLongestWindow() {
        settings = settings(1000, 1000, 1000, 1000, false);
        var first = Times.at("2026-01-01T00:00:00Z");
        for (int hour = 0; hour < 24 * 14; hour++) {
            var command = rung("10:00");
            command.setArrivedAt(first.plus(Duration.ofHours(hour)));
            assertGranted(command);
            assertThat(state.getGrants()).hasSizeLessThanOrEqualTo(24);
        }
        assertThat(state.getGrants()).as("a day is kept for cool-downs").hasSize(24);
    }

    @Test
    void aTargetIsWorkedOnByOneCommandAtATime() {
        settings = settings(9, 9, 9, 9, false);
        var first = rung("10:00");
        assertGranted(first);
        var other = rung("10:05");
        other.setRunbook("high-cpu");

        assertRefused(other, "busy: memory-leak is at work on this target (command " + first.getCommandId() + ")");
        assertGranted(onTarget(rung("10:05"), "i-1"));
        tell(first, "NOT_FIXED", "10:06");
        other.setArrivedAt(Times.at("10:06"));
        assertGranted(other);
    }

    @Test
    void whatNobodyEndsIsAtWorkUntilItsVerdictWasDue() {
        settings = settings(9, 9, 9, 9, false);
        var first = rung("10:00");
        assertGranted(first);
        assertRefused(rung("10:15:59"), "busy:");
        tell(first, "STARTED", "10:15:59");
        assertRefused(rung("10:31:58"), "busy:");
        assertGranted(rung("10:31:59"));

        tell(first, "SUCCEEDED", "10:40");
        assertThat(state.getGrants().get(0).getWorkUntil())
                .as("a late report revives nothing")
                .isLessThan(Times.at("10:40").toEpochMilli());
    }

    @Test
    void whatHealedWithoutACommandLeavesItsTargetToItUntilItCannotBeginAnyMore() {
        settings = settings(9, 9, 9, 9, false);
        var first = rung("10:00");
        assertGranted(first);
        tell(first, "HEALED", "10:05");
        assertRefused(rung("10:06"), "busy:");
        assertGranted(rung("10:16"));
    }

    @Test
    void whatOnlySpeaksOrIsAShadowLocksNothing() {
        settings = settings(9, 9, 9, 9, false);
        var note = rung("10:00");
        note.setTier(0);
        assertGranted(note);
        var shadow = rung("10:01");
        shadow.setMode("shadow");
        assertGranted(shadow);
        assertGranted(rung("10:02"));
        var another = rung("10:03");
        another.setTier(0);
        assertGranted(another);
        var late = rung("10:03");
        late.setMode("shadow");
        assertRefused(late, "busy:");
    }

    @Test
    void shadowsUseUpNoBudgetOfWhatIsDone() {
        settings = settings(1, 9, 9, 9, false);
        var shadow = rung("10:00");
        shadow.setMode("shadow");
        assertGranted(shadow);
        assertGranted(rung("10:01"));
        var next = rung("10:30");
        next.setMode("shadow");
        assertRefused(next, "budget: 2 of 1 commands per target");
    }

    @Test
    void onlyAShareOfAGroupIsWorkedOnAtOnce() {
        Group.Members all = (target, service) -> service.equals("checkout");
        settings = settings(9, 9, 9, 9, false)
                .with(Duration.ofMinutes(30), AttemptLimit.USUAL, List.of(Group.share("web", all, 12, 25)));
        var first = onTarget(rung("10:00"), "i-1");
        assertGranted(first);
        assertGranted(onTarget(rung("10:00"), "i-2"));
        assertGranted(onTarget(rung("10:00"), "i-3"));

        assertRefused(onTarget(rung("10:01"), "i-4"), "share: 3 of group web are at work; 25 % of 12 may be at once");
        var elsewhere = onTarget(rung("10:01"), "i-5");
        elsewhere.setService("orders");
        assertGranted(elsewhere);
        tell(first, "FIXED", "10:02");
        assertGranted(onTarget(rung("10:02"), "i-4"));
    }

    @Test
    void ofAGroupOfUnknownOrSmallSizeOneIsWorkedOnAtOnce() {
        Group.Members all = (target, service) -> true;
        for (Group group : List.of(Group.share("web", all, 0, 50), Group.share("web", all, 3, 25))) {
            state = GuardState.newBuilder().build();
            settings = settings(9, 9, 9, 9, false).with(Duration.ofMinutes(30), AttemptLimit.USUAL, List.of(group));
            assertGranted(onTarget(rung("10:00"), "i-1"));
            assertRefused(onTarget(rung("10:01"), "i-2"), "share: 1 of group web");
        }
    }

    @Test
    void aStormHoldsItsScopesCommandsBackForAWhile() {
        var guarding = new Guarding(settings);
        state = guarding.after(state, new StormSighting("shop", "t", Times.at("10:00")));
        state = guarding.after(state, new StormSighting("shop", "t", Times.at("09:00")));

        assertRefused(rung("10:29:59"), "storm: scope shop had an alarm storm at 2026-08-05T10:00:00Z");
        var elsewhere = onTarget(rung("10:10"), "i-1");
        elsewhere.setScope("elsewhere");
        assertGranted(elsewhere);
        assertGranted(rung("10:30"));
        assertThat(guarding.recent(state, Times.at("2026-08-06T10:00:00Z").toEpochMilli())
                        .getStorms())
                .isEmpty();
    }

    @Test
    void aRunbookThatCuresNothingIsRefusedAndIsAProblem() {
        settings = settings(99, 99, 99, 99, false);
        for (int i = 0; i < 3; i++) {
            var start = command("1" + i + ":00");
            start.setOpeningCondition("opening-" + i);
            start.setThreadId("thread-" + i);
            assertGranted(start);
            tell(start, "NOT_FIXED", "1" + i + ":20");
            var rung = command("1" + i + ":20");
            rung.setRung(1);
            rung.setOpeningCondition("opening-" + i);
            assertGranted(rung);
            tell(rung, "FIXED", "1" + i + ":40");
        }
        var fourth = command("14:00");
        fourth.setOpeningCondition("opening-3");
        fourth.setThreadId("thread-3");

        var refused = ask(fourth);

        assertThat(refused.getReason()).startsWith("attempts: memory-leak was started on this target 3 times");
        assertThat(new Guarding(settings).problem(state, refused)).hasValueSatisfying(problem -> {
            assertThat(problem.getCount()).isEqualTo(4);
            assertThat(problem.getThreadIds()).containsExactly("thread-0", "thread-1", "thread-2", "thread-3");
            assertThat(problem.getFirstAt()).isEqualTo(Times.at("10:00"));
        });
        fourth.setArrivedAt(Times.at("2026-08-06T10:19:59Z"));
        assertRefused(fourth, "attempts:");
        fourth.setArrivedAt(Times.at("2026-08-06T10:20:00Z"));
        assertGranted(fourth);
    }

    @Test
    void whatIsRefusedForAnotherReasonIsNoProblem() {
        settings = settings(0, 0, 0, 0, false);

        assertThat(new Guarding(settings).problem(state, ask(command()))).isEmpty();
    }

    @Test
    void aPersonIsAskedOnlyAboutWhatNothingElseRefuses() {
        var wanted = rung("10:00");
        wanted.setTier(2);
        wanted.setApproveWithinSeconds(3600);

        var asked = ask(wanted);

        assertThat(asked.getStatus()).isEqualTo(CommandStatus.AWAITING_APPROVAL);
        assertThat(asked.getReason()).isEqualTo("approval: a person is asked until 2026-08-05T11:00:00Z");
        assertThat(state.getGrants()).as("nothing is at work yet").isEmpty();
        settings = settings(0, 0, 0, 0, false);
        assertRefused(wanted, "budget:");
        wanted.setTier(3);
        assertRefused(wanted, "tier: collect-garbage is never done automatically");
        settings = settings(9, 9, 9, 9, false);
        wanted.setTier(2);
        wanted.setMode("shadow");
        assertGranted(wanted);
    }

    private void tell(Command command, String outcome, String at) {
        state = new Guarding(settings)
                .after(
                        state,
                        new Outcome(
                                "e", command.getCommandId(), "thread", "", outcome, "", Times.at(at), Times.at(at)));
    }

    private static Command onTarget(Command command, String instance) {
        command.setTarget(Estates.instanceArn(instance));
        return command;
    }

    private Command ask(Command proposal) {
        var guarding = new Guarding(settings);
        var answer = guarding.decide(state, calendar -> null, proposal).orElseThrow();
        state = guarding.after(state, answer);
        return answer;
    }

    private void assertGranted(Command proposal) {
        var answer = ask(proposal);
        assertThat(answer.getStatus()).as(answer.getReason()).isEqualTo(CommandStatus.GRANTED);
    }

    private void assertRefused(Command proposal, String reason) {
        var answer = ask(proposal);
        assertThat(answer.getStatus()).isEqualTo(CommandStatus.REFUSED);
        assertThat(answer.getReason()).contains(reason);
    }

    private Command on(String instance, String service, String account) {
        var command = rung("10:00");
        command.setTarget(Estates.instanceArn(instance));
        command.setService(service);
        command.setAccount(account);
        return command;
    }

    private Command diagnosis(String action) {
        var read = command();
        read.setAction(action);
        read.setTier(0);
        read.setDiagnosis(true);
        read.setCooldownSeconds(3600);
        return read;
    }

    /** A later rung: no cool-down applies. */
    private Command rung(String at) {
        var command = command(at);
        command.setRung(1);
        return command;
    }

    private Command command() {
        return command("10:00");
    }

    private Command command(String at) {
        return Command.newBuilder()
                .setCommandId("command-" + commands++)
                .setStatus(CommandStatus.PROPOSED)
                .setReason("")
                .setThreadId("thread")
                .setScope("shop")
                .setService("checkout")
                .setRunbook("memory-leak")
                .setRunbookVersion("1")
                .setRung(0)
                .setStep("collect-garbage")
                .setAction("Millrace-CollectGarbage")
                .setTarget(TARGET)
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

    private static GuardSettings settings(int target, int service, int account, int fleet, boolean kill) {
        return new GuardSettings(
                new BudgetLimits(WINDOW, target, service, account, fleet),
                Set.of("Millrace-CollectGarbage"),
                kill,
                List.of());
    }
}
