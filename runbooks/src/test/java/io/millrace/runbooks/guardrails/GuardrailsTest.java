package io.millrace.runbooks.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.guard.AttemptLimit;
import io.millrace.domain.guard.Group;
import io.millrace.domain.guard.GuardSettings;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problem;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code guardrails.yaml} may say, and what its author is told who says anything else. */
class GuardrailsTest {
    private static final String WEB = "arn:aws:ec2:eu-west-1:111122223333:instance/i-web1";

    private final Problems problems = new Problems();

    @Test
    void whatIsLeftOutIsAsUsual() {
        GuardSettings settings = read().settings();

        assertThat(problems.all()).isEmpty();
        assertThat(settings.budgets().window()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.budgets().perTarget()).isEqualTo(1);
        assertThat(settings.budgets().perService()).isEqualTo(2);
        assertThat(settings.budgets().perAccount()).isEqualTo(3);
        assertThat(settings.budgets().fleet()).isEqualTo(4);
        assertThat(settings.allows("notify")).isTrue();
        assertThat(settings.allows("Millrace-Other")).isFalse();
        assertThat(settings.killSwitch()).isFalse();
        assertThat(settings.stormFreeze()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.attempts()).isEqualTo(AttemptLimit.USUAL);
        assertThat(settings.groups()).isEmpty();
        assertThat(settings.freezes()).isEmpty();
        assertThat(settings.memory()).isGreaterThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void eachKeyIsReadOnce() {
        Guardrails guardrails = read(
                "mode: shadow",
                "killSwitch: true",
                "triggerSources: [com.example.backup]",
                "storm: {freeze: 40m}",
                "attempts: {most: 2, within: 168h}",
                "calendars:",
                "  - {name: freeze, arn: 'arn:aws:ssm:eu-west-1:111122223333:document/freeze', initially: open}",
                "groups:",
                "  - {name: web, targets: ['arn:aws:ec2:*:instance/i-web*'], size: 8, atOnce: 25%}",
                "  - {name: shop, targets: ['service:shop'], atOnce: 3}");
        GuardSettings settings = guardrails.settings();

        assertThat(problems.all()).isEmpty();
        assertThat(guardrails.mode()).isEqualTo("shadow");
        assertThat(guardrails.triggerSources()).containsExactly("com.example.backup");
        assertThat(settings.killSwitch()).isTrue();
        assertThat(settings.stormFreeze()).isEqualTo(Duration.ofMinutes(40));
        assertThat(settings.attempts().most()).isEqualTo(2);
        assertThat(settings.attempts().within()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.memory()).as("as long as the longest of them").isEqualTo(Duration.ofDays(7));
        assertThat(settings.freezes()).hasSize(1);
        assertThat(settings.groups()).hasSize(2);
        assertThat(settings.groups().get(0).has(WEB, "")).isTrue();
        assertThat(settings.groups().get(0).has(WEB.replace("web", "db"), "shop"))
                .isFalse();
        assertThat(settings.groups().get(1).has(WEB, "shop")).isTrue();
        assertThat(settings.groups().get(1).has(WEB, "")).isFalse();
        assertThat(settings.groups()).extracting(Group::atOnce).containsExactly(2, 3);
    }

    @Test
    void aGroupThatIsNoneIsToldWithItsLineAndWhatWouldBeRight() {
        assertThat(told(
                        "groups:",
                        "  - {name: Web Servers, targets: [], size: 0, atOnce: all}",
                        "  - {name: web, targets: [i-web1, 'service:shpo', ''], size: many, atOnce: 0%}",
                        "  - {name: web, targets: ['*'], atOnce: 101%, share: 5}",
                        "  - {targets: ['service:shop'], atOnce: 0}",
                        "  - {name: tail, targets: ['service:shop']}",
                        "  - web"))
                .containsExactly(
                        "guardrails.yaml:5: atOnce is \"all\"; wanted a share such as 25%, or a number from 1",
                        "guardrails.yaml:5: name is \"Web Servers\"; wanted lower-case letters, digits and dashes, starting with a"
                                + " letter, up to 64",
                        "guardrails.yaml:5: size is \"0\"; wanted a whole number from 1 to 1000000",
                        "guardrails.yaml:5: targets is missing or empty; wanted ARNs with * for any characters, or service:NAME",
                        "guardrails.yaml:6: \"i-web1\" is no target; wanted an ARN with * for any characters, or service:NAME",
                        "guardrails.yaml:6: atOnce is \"0%\"; wanted a share such as 25%, or a number from 1",
                        "guardrails.yaml:6: no service \"shpo\"; did you mean \"shop\"? known: media, shop",
                        "guardrails.yaml:6: size is \"many\"; wanted a whole number from 1 to 1000000",
                        "guardrails.yaml:6: targets must list texts, found \"\"",
                        "guardrails.yaml:7: atOnce is \"101%\"; wanted a share such as 25%, or a number from 1",
                        "guardrails.yaml:7: group \"web\" is declared twice; names are unique",
                        "guardrails.yaml:7: unknown key \"share\"; known: atOnce, name, size, targets",
                        "guardrails.yaml:8: atOnce is \"0\"; wanted a share such as 25%, or a number from 1",
                        "guardrails.yaml:8: name is missing; wanted a text",
                        "guardrails.yaml:9: atOnce is missing; wanted a text",
                        "guardrails.yaml:10: an entry of groups must be a map of keys and values, found \"web\"");
        assertThat(told("groups: {name: web}"))
                .containsExactly("guardrails.yaml:4: groups must be a list, found a map");
    }

    @Test
    void aStormFreezeThatIsNoneIsTold() {
        assertThat(told("storm: {freeze: 25h}"))
                .containsExactly("guardrails.yaml:4: freeze is longer than 24h; give at most that");
        assertThat(told("storm: {freeze: 0s}"))
                .containsExactly("guardrails.yaml:4: freeze is \"0s\"; wanted a duration such as 30s, 5m, 2h or 7d");
        assertThat(told("storm: {freeze: -5m}"))
                .containsExactly("guardrails.yaml:4: freeze is \"-5m\"; wanted a duration such as 30s, 5m, 2h or 7d");
        assertThat(told("storm: {freeze: long}"))
                .containsExactly("guardrails.yaml:4: freeze is \"long\"; wanted a duration such as 30s, 5m, 2h or 7d");
        assertThat(told("storm:", "  freeze: [1h]")).contains("guardrails.yaml:5: freeze must be a text, found a list");
        assertThat(told("storm: {}"))
                .containsExactly("guardrails.yaml:4: freeze is missing; wanted a duration such as 30s, 5m, 2h or 7d");
        assertThat(told("storm: {freeze: 5m, thaw: 1m}"))
                .singleElement()
                .asString()
                .startsWith("guardrails.yaml:4: unknown key \"thaw\";");
        assertThat(told("storm: 5m"))
                .containsExactly("guardrails.yaml:4: storm must be a map of keys and values, found \"5m\"");
    }

    @Test
    void anAttemptLimitThatIsNoneIsTold() {
        assertThat(told("attempts: {most: 0, within: 8d}"))
                .containsExactly(
                        "guardrails.yaml:4: most is \"0\"; wanted a whole number from 1 to 100",
                        "guardrails.yaml:4: within is longer than 168h; give at most that");
        assertThat(told("attempts: {most: 101, within: soon}"))
                .containsExactly(
                        "guardrails.yaml:4: most is \"101\"; wanted a whole number from 1 to 100",
                        "guardrails.yaml:4: within is \"soon\"; wanted a duration such as 30s, 5m, 2h or 7d");
        assertThat(told("attempts: {most: 1.5, within: 1h}"))
                .containsExactly("guardrails.yaml:4: most is \"1.5\"; wanted a whole number from 1 to 100");
        assertThat(told("attempts: {}"))
                .containsExactly(
                        "guardrails.yaml:4: most is missing; wanted a whole number from 1 to 100",
                        "guardrails.yaml:4: within is missing; wanted a duration such as 30s, 5m, 2h or 7d");
        assertThat(told("attempts: {most: 2, within: 1h, per: target}"))
                .singleElement()
                .asString()
                .startsWith("guardrails.yaml:4: unknown key \"per\";");
        assertThat(told("attempts: [2, 1h]"))
                .containsExactly("guardrails.yaml:4: attempts must be a map of keys and values, found a list");
    }

    @Test
    void whatIsLeftOfAWrongLimitIsNoWiderThanARightOne() {
        GuardSettings settings = read("groups:", "  - {name: web, targets: ['*'], size: 100, atOnce: everything}")
                .settings();

        assertThat(problems.all()).hasSize(1);
        assertThat(settings.groups()).singleElement().satisfies(group -> assertThat(group.atOnce())
                .isEqualTo(1));
    }

    private List<String> told(String... lines) {
        var own = new Problems();
        read(own, lines);
        return own.all().stream().map(Problem::toString).collect(Collectors.toList());
    }

    private Guardrails read(String... lines) {
        return read(problems, lines);
    }

    private static Guardrails read(Problems problems, String... lines) {
        String text = "window: 1h\n"
                + "budgets: {perTarget: 1, perService: 2, perAccount: 3, fleet: 4}\n"
                + "allowedActions: [notify]\n"
                + String.join("\n", lines) + "\n";
        var root = YamlReader.read("guardrails.yaml", text, problems).orElseThrow();
        return Guardrails.read(
                Fields.of("guardrails.yaml", root, problems, "the file").orElseThrow(), Set.of("shop", "media"));
    }
}
