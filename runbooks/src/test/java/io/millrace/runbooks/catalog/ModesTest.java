package io.millrace.runbooks.catalog;

import static io.millrace.testing.Events.aFinding;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a runbook may go: the tightest of what holds. */
class ModesTest {
    private static final String PRODUCTION = "111122223333";
    private static final String SANDBOX = "444455556666";

    @ParameterizedTest
    @CsvSource({
        "live, live, live",
        "live, shadow, shadow",
        "shadow, live, shadow",
        "off, live, off",
        "live, off, off",
        "shadow, off, off",
    })
    void theBundlesCeilingHoldsForEveryRunbook(String runbook, String bundle, String expected) {
        var content = new EventRunbooks()
                .with("finding", "mode: live", "mode: " + runbook)
                .changed("guardrails.yaml", "killSwitch:", "mode: " + bundle + "\nkillSwitch:")
                .compile();

        assertThat(mode(content.runbooks(), PRODUCTION, "")).isEqualTo(expected);
    }

    @Test
    void theTightestOfAccountKindAndPolicyHolds() {
        var catalog = new EventRunbooks()
                .with(
                        "finding",
                        "mode: live",
                        "mode: live\nmodes:\n"
                                + "  - {accounts: [\"111122223333\"], mode: shadow}\n"
                                + "  - {kind: development, mode: live}\n"
                                + "  - {policies: [high-security], mode: shadow}\n"
                                + "  - {kind: development, policies: [cost-impact], mode: off}")
                .compile()
                .runbooks();

        assertThat(mode(catalog, PRODUCTION, "")).isEqualTo("shadow");
        assertThat(mode(catalog, SANDBOX, "")).isEqualTo("live");
        assertThat(mode(catalog, SANDBOX, "high-security")).isEqualTo("shadow");
        assertThat(mode(catalog, SANDBOX, "cost-impact")).isEqualTo("off");
        assertThat(mode(catalog, "999900001111", "")).as("in no catalog").isEqualTo("live");
    }

    @Test
    void aCommandCarriesTheModeOfItsAccountAndOneThatIsOffIsNone() {
        var content = new EventRunbooks()
                .with(
                        "finding",
                        "mode: live",
                        "mode: live\nmodes:\n  - {accounts: [\"111122223333\"], mode: shadow}\n"
                                + "  - {policies: [high-security], mode: off}")
                .compile();
        var event = aFinding("f").event();
        var runbook = content.runbooks().find("finding").orElseThrow();

        var command = content.planner()
                .plan(runbook, 0, 1, event, new PlanContext("t", "s", "", "o", "v", "some"))
                .command()
                .orElseThrow();
        assertThat(command.getMode()).isEqualTo("shadow");
        assertThat(command.getPolicy()).isEqualTo("some");
        assertThat(content.planner()
                        .plan(runbook, 0, 1, event, new PlanContext("t", "s", "", "o", "v", "high-security"))
                        .refusal()
                        .orElseThrow()
                        .code())
                .isEqualTo(Refusal.Code.RUNBOOK_OFF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{mode: shadow} | give accounts, kind or policies",
                "{accounts: [\"111122223334\"], mode: shadow} | no such thing as \"111122223334\"; did you mean \"111122223333\"?",
                "{kind: prod, mode: shadow} | no such thing as \"prod\"",
                "{policies: [high-securty], mode: shadow} | did you mean \"high-security\"?",
                "{kind: production, mode: on} | mode is \"on\"",
                "{kind: production} | mode is missing",
            })
    void aRuleThatWouldTightenNothingIsTold(String rule, String expected) {
        var problems = new EventRunbooks()
                .with("finding", "mode: live", "mode: live\nmodes: [" + rule + "]")
                .problems();

        assertThat(problems).anySatisfy(problem -> assertThat(problem)
                .startsWith("catalog/finding.yaml:9: ")
                .contains(expected));
    }

    @Test
    void aCommandCarriesItsRollbackAndDocumentation() {
        var content = new EventRunbooks()
                .with(
                        "finding",
                        "tier: 1",
                        "tier: 1\ndocumentation: https://wiki.example.com/findings",
                        "      name: stop\n",
                        "      name: stop\n      rollback: {action: Millrace-RestartService,"
                                + " parameters: {InstanceId: {type: string, from: target.id}}}\n")
                .compile();
        var event = aFinding("f").event();

        var command = content.planner()
                .plan(
                        content.runbooks().find("finding").orElseThrow(),
                        0,
                        1,
                        event,
                        new PlanContext("t", "s", "", "o", "v"))
                .command()
                .orElseThrow();

        assertThat(command.getDocumentation()).isEqualTo("https://wiki.example.com/findings");
        assertThat(command.getRollbackAction()).isEqualTo("Millrace-RestartService");
        assertThat(command.getRollbackParameters())
                .containsOnlyKeys("InstanceId")
                .containsEntry("InstanceId", List.of("i-0c2f5e7a91d34b680"));
    }

    @Test
    void aRollbackThatCannotRunIsToldLikeAStep() {
        var problems = new EventRunbooks()
                .with("finding", "      name: stop\n", "      name: stop\n      rollback: {action: Millrace-Undo}\n")
                .problems();

        assertThat(problems).anySatisfy(problem -> assertThat(problem)
                .startsWith("catalog/finding.yaml:16: ")
                .contains("is not in guardrails.yaml's allowedActions"));
    }

    private static String mode(RunbookCatalog catalog, String account, String policy) {
        return catalog.mode(catalog.find("finding").orElseThrow(), account, policy)
                .word();
    }
}
