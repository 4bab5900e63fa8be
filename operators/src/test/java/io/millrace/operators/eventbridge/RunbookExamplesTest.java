package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.millrace.domain.BusEvent;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.contract.DetailType;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.Raws;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.PlanContext;
import io.millrace.runbooks.documents.StepFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code runbooks/catalog/examples}: a record as AWS sends it, or a condition, is parsed, starts its runbook (or another, or none)
 * and is planned; the command is what is written there, its document would take it, and its event keeps its contract.
 */
class RunbookExamplesTest {
    private static final Path EXAMPLES = Path.of("../runbooks/catalog/examples");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Content CONTENT = ContentBundle.shipped().compile();
    private static final OutputContracts CONTRACTS = new OutputContracts();
    private static final EventParser PARSER = new EventParser(EventParserSettings.defaults());
    private static final List<String> HOSTILE = List.of(
            ";reboot",
            "$(reboot)",
            "`id`",
            "{{ ssm:secret }}",
            "\n*",
            "\u0456",
            "\u202e",
            " ",
            "*",
            "'\"",
            "\u0000",
            "arn:aws:ec2:eu-west-1:444455556666:instance/i-0c2f5e7a91d34b680",
            "arn:aws:s3:::*",
            "x".repeat(10_240));

    private static final PlanContext CONTEXT =
            new PlanContext("thread-1", "shop", "checkout", "occurrence-1", CONTENT.version());

