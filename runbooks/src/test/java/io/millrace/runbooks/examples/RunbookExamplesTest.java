package io.millrace.runbooks.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.yaml.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an author is told whose example does not come out as written; records need a parser, so those here are conditions. */
class RunbookExamplesTest {
    private static final Content CONTENT = ContentBundle.shipped().compile();
    private static final String CPU =
            "condition: {id: high-cpu, value: 95, dimensions: {InstanceId: i-0c2f5e7a91d34b680}}";

    private final Stages stages = new Stages();

    @Test
    void anExampleThatComesOutAsWrittenIsNoProblem() {
        assertThat(problems(
                        "examples:",
                        "  - title: scaled up",
                        "    runbook: high-cpu",
                        "    " + CPU,
                        "    command:",
                        "      step: scale-instance-up",
                        "      action: Millrace-ScaleInstanceUp",
                        "      target: arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680",
                        "      tier: 1",
                        "      mode: live",
                        "      parameters: {InstanceId: i-0c2f5e7a91d34b680, Sizes: [1]}",
                        "  - title: no such instance",
                        "    runbook: high-cpu",
                        "    condition: {id: high-cpu, value: 95, dimensions: {InstanceId: 'i-*'}}",
                        "    refused: WILDCARD_TARGET",
                        "  - title: a metric that nothing is done about",
                        "    condition: {id: slow-responses, value: 300, dimensions: {LoadBalancer: app/a/50dc6c495c0c9188}}",
                        "    nothing: true"))
                .isEmpty();
        assertThat(stages.published).hasSize(1);
    }

    @Test
    void eachDifferenceIsToldAtItsLine() {
        assertThat(problems(
                        "examples:",
                        "  - title: scaled",
                        "    runbook: high-cpu",
                        "    " + CPU,
                        "    command:",
                        "      step: scale-down",
                        "      action: Millrace-Scale",
                        "      target: arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
                        "      tier: 2",
                        "      mode: shadow",
                        "      parameters:",
                        "        InstanceId: i-1",
                        "        Size: 1"))
                .containsExactly(
                        "catalog/examples/x.yaml:6: example \"scaled\": step is scale-instance-up; expected scale-down",
                        "catalog/examples/x.yaml:7: example \"scaled\": action is Millrace-ScaleInstanceUp; expected Millrace-Scale",
                        "catalog/examples/x.yaml:8: example \"scaled\": target is arn:aws:ec2:eu-west-1:111122223333:instance/"
                                + "i-0c2f5e7a91d34b680; expected arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
                        "catalog/examples/x.yaml:9: example \"scaled\": tier is 1; expected 2",
                        "catalog/examples/x.yaml:10: example \"scaled\": mode is live; expected shadow",
                        "catalog/examples/x.yaml:11: example \"scaled\": parameter Sizes is [1], which is not expected",
                        "catalog/examples/x.yaml:12: example \"scaled\": parameter InstanceId is [i-0c2f5e7a91d34b680]; expected [i-1]",
                        "catalog/examples/x.yaml:13: example \"scaled\": no parameter Size; did you mean \"Sizes\"? known:"
                                + " InstanceId, Sizes");
    }

    @Test
    void whatStartsAnotherRunbookOrNoneOrIsRefusedOtherwiseIsTold() {
        assertThat(problems(
                        "examples:",
                        "  - title: a",
                        "    runbook: memory-leak",
                        "    " + CPU,
                        "    refused: EMPTY_TARGET",
                        "  - title: b",
                        "    " + CPU,
                        "    nothing: true",
                        "  - title: c",
                        "    runbook: high-cpu",
                        "    condition: {id: slow-responses, value: 1}",
                        "    refused: EMPTY_TARGET",
                        "  - title: d",
                        "    runbook: high-cpu",
                        "    " + CPU,
                        "    refused: EMPTY_TARGET",
                        "  - title: e",
                        "    runbook: high-cpu",
                        "    condition: {id: high-cpu, value: 95}",
                        "    refused: WILDCARD_TARGET"))
                .containsExactly(
                        "catalog/examples/x.yaml:3: example \"a\": runbook high-cpu starts; expected memory-leak",
                        "catalog/examples/x.yaml:8: example \"b\": runbook high-cpu starts; expected none",
                        "catalog/examples/x.yaml:10: example \"c\": no runbook starts; expected high-cpu",
                        "catalog/examples/x.yaml:16: example \"d\": runbook high-cpu proposes scale-instance-up on arn:aws:ec2:"
                                + "eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680; expected a refusal, EMPTY_TARGET",
                        "catalog/examples/x.yaml:20: example \"e\": refused as EMPTY_TARGET (dimension InstanceId is empty or"
                                + " missing); expected WILDCARD_TARGET");
    }

