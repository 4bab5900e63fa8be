package io.millrace.runbooks.ladder;

import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.Command;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.Outcome;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.RunbookCatalog;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import io.millrace.testing.Undiagnosed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A runbook in shadow says what it would do, claims nothing and wakes nobody. */
class ShadowLadderTest {
    private static final String CATALOG = "catalog/high-cpu.yaml";
    private static final RunbookCatalog SHADOWED = changed(CATALOG, "mode: live", "mode: shadow");

    private static final Supplier<EventBuilder> WILDCARD =
            () -> ClimbingThread.highCpu(85).attribute("dim.InstanceId", "*").rule("production");

    @Test
    void itIsProposedOnceAsAShadowAndItsTimeWakesNobody() {
        var thread = new ClimbingThread(SHADOWED);
        var met = thread.met(ClimbingThread.highCpu(85), "10:00");
        thread.stillMet(ClimbingThread.highCpu(86), "10:05");
        var passed = thread.pass("12:00");

        assertThat(met.commands()).extracting(Command::getMode).containsExactly("shadow");
        assertThat(met.escalations()).isEmpty();
        assertThat(passed.escalations()).isEmpty();
        assertThat(passed.commands()).as("no rung after one that was not run").isEmpty();
    }

    @Test
    void neitherARecoveryNorAnExecutorThatClaimsToHaveRunItMakesItAFix() {
        var thread = new ClimbingThread(SHADOWED);
        thread.met(ClimbingThread.highCpu(85), "10:00");
        var started = thread.started("10:01");
        var failed = thread.outcome(thread.ladder().getCommandId(), "FAILED", "10:02");
        var cleared = thread.cleared("high-cpu", ClimbingThread.CPU, "10:09");

        for (LadderStep step : List.of(started, failed, cleared)) {
            assertThat(step.outcomes()).extracting(Outcome::getOutcome).doesNotContain("FIXED", "NOT_FIXED", "FAILED");
            assertThat(step.escalations()).isEmpty();
            assertThat(step.commands()).isEmpty();
        }
        assertThat(thread.ladder()).extracting(Ladder::getStatus).isEqualTo(LadderStatus.HEALED);
    }

