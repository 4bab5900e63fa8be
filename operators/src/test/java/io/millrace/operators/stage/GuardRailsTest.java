package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.GuardState;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.eventbridge.Proposals;
import io.millrace.runbooks.ContentBundle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the newest content makes of a command that an earlier version proposed: it may be tightened, and is never widened. */
class GuardRailsTest {
    private static final ContentBundle SHIPPED = ContentBundle.shipped();
    private static final String RUNBOOK = "catalog/high-cpu.yaml";

    private final Command proposal = proposal();

    @Test
    void theVersionThatProposedLetsACommandBe() {
        var answer = decide(new GuardRails(SHIPPED), proposal);

        assertThat(answer.getStatus()).isEqualTo(CommandStatus.GRANTED);
        assertThat(answer.getMode()).isEqualTo("live");
        var refused = decide(new GuardRails(SHIPPED), with("Millrace-Unknown"));
        assertThat(refused.getReason())
                .startsWith("allow-list:")
                .as("whose refusal it is goes without saying")
                .doesNotContain("(content");
    }

    @Test
    void aCeilingOfShadowTightensWhatIsUnderWay() {
        var answer = decide(newer("guardrails.yaml", "killSwitch: false", "killSwitch: false\nmode: shadow"), proposal);

        assertThat(answer.getStatus()).isEqualTo(CommandStatus.GRANTED);
        assertThat(answer.getMode()).isEqualTo("shadow");
        assertThat(answer.getCommandId()).isEqualTo(proposal.getCommandId());
        assertThat(proposal.getMode()).as("what was proposed is not changed").isEqualTo("live");
    }

    @Test
    void aCeilingOfOffRefusesAndSaysWhichVersionDoes() {
        var answer =
                decide(newer("guardrails.yaml", "killSwitch: false", "killSwitch: false\nmode: \"off\""), proposal);

        assertThat(answer.getStatus()).isEqualTo(CommandStatus.REFUSED);
        assertThat(answer.getReason()).isEqualTo("mode: runbook high-cpu is off (content newer)");
    }

    @Test
    void aRunbookThatWasTakenAwayIsOff() {
        var files = files();
        files.remove(RUNBOOK);

        var answer = decide(new GuardRails(ContentBundle.of(files)), proposal);

        assertThat(answer.getReason()).isEqualTo("mode: runbook high-cpu is off (content newer)");
    }

    @Test
    void aRunbooksOwnModesHoldForTheAccountsAndPoliciesTheyName() {
        String modes = "mode: live\nmodes:\n  - {accounts: [\"%s\"], policies: [production], mode: shadow}\n";
        var here = newer(RUNBOOK, "mode: live\n", String.format(modes, "111122223333"));
        var elsewhere = newer(RUNBOOK, "mode: live\n", String.format(modes, "444455556666"));
        var accepted = Command.newBuilder(proposal).setPolicy("production").build();

        assertThat(decide(here, accepted).getMode()).isEqualTo("shadow");
        assertThat(decide(here, Command.newBuilder(proposal).setPolicy("other").build())
                        .getMode())
                .isEqualTo("live");
        assertThat(decide(elsewhere, accepted).getMode()).isEqualTo("live");
    }

    @Test
    void nothingWakesACommandThatWasProposedInShadow() {
        var shadow = Command.newBuilder(proposal).setMode("shadow").build();

        assertThat(decide(newer(RUNBOOK, "", ""), shadow).getMode()).isEqualTo("shadow");
        assertThat(decide(newer("guardrails.yaml", "killSwitch: false", "killSwitch: false\nmode: live"), shadow)
                        .getMode())
                .isEqualTo("shadow");
    }

    @Test
    void theKillSwitchOfANewerVersionRefusesInItsName() {
        var answer = decide(newer("guardrails.yaml", "killSwitch: false", "killSwitch: true"), proposal);

        assertThat(answer.getReason()).startsWith("kill-switch:").endsWith("(content newer)");
    }

    @Test
    void itKnowsTheCalendarsThatItsVersionAsks() {
        String arn = "arn:aws:ssm:eu-west-1:111122223333:document/year-end";
        var rails = newer(
                "guardrails.yaml",
                "killSwitch: false",
                "killSwitch: false\ncalendars:\n  - {name: year-end, arn: \"" + arn + "\", initially: closed}");

        assertThat(rails.calendars()).containsExactly(arn);
        assertThat(decide(rails, proposal).getReason()).startsWith("freeze:");
        assertThat(new GuardRails(SHIPPED).calendars()).isEmpty();
    }

    private static GuardRails newer(String file, String before, String after) {
        var files = files();
        if (!before.isEmpty()) {
            files.computeIfPresent(file, (path, text) -> {
                assertThat(text).contains(before);
                return text.replace(before, after);
            });
        }
        return new GuardRails(ContentBundle.of(files));
    }

    private static Map<String, String> files() {
        var files = new TreeMap<>(SHIPPED.files());
        files.put("bundle.yaml", "version: newer\neffectiveFrom: 2026-01-01T00:00:00Z\n");
        return files;
    }

    private static Command decide(GuardRails rails, Command proposal) {
        var state = GuardState.newBuilder().setGrants(List.of()).build();
        return rails.decide(state, calendar -> null, proposal).orElseThrow();
    }

    private Command with(String action) {
        return Command.newBuilder(proposal).setAction(action).build();
    }

    private static Command proposal() {
        for (OpsEvent event : Proposals.shown()) {
            for (Command command : Proposals.of(event)) {
                if (command.getRunbook().equals("high-cpu") && !command.getDiagnosis()) {
                    return command;
                }
            }
        }
        throw new AssertionError("an example shows high-cpu at work");
    }
}
