package io.millrace.runbooks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.Outcome;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.RunbookCatalog;
import io.millrace.testing.Undiagnosed;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A runbook in shadow says what it would do, claims nothing and wakes nobody. */
class ShadowLadderTest {
    private static final RunbookCatalog SHADOWED = shadowed().compile().runbooks();

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

    @Test
    void aShadowThatCannotActWakesNobodyAndALiveOneDoes() {
        var shadow = new ClimbingThread(SHADOWED);
        var live = new ClimbingThread();

        assertThat(shadow.met(ClimbingThread.highCpu(85).attribute("dim.InstanceId", "*"), "10:00")
                        .escalations())
                .isEmpty();
        assertThat(live.met(ClimbingThread.highCpu(85).attribute("dim.InstanceId", "*"), "10:00")
                        .escalations())
                .hasSize(1);
    }

    private static ContentBundle shadowed() {
        var files = new TreeMap<>(Undiagnosed.files(ContentBundle.shipped().files()));
        files.computeIfPresent("catalog/high-cpu.yaml", (name, text) -> {
            assertThat(text).contains("mode: live");
            return text.replace("mode: live", "mode: shadow");
        });
        return ContentBundle.of(files);
    }
}
