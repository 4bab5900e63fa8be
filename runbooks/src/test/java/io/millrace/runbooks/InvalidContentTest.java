package io.millrace.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runbooks.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidContentTest {
    @Test
    void tellsEveryProblemOfEveryFileAtOnceWithItsLine() {
        var files = shipped();
        files.put("bundle.yaml", "version: 1 2\neffectiveFrom: yesterday\nauthor: me\n");
        files.remove("guardrails.yaml");
        files.computeIfPresent("catalog/high-cpu.yaml", (path, text) -> text.replace("cooldown:", "cooldwn:"));
        files.put("policy/a.yaml", "policies: []");
        files.put("policies/20-noise.yaml", "policies:\n  - id: a\n   description: d\n");
        files.put("conditions/more.yaml", "conditions:\n  - {id: x, title: t}\n");

        assertThat(problems(files))
                .contains(
                        "bundle.yaml:1: version is \"1 2\"; wanted letters, digits, dots and dashes, up to 64",
                        "bundle.yaml:2: effectiveFrom is \"yesterday\"; wanted a UTC instant such as"
                                + " 2026-01-01T00:00:00Z",
                        "bundle.yaml:3: unknown key \"author\"; known: description, effectiveFrom, version",
                        "guardrails.yaml: is missing; it holds budgets and allowed actions",
                        "catalog/high-cpu.yaml:1: cooldown is missing; wanted a duration such as 30s, 5m, 2h or 7d",
                        "conditions/more.yaml:2: level is missing; wanted a number",
                        "policy/a.yaml: folder \"policy\" is not part of a bundle; did you mean \"policies\"? known:"
                                + " catalog, communication, conditions, controls, escalation, policies, runbooks, scoring,"
                                + " services")
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("catalog/high-cpu.yaml:12: unknown key \"cooldwn\"; did you mean \"cooldown\"?"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("policies/20-noise.yaml:3: not valid YAML: while parsing a block collection,"
                                + " expected"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policies/30-estate.yaml | environment: [production] | enviroment: [production] |"
                        + " events have no field \"enviroment\"; did you mean \"environment\"?",
                "policies/30-estate.yaml | severity: [5] | severity: [\"5\"] | severity is never 5 as a string; wanted"
                        + " a number",
                "policies/30-estate.yaml | catalogGap: [true] | catalogGap: [\"true\"] | wanted a boolean",
                "policies/30-estate.yaml | kind: [COST] | kind: [COSTS] | kind is never \"COSTS\"; did you mean"
                        + " \"COST\"?",
                "policies/30-estate.yaml | kind: [COST] | title: [COST] | title is prose that outsiders write",
                "policies/30-estate.yaml | kind: [COST] | account: [111122223333] | put it in quotes",
                "policies/10-always.yaml | numeric: [\">=\", 4] | numeric: [\"=>\", 4] | is refused",
                "policies/30-estate.yaml | default: {action: discharge} | # none | no file says default",
                "policies/30-estate.yaml | default: {action: discharge} | default: {action: suppress} |"
                        + " action is \"suppress\"; known: accept, discharge",
                "policies/30-estate.yaml | id: cost-impact | id: production | declared in policies/30-estate.yaml",
                "policies/30-estate.yaml | id: cost-impact | id: policy-error | names Millrace's own rule",
                "policies/30-estate.yaml | severity: {atLeast: 2} | severity: {atleast: 2} | did you mean \"atLeast\"?",
                "services/example-estate.yaml | tier: 3 | tier: 5 | tier is \"5\"; wanted a whole number from 1 to 4",
                "services/example-estate.yaml | accounts: [\"444455556666\"] | accounts: [\"444455556667\"] |"
                        + " account \"444455556667\" is not declared under accounts; did you mean \"444455556666\"?",
                "services/example-estate.yaml | resources: [lab, lab-*] | resources: [billing] | claimed by service"
                        + " \"billing\" too",
                "services/example-estate.yaml | resources: [lab, lab-*] | resources: ['*'] | matches everything",
                "services/example-estate.yaml | fallback: | fallbck: | no file says fallback",
                "conditions/instances.yaml | level: 95 | level: high | level is \"high\"; wanted a number",
                "conditions/instances.yaml | level: 92 | level: 97 | lies on the breaching side",
                "conditions/instances.yaml | direction: rising | direction: up | direction is \"up\"; known: falling,"
                        + " rising",
                "conditions/instances.yaml | id: high-cpu | id: hi-cpu | no condition \"high-cpu\"; did you mean"
                        + " \"hi-cpu\"?",
                "conditions/instances.yaml | statistic: maximum | statistic: max | statistic is \"max\"; wanted"
                        + " average",
                "conditions/instances.yaml | for: 5m | for: 5 minutes | for is \"5 minutes\"; wanted a duration",
                "catalog/memory-leak.yaml | cooldown: 1h | cooldown: 25h | the guard remembers no longer than that",
                "escalation/paths.yaml | default: standard | default: standart | did you mean \"standard\"?",
                "escalation/paths.yaml | default: standard | '' | no file says default: PATH",
                "escalation/paths.yaml | id: standard | id: critical-services | is declared twice; ids are unique",
                "escalation/paths.yaml | after: 30m, contacts: [head | after: 5m, contacts: [head | tiers in their"
                        + " order",
                "escalation/paths.yaml | vendors: [aws-support] | vendors: [aws-suport] | did you mean"
                        + " \"aws-support\"?",
                "escalation/paths.yaml | only: off-hours | only: at-night | only is \"at-night\"",
                "escalation/paths.yaml | diagnose: 30m | diagnosed: 30m | did you mean \"diagnose\"?",
                "escalation/paths.yaml | tiers: [1] | tiers: [9] | tiers lists \"9\"; wanted whole numbers from 1 to 4",
                "escalation/paths.yaml | match: {tiers: [1] | match: {services: [chekout] | did you mean \"checkout\"?",
                "escalation/paths.yaml | verify: 30m | verify: soon | verify is \"soon\"; wanted a duration",
                "escalation/paths.yaml | urgent: 2 | businessHours: {from: \"9\"} | wanted a time of day, in quotes",
                "escalation/paths.yaml | urgent: 2 | pages: by-day | pages is \"by-day\"",
                "escalation/paths.yaml | urgent: 2 | 'urgent: 3\n"
                        + "    pages: working-hours' | pages wait for working-hours, and urgent is 3",
                "communication/stakeholders.yaml | channel: slack | channel: slak | did you mean \"slack\"?",
                "communication/stakeholders.yaml | every: 30m | every: 1m | every is PT1M; wanted 5m at least",
                "communication/stakeholders.yaml | on: [open, resolve] | on: [opened] | on lists \"opened\"; known:"
                        + " open, resolve",
                "communication/stakeholders.yaml | to: [security-incidents] | to: [] | wanted at least one address",
                "communication/stakeholders.yaml | id: service-desk | id: leadership | is declared twice",
                "communication/stakeholders.yaml | priorities: [1] | priorities: [P1] | priorities lists \"P1\"",
                "guardrails.yaml | Millrace-ExtendVolume | Millrace-* | is no SSM document name",
                "guardrails.yaml | Millrace-ExtendVolume | Millrace-ExtendVolumes |"
                        + " action \"Millrace-ExtendVolume\" is not in guardrails.yaml's allowedActions;"
                        + " did you mean \"Millrace-ExtendVolumes\"?",
                "guardrails.yaml | killSwitch: false | killSwitch: maybe | killSwitch is \"maybe\"; wanted true or"
                        + " false",
                "guardrails.yaml | - Millrace-ReportDiskUse | - notify | notify reads nothing",
                "guardrails.yaml | - Millrace-ReportDiskUse | - Millrace-* | is no SSM document name",
                "catalog/high-cpu.yaml | action: Millrace-ReportProcesses | action: Millrace-StopRunawayProcess |"
                        + " action \"Millrace-StopRunawayProcess\" is not in guardrails.yaml's readOnlyActions",
                "catalog/high-cpu.yaml | action: Millrace-ReportProcesses | action: Millrace-ReportProceses |"
                        + " did you mean \"Millrace-ReportProcesses\"?",
                "catalog/high-cpu.yaml | name: report-processes | name: stop-runaway-process | appears twice",
                "catalog/high-cpu.yaml | within: 2m | within: 31m | the first rung waits for it; give at most that",
                "catalog/high-cpu.yaml | within: 2m | wihtin: 2m | did you mean \"within\"?",
                "catalog/high-cpu.yaml | - name: report-processes | - tier: 1 | tier",
                "catalog/high-cpu.yaml | mode: live | mode: on | mode is \"on\"; did you mean \"off\"?",
                "catalog/high-cpu.yaml | from: target.id | from: title | comes from \"title\", which is no typed field",
                "catalog/high-cpu.yaml | constant: 80 | constant: many | constant of parameter CpuPercent is refused:"
                        + " not a whole number",
                "catalog/high-cpu.yaml | above: 80, atMost: 90 | above: 90, atMost: 80 | hold for nothing",
                "catalog/high-cpu.yaml | name: scale-instance-up-next | name: scale-instance-up | appears twice",
                "catalog/high-cpu.yaml | ec2:instance | ec2:instances | did you mean \"ec2:instance\"?",
                "catalog/high-cpu.yaml | id: high-cpu | id: cpu | stands in another file",
                "catalog/memory-leak.yaml | condition: memory-leak | condition: high-cpu | triggers \"high-cpu\""
                        + " already",
                "catalog/disk-space.yaml | [a-z][a-z0-9]{1,31} | .* | pattern lets",
                "catalog/disk-space.yaml | [a-z][a-z0-9]{1,31} | [a-z | pattern is no regular expression",
                "catalog/disk-space.yaml | pattern:"
                        + " \"/([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?\", | '' | it wants a"
                        + " pattern",
                "catalog/disk-space.yaml | when: {value: {atMost: 95}} | when: {value: {atMots: 95}} | did you mean"
                        + " \"atMost\"?",
                "catalog/disk-space.yaml | version: \"2\" | id: disk-space | key \"id\" appears twice; first on line 1",
            })
    void tellsWhatIsWrongAndWhatWouldBeRight(String file, String right, String wrong, String expected) {
        var files = shipped();
        assertThat(files.get(file)).contains(right);
        files.computeIfPresent(file, (path, text) -> text.replace(right, wrong));

        assertThat(problems(files)).anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "'', the file is empty",
        "'a: 1\n---\nb: 2', a second YAML document",
        "'[1, 2]', the file must be a map of keys and values",
        "'policies: {a: 1}', policies must be a list",
        "'policies: [x]', an entry of policies must be a map",
        "'policies: &p []', 'anchors, aliases and tags are not read'",
        "'policies: \uFFFD', has bytes that are not UTF-8",
    })
    void tellsWhatIsNotYamlOfABundle(String text, String expected) {
        var files = shipped();
        files.put("policies/99-broken.yaml", text);

        assertThat(problems(files)).anySatisfy(problem -> assertThat(problem)
                .startsWith("policies/99-broken.yaml")
                .contains(expected));
    }

    @Test
    void survivesANestingBomb() {
        var files = shipped();
        files.put("policies/99-bomb.yaml", "policies: " + "[".repeat(5000) + "]".repeat(5000));

        assertThat(problems(files)).anySatisfy(problem -> assertThat(problem).startsWith("policies/99-bomb.yaml"));
    }

    @Test
    void saysWhenThereIsNoFolder(@TempDir Path dir) {
        var e = catchThrowableOfType(InvalidContentException.class, () -> ContentBundle.load(dir.resolve("none")));

        assertThat(e).hasMessageContaining("none: does not exist; wanted a content bundle's folder");
    }

    @Test
    void saysWhenTheFolderIsEmpty(@TempDir Path dir) {
        var e = catchThrowableOfType(
                InvalidContentException.class, () -> ContentBundle.load(dir).compile());

        assertThat(e.problems()).extracting(Problem::file).contains("bundle.yaml", "guardrails.yaml");
        assertThat(e).hasMessageStartingWith(e.problems().size() + " problems\n  bundle.yaml: is missing");
    }

    private static TreeMap<String, String> shipped() {
        return new TreeMap<>(ContentBundle.shipped().files());
    }

    private static List<String> problems(TreeMap<String, String> files) {
        var e = catchThrowableOfType(
                InvalidContentException.class, () -> ContentBundle.of(files).compile());
        assertThat(e).as("the bundle must be refused").isNotNull();
        return e.problems().stream().map(Problem::toString).collect(Collectors.toList());
    }
}