    @Test
    void everyRunbookHasAnExampleOfEachOfItsSteps() throws IOException {
        var shown = new TreeMap<String, TreeSet<String>>();
        for (JsonNode example : examples().toList()) {
            if (example.has("command")) {
                shown.computeIfAbsent(example.at("/runbook").asText(), id -> new TreeSet<>())
                        .add(example.at("/command/step").asText());
            }
        }

        CONTENT.runbooks().all().forEach((id, runbook) -> {
            var steps = new TreeSet<String>();
            runbook.rungs().forEach(rung -> rung.steps().forEach(step -> steps.add(step.name())));
            assertThat(shown).as("runbooks/catalog/examples/%s.yaml", id).containsKey(id);
            assertThat(shown.get(id)).as("steps of %s in its examples", id).isEqualTo(steps);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void comesOutAsWritten(String name, JsonNode example) throws IOException {
        OpsEvent event = event(example);
        var runbook = CONTENT.planner().triggeredBy(event);
        if (example.path("nothing").asBoolean()) {
            assertThat(runbook.map(found -> found.id())).as(name).isEmpty();
            return;
        }
        assertThat(runbook.map(found -> found.id()))
                .as(name)
                .hasValue(example.get("runbook").asText());

        var plan = CONTENT.planner()
                .plan(runbook.orElseThrow(), example.path("rung").asInt(0), 1, event, CONTEXT);

        if (example.has("refused")) {
            assertThat(plan.refusal().map(refusal -> refusal.code().name()))
                    .hasValue(example.get("refused").asText());
            return;
        }
        var refusal = plan.refusal()
                .map(found -> found.code() + " " + found.toString())
                .orElse("");
        assertThat(refusal).isEmpty();
        Command command = plan.command().orElseThrow();
        var wanted = example.get("command");
        assertThat(command.getStep()).isEqualTo(wanted.get("step").asText());
        assertThat(command.getAction()).isEqualTo(wanted.get("action").asText());
        assertThat(command.getTarget()).isEqualTo(wanted.get("target").asText());
        assertThat(command.getTier()).isEqualTo(wanted.get("tier").asInt());
        assertThat(command.getMode()).isEqualTo(wanted.get("mode").asText());
        assertThat(command.getParameters()).isEqualTo(parameters(wanted.path("parameters")));
        wouldStart(command);
        keepsItsContract(command);
    }

    /** Each text of each record, one after the other, says something hostile: what is still planned says nothing of it. */
    @Test
    void noFieldOfARecordPutsWordsIntoACommand() throws IOException {
        int planned = 0;
        int tried = 0;
        for (JsonNode example : examples().toList()) {
            if (!example.has("record") || !example.has("command")) {
                continue;
            }
            for (String hostile : HOSTILE) {
                for (JsonNode record : hostile(example.get("record"), hostile)) {
                    tried++;
                    for (OpsEvent event :
                            PARSER.parse(Raws.raw(record.toString())).events()) {
                        planned += saysNothingOf(hostile, event) ? 1 : 0;
                    }
                }
            }
        }

        assertThat(tried).isGreaterThan(1000);
        // most fields reach no command, which goes on as before
        assertThat(planned).isPositive();
    }

    private static boolean saysNothingOf(String hostile, OpsEvent event) {
        var command = CONTENT.planner().triggeredBy(event).flatMap(runbook -> CONTENT.planner()
                .plan(runbook, 0, 1, event, CONTEXT)
                .command());
        command.ifPresent(found -> {
            assertThat(found.getTarget())
                    .matches("arn:aws[a-z-]*:[A-Za-z0-9:/._@=+,-]+")
                    .doesNotContain(hostile);
            assertThat(found.getTarget().split(":")[4]).isIn("", event.getAccount());
            found.getParameters().values().forEach(values -> assertThat(values)
                    .noneMatch(value -> value.contains(hostile)));
            CONTENT.documents().find(found.getAction()).ifPresent(document -> assertThat(
                            document.wrong(found.getParameters()))
                    .isEmpty());
        });
        return command.isPresent();
    }

    /** The record once for each of its texts, which says something else. */
    private static List<JsonNode> hostile(JsonNode record, String text) {
        var pointers = new ArrayList<String>();
        texts(record, "", pointers);
        var records = new ArrayList<JsonNode>();
        for (String pointer : pointers) {
            JsonNode copy = record.deepCopy();
            int end = pointer.lastIndexOf('/');
            JsonNode parent = copy.at(pointer.substring(0, end));
            String key = pointer.substring(end + 1).replace("~1", "/").replace("~0", "~");
            String was = parent.isArray()
                    ? parent.get(Integer.parseInt(key)).asText()
                    : parent.get(key).asText();
            for (String now : List.of(text, was + text)) {
                JsonNode changed = copy.deepCopy();
                JsonNode at = changed.at(pointer.substring(0, end));
                if (at instanceof ArrayNode array) {
                    array.set(Integer.parseInt(key), TextNode.valueOf(now));
                } else if (at instanceof ObjectNode object) {
                    object.put(key, now);
                }
                records.add(changed);
            }
        }
        return records;
    }

    private static void texts(JsonNode node, String at, List<String> pointers) {
        if (node.isTextual()) {
            pointers.add(at);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                texts(node.get(i), at + "/" + i, pointers);
            }
        } else {
            node.fields()
                    .forEachRemaining(field -> texts(
                            field.getValue(),
                            at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                            pointers));
        }
    }

    private static void wouldStart(Command command) {
        if (command.getAction().equals(StepFit.NOTIFY)) {
            return;
        }
        var document = CONTENT.documents().find(command.getAction());
        assertThat(document).as("the document of %s", command.getAction()).isPresent();
        assertThat(document.orElseThrow().wrong(command.getParameters())).isEmpty();
        // the check is seen to bite
        assertThat(document.orElseThrow().wrong(Map.of())).isNotEmpty();
    }

    private static void keepsItsContract(Command proposed) throws IOException {
        var granted = Command.newBuilder(proposed)
                .setStatus(CommandStatus.GRANTED)
                .setReason("within all limits")
                .build();
        BusEvent event = BusEvents.of(granted).orElseThrow();
        var detail = JSON.readTree(event.getDetail());

        assertThat(CONTRACTS.violations(DetailType.REMEDIATION_REQUESTED, detail))
                .isEmpty();
    }

    private static Map<String, List<String>> parameters(JsonNode wanted) {
        var parameters = new HashMap<String, List<String>>();
        wanted.fields()
                .forEachRemaining(field -> parameters.put(
                        field.getKey(),
                        field.getValue().isArray()
                                ? StreamSupport.stream(field.getValue().spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList()
                                : List.of(field.getValue().asText())));
        return parameters;
    }

    private static OpsEvent event(JsonNode example) {
        if (example.has("condition")) {
            return condition(example.get("condition"));
        }
        var events = PARSER.parse(Raws.raw(example.get("record").toString())).events();
        assertThat(events).as("events of the record").hasSize(1);
        return events.get(0);
    }

    /** As the score stage makes it. */
    private static OpsEvent condition(JsonNode condition) {
        var attributes = new TreeMap<String, String>();
        condition
                .path("dimensions")
                .fields()
                .forEachRemaining(field ->
                        attributes.put("dim." + field.getKey(), field.getValue().asText()));
        attributes.put("conditionId", condition.get("id").asText());
        assertThat(CONTENT.conditions().ids()).contains(condition.get("id").asText());
        var at = Instant.parse("2026-08-05T10:00:00Z");
        return OpsEvent.newBuilder()
                .setRecordId("record-1")
                .setEventId("event-1")
                .setOrigin(Origin.DERIVED)
                .setArrivedAt(at.plusSeconds(1))
                .setEventTime(at)
                .setSource("millrace")
                .setDetailType("Condition Met")
                .setKind(EventKind.CONDITION)
                .setStatus(EventStatus.OPEN)
                .setSeverity(4)
                .setIdentity("condition:" + condition.get("id").asText() + ":series")
                .setDeliveryId("delivery-1")
                .setRevision(1)
                .setTitle("A title")
                .setText("A text")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setResources(List.of())
                .setCorrelationKeys(List.of())
                .setAttributes(attributes)
                .setValues(Map.of("value", condition.path("value").asDouble()))
                .build();
    }

    private static Stream<Object[]> named() throws IOException {
        return examples().map(example -> new Object[] {
            example.path("runbook").asText("none") + ": " + example.get("title").asText(), example
        });
    }

    private static Stream<JsonNode> examples() throws IOException {
        var examples = new ArrayList<JsonNode>();
        try (var files = Files.list(EXAMPLES)) {
            for (Path file : files.sorted().toList()) {
                read(file).get("examples").forEach(examples::add);
            }
        }
        return examples.stream();
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + file, e);
        }
    }
}