    @Test
    void aRefusalInPlaceOfACommandAndAnEventThatCannotGoOutAreTold() {
        stages.violation = "too-large: an entry";
        assertThat(problems(
                        "examples:",
                        "  - title: a",
                        "    runbook: high-cpu",
                        "    condition: {id: high-cpu, value: 95, dimensions: {InstanceId: web-1}}",
                        "    command: {step: scale-instance-up, action: a, target: b, tier: 1, mode: live}",
                        "  - title: b",
                        "    runbook: high-cpu",
                        "    " + CPU,
                        "    command:",
                        "      {step: scale-instance-up, action: Millrace-ScaleInstanceUp, tier: 1, mode: live, target:",
                        "      'arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680',",
                        "      parameters: {InstanceId: i-0c2f5e7a91d34b680, Sizes: 1}}"))
                .containsExactly(
                        "catalog/examples/x.yaml:5: example \"a\": refused as MALFORMED_TARGET (dimension InstanceId is \"web-1\","
                                + " which is no id of ec2:instance); expected step scale-instance-up",
                        "catalog/examples/x.yaml:9: example \"b\": its event could not be published: too-large: an entry");
    }

    @Test
    void aRecordThatIsNoEventOrSeveralIsTold() {
        assertThat(problems("examples:", "  - title: a", "    record: {hello: world}", "    nothing: true"))
                .containsExactly(
                        "catalog/examples/x.yaml:3: example \"a\": the record becomes no event; expected one, so give it"
                                + " whole, with source and detail-type");
    }

    @Test
    void whatCannotBeReadIsToldAllAtOnce() {
        assertThat(String.join(
                        "\n",
                        problems(
                                "exmples: []",
                                "examples:",
                                "  - title: a",
                                "    runbook: High CPU",
                                "    " + CPU,
                                "    refused: WILDCARD_TRAGET",
                                "  - title: a",
                                "    nothing: false",
                                "    runbook: high-cpu",
                                "    arrivedAt: yesterday",
                                "    record: {source: a}",
                                "  - title: b",
                                "    nothing: true",
                                "  - title: c",
                                "    " + CPU,
                                "  - title: d",
                                "    " + CPU,
                                "    nothing: true",
                                "    refused: EMPTY_TARGET",
                                "  - title: e",
                                "    runbook: high-cpu",
                                "    condition: {id: hihg-cpu, value: much, dimension: {}}",
                                "    command: {step: x}",
                                "  - title: f",
                                "    record: a text",
                                "    nothing: true",
                                "    comand: {}")))
                .contains(
                        "x.yaml:1: unknown key \"exmples\"; did you mean \"examples\"?",
                        "x.yaml:4: runbook is \"High CPU\"; wanted lower-case",
                        "x.yaml:6: refused is \"WILDCARD_TRAGET\"; did you mean \"WILDCARD_TARGET\"?",
                        "x.yaml:7: example \"a\" is there twice",
                        "x.yaml:8: nothing is false; give command or refused",
                        "x.yaml:9: runbook is named although nothing starts",
                        "x.yaml:10: arrivedAt is \"yesterday\"; wanted a UTC instant",
                        "x.yaml:12: wanted either a record, as its source sends it, or a condition",
                        "x.yaml:14: wanted one of command, refused or nothing: true",
                        "x.yaml:18: wanted one of command, refused or nothing: true, found refused and nothing",
                        "x.yaml:22: value is \"much\"; wanted a number",
                        "x.yaml:22: unknown key \"dimension\"; did you mean \"dimensions\"?",
                        "x.yaml:22: no condition \"hihg-cpu\" in the bundle; did you mean \"high-cpu\"?",
                        "x.yaml:23: action is missing",
                        "x.yaml:25: record must be a map",
                        "x.yaml:27: unknown key \"comand\"; did you mean \"command\"?");
        assertThat(problems("examples: []"))
                .containsExactly("catalog/examples/x.yaml:1: examples is missing or empty; wanted a list of records or"
                        + " conditions and what comes of each");
    }

    @Test
    void stepsThatNoExampleShowsAreNamed() {
        var examples = read(
                "examples:",
                "  - title: a",
                "    runbook: high-cpu",
                "    " + CPU,
                "    command: {step: scale-instance-up, action: a, target: b, tier: 1, mode: live}");

        assertThat(examples.unshown(CONTENT))
                .contains("high-cpu/stop-runaway-process", "memory-leak/report-memory")
                .doesNotContain("high-cpu/scale-instance-up");
    }

    /** They decide nothing: a job that finds them beside its runbooks neither refuses the bundle nor keeps them. */
    @Test
    void examplesAreNoPartOfTheBundleThatTravels() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("catalog/examples/high-cpu.yaml", "not: [valid");
        files.put("runbooks/examples/high-cpu.yaml", "not: [valid");
        var bundle = ContentBundle.of(files);

        assertThat(bundle.files().keySet()).noneMatch(path -> path.contains("examples"));
        assertThat(bundle.validate().content().runbooks().all()).isNotEmpty();
    }

    private List<String> problems(String... lines) {
        return read(lines).run(CONTENT, stages, played -> {}).stream()
                .map(Problem::toString)
                .collect(Collectors.toList());
    }

    private static RunbookExamples read(String... lines) {
        return RunbookExamples.read(Map.of("catalog/examples/x.yaml", String.join("\n", lines) + "\n"));
    }

    /** A parser that reads nothing, and a bus. */
    private static final class Stages implements ExampleStages {
        private final List<Command> published = new ArrayList<>();
        private String violation = "";

        @Override
        public List<OpsEvent> events(String record, Instant arrivedAt) {
            return List.of();
        }

        @Override
        public List<String> violations(Command granted) {
            published.add(granted);
            return violation.isEmpty() ? List.of() : List.of(violation);
        }
    }
}