    @Test
    void whatTheGuardWouldHaveRefusedWakesNobody() {
        var thread = new ClimbingThread(SHADOWED);
        var met = thread.met(ClimbingThread.highCpu(85), "10:00");
        var refused = thread.refused(met.commands().get(0).getCommandId(), "budget", "10:01");

        assertThat(refused.escalations()).isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.REFUSED);
    }

    /** However it came to be in shadow: by its own mode, for the account, the kind of account or the policy, or by the bundle's ceiling. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode: shadow",
                "mode: live\nmodes:\n  - {accounts: ['111122223333'], mode: shadow}",
                "mode: live\nmodes:\n  - {kind: production, mode: shadow}",
                "mode: live\nmodes:\n  - {policies: [production], mode: shadow}",
                "ceiling"
            })
    void aShadowThatCannotActSaysWhyInARowAndWakesNobody(String mode) {
        var shadow = new ClimbingThread(
                mode.equals("ceiling")
                        ? changed("guardrails.yaml", "killSwitch: false", "killSwitch: false\nmode: shadow")
                        : changed(CATALOG, "mode: live", mode));

        var step = shadow.met(WILDCARD.get(), "10:00");

        assertThat(step.escalations()).isEmpty();
        assertThat(step.commands()).isEmpty();
        assertThat(step.outcomes()).singleElement().satisfies(row -> {
            assertThat(row.getOutcome()).isEqualTo("REFUSED");
            assertThat(row.getDetail()).startsWith("SHADOW: high-cpu cannot act: wildcard-target: ");
            assertThat(row.getThreadId()).isEqualTo("thread");
            assertThat(row.getCommandId()).as("there is none").isEmpty();
            assertThat(row.getArrivedAt()).isEqualTo(Times.at("10:00"));
        });
        assertThat(shadow.ladder().getStatus()).isEqualTo(LadderStatus.REFUSED);
        assertThat(shadow.stillMet(WILDCARD.get(), "10:05").outcomes())
                .as("once")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode: live",
                "mode: live\nmodes:\n  - {accounts: ['444455556666'], mode: shadow}",
                "mode: live\nmodes:\n  - {kind: development, mode: shadow}",
                "mode: live\nmodes:\n  - {policies: [high-security], mode: shadow}"
            })
    void whereItIsLiveTheSameRowIsNotMarkedAndAPersonIsCalled(String mode) {
        var live = new ClimbingThread(changed(CATALOG, "mode: live", mode));

        var step = live.met(WILDCARD.get(), "10:00");

        assertThat(step.escalations()).singleElement().satisfies(reason -> assertThat(reason)
                .startsWith("high-cpu cannot act: wildcard-target: "));
        assertThat(step.outcomes())
                .extracting(Outcome::getOutcome, Outcome::getDetail)
                .containsExactly(tuple("REFUSED", step.escalations().get(0)));
    }

    @Test
    void whatTwoThreadsOrTwoTroublesWereRefusedAreRowsOfTheirOwn() {
        var thread = new ClimbingThread(SHADOWED);
        var one = thread.met(WILDCARD.get(), "10:00").outcomes().get(0);
        var again = new ClimbingThread(SHADOWED)
                .met(WILDCARD.get(), "10:00")
                .outcomes()
                .get(0);
        var other = thread.met(WILDCARD.get().occurrence("another"), "10:20")
                .outcomes()
                .get(0);

        assertThat(again.getEventId()).as("of content, not of chance").isEqualTo(one.getEventId());
        assertThat(other.getEventId()).isNotEqualTo(one.getEventId());
    }

    @Test
    void aShadowWhoseConditionEndsForWantOfDataWakesNobody() {
        var thread = new ClimbingThread(SHADOWED);
        thread.met(ClimbingThread.highCpu(85), "10:00");
        var cleared = aConditionCleared("high-cpu", ClimbingThread.CPU)
                .at("10:06")
                .arrivedAt("10:06")
                .signal();
        cleared.getEvent().getValues().remove("value");

        var step = thread.take(cleared, false);

        assertThat(step.escalations()).isEmpty();
        assertThat(step.outcomes()).extracting(Outcome::getOutcome).containsExactly("UNVERIFIABLE");
    }

    /** Proposed live, and put to sleep by newer content before the guard saw it: that is who refuses it, in the newer mode. */
    @ParameterizedTest
    @CsvSource({"live,1", "shadow,0", "off,0"})
    void whatTheGuardRefusesInANewerModeWakesAPersonOnlyWhereThatIsLive(String mode, int calls) {
        var thread = new ClimbingThread();
        var command = thread.met(ClimbingThread.highCpu(85), "10:00").commands().get(0);

        var step = thread.take(
                anOutcome(command.getCommandId(), "")
                        .detailType("Remediation Refused")
                        .attribute("reason", "budget")
                        .attribute("mode", mode)
                        .at("10:01")
                        .arrivedAt("10:01")
                        .signal(),
                true);

        assertThat(step.escalations()).hasSize(calls);
        assertThat(step.outcomes()).extracting(Outcome::getOutcome).containsExactly("REFUSED");
    }

    @ParameterizedTest
    @CsvSource({"live,1", "shadow,0"})
    void whatWaitedAndWhoseContentIsGoneWakesAPersonOnlyWhereItWouldHaveActed(String mode, int calls) {
        var waits = changed(
                CATALOG,
                "mode: live",
                "mode: " + mode + "\nschedule: {days: [sunday], from: \"02:00\", length: 4h, zone: UTC, cutoff: 1h}");
        var without = new TreeMap<>(files());
        without.remove(CATALOG);
        var gone = ContentBundle.of(without).compile().runbooks();
        var isGone = new AtomicBoolean();
        var thread = new ClimbingThread(
                new Ladders((version, at) -> new VersionedRunbooks(version, isGone.get() ? gone : waits)));
        thread.met(ClimbingThread.highCpu(85), "10:00");
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.WAITING);
        isGone.set(true);

        var step = thread.passTo(thread.due().orElseThrow());

        assertThat(step.escalations()).hasSize(calls);
        assertThat(step.outcomes()).singleElement().satisfies(row -> assertThat(row.getDetail())
                .isEqualTo((calls == 0 ? "SHADOW: " : "")
                        + "high-cpu cannot act: the content that it waited with is kept no more"));
        assertThat(thread.isWaiting()).isFalse();
    }

    /** It acted on something and did not help: that newer content sleeps is no reason to keep silent about it. */
    @Test
    void whatActedLiveAndDidNotHelpCallsAPersonAlsoWhereTheNextRungSleepsByThen() {
        var live = changed(CATALOG, "mode: live", "mode: live");
        var off = changed(CATALOG, "mode: live", "mode: \"off\"");
        var isOff = new AtomicBoolean();
        var thread = new ClimbingThread(
                new Ladders((version, at) -> new VersionedRunbooks(version, isOff.get() ? off : live)));
        thread.met(ClimbingThread.highCpu(85), "10:00");
        thread.started("10:01");
        thread.stillMet(ClimbingThread.highCpu(86), "10:05");
        isOff.set(true);

        var step = thread.pass("10:16");

        assertThat(step.outcomes()).extracting(Outcome::getOutcome).containsExactly("NOT_FIXED", "REFUSED");
        assertThat(step.outcomes().get(1).getDetail()).startsWith("OFF: high-cpu cannot act: runbook-off: ");
        assertThat(step.escalations()).hasSize(1);
    }

    private static RunbookCatalog changed(String path, String before, String after) {
        var files = new TreeMap<>(files());
        files.computeIfPresent(path, (name, text) -> {
            assertThat(text).contains(before);
            return text.replace(before, after);
        });
        return ContentBundle.of(files).compile().runbooks();
    }

    private static Map<String, String> files() {
        return Undiagnosed.files(ContentBundle.shipped().files());
    }
}
