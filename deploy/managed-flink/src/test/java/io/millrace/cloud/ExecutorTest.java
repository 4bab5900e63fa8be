package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cloud.StatesLanguage.TaskFailed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The committed state machine, run with the commands that Millrace sends: what it starts, with which role, and what it says. */
class ExecutorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-08-05T10:12:05Z");
    private static final String DESCRIBE = "arn:aws:states:::aws-sdk:ssm:describeDocument";
    private static final String START = "arn:aws:states:::aws-sdk:ssm:startAutomationExecution";
    private static final String PUT = "arn:aws:states:::events:putEvents";

    private static String definition;
    private static String role;
    private static JsonNode permissions;

    private final StandIn aws = new StandIn();

    @BeforeAll
    static void readTheTemplate() throws IOException {
        var template = TemplateFile.committed();
        JsonNode executor = template.only("AWS::StepFunctions::StateMachine", "Executor");
        String text = executor.path("DefinitionString").asText();
        for (var name : executor.path("DefinitionSubstitutions").properties()) {
            text = text.replace("${" + name.getKey() + "}", name.getValue().asText());
        }
        definition = text;
        role = executor.at("/DefinitionSubstitutions/AutomationRole").asText();
        permissions =
                template.only("AWS::IAM::Policy", "ExecutorRoleDefaultPolicy").at("/PolicyDocument/Statement");
        assertThat(definition).doesNotContain("${");
    }

    @BeforeEach
    void shipTheDocuments() {
        Documents.shipped().forEach((name, text) -> {
            var parameters = new ArrayList<String>();
            Documents.read(name, text).path("parameters").fieldNames().forEachRemaining(parameters::add);
            aws.documents.put(name, parameters);
        });
    }

    @Test
    void startsTheDocumentWithTheCommandsParametersAndTheAutomationRole() throws Exception {
        assertThat(run(command())).isEqualTo("SUCCEEDED");

        assertThat(aws.started).hasSize(1);
        JsonNode started = aws.started.get(0);
        assertThat(started.path("DocumentName").asText()).isEqualTo("Millrace-StopRunawayProcess");
        assertThat(started.path("ClientToken").asText()).isEqualTo("9df22f19-6a33-4cd0-8372-fe502de51211");
        assertThat(started.path("Parameters"))
                .isEqualTo(JSON.readTree("{\"InstanceId\":[\"i-0c2f5e7a91d34b680\"],\"CpuPercent\":[\"90\"],"
                        + "\"AutomationAssumeRole\":[\"" + role + "\"]}"));
    }

    @Test
    void saysStartedWithTheExecutionsId() throws Exception {
        run(command());

        assertThat(aws.said).hasSize(1);
        JsonNode said = aws.said.get(0);
        assertThat(said.path("Source").asText()).isEqualTo("millrace.executor");
        assertThat(said.path("DetailType").asText()).isEqualTo("Remediation Outcome");
        assertThat(said.path("EventBusName").asText()).isEqualTo("operations");
        assertThat(said.path("Detail").path("outcome").asText()).isEqualTo("STARTED");
        assertThat(said.path("Detail").path("executionId").asText()).isEqualTo("execution-1");
        assertThat(said.path("Detail").path("commandId").asText()).isEqualTo("9df22f19-6a33-4cd0-8372-fe502de51211");
        assertThat(said.path("Detail").path("threadId").asText()).isEqualTo("t1");
        assertThat(said.path("Detail").path("scope").asText()).isEqualTo("checkout");
    }

    @Test
    void aRepeatedCommandStartsNothingMoreAndSaysTheSameAgain() throws Exception {
        run(command());
        run(command());

        assertThat(aws.executions).hasSize(1);
        assertThat(aws.said).hasSize(2);
        assertThat(aws.said.get(1)).isEqualTo(aws.said.get(0));
    }

    @Test
    void aCommandThatWasStartedWithAnotherRoleIsNotCalledFailed() throws Exception {
        run(command());
        aws.executions.replaceAll((token, parameters) -> JSON.createObjectNode().put("other", "role"));

        assertThat(run(command())).isEqualTo("SUCCEEDED");

        assertThat(outcomes()).containsExactly("STARTED");
    }

    @Test
    void noCommandNamesARoleOfItsOwn() throws Exception {
        ObjectNode command = command();
        ((ObjectNode) command.path("parameters"))
                .putArray("AutomationAssumeRole")
                .add("arn:aws:iam::111122223333:role/Administrator");

        run(command);

        assertThat(aws.started.get(0).path("Parameters").path("AutomationAssumeRole"))
                .isEqualTo(JSON.createArrayNode().add(role));
    }

    @Test
    void aDocumentThatDeclaresNoRoleIsGivenNone() throws Exception {
        aws.documents.put("Millrace-StopRunawayProcess", List.of("InstanceId", "CpuPercent"));

        run(command());

        assertThat(aws.started.get(0).path("Parameters").has("AutomationAssumeRole"))
                .isFalse();
        assertThat(outcomes()).containsExactly("STARTED");
    }

    @Test
    void everyShippedAutomationDeclaresTheRole() {
        Documents.shipped().forEach((name, text) -> {
            JsonNode document = Documents.read(name, text);
            if (document.path("schemaVersion").asText().equals("0.3")) {
                assertThat(document.path("parameters").has("AutomationAssumeRole"))
                        .as(name)
                        .isTrue();
            }
        });
    }

    @Test
    void saysFailedWhenThereIsNoSuchDocumentAndStartsNothing() throws Exception {
        aws.documents.clear();

        assertThat(run(command())).isEqualTo("SUCCEEDED");

        assertThat(aws.started).isEmpty();
        assertThat(outcomes()).containsExactly("FAILED");
        assertThat(aws.said.get(0).path("Detail").path("text").asText())
                .isEqualTo("not started: Ssm.InvalidDocumentException");
        assertThat(aws.said.get(0).path("Detail").path("executionId").asText()).isEmpty();
    }

    @Test
    void saysFailedWhenTheStartIsRefused() throws Exception {
        aws.fail(START, "Ssm.InvalidAutomationExecutionParametersException");

        run(command());

        assertThat(outcomes()).containsExactly("FAILED");
    }

    @Test
    void triesAgainWhenSsmIsBusy() throws Exception {
        aws.fail(DESCRIBE, "Ssm.SsmException");
        aws.fail(START, "Ssm.AutomationExecutionLimitExceededException", "Ssm.SdkClientException");

        run(command());

        assertThat(aws.executions).hasSize(1);
        assertThat(outcomes()).containsExactly("STARTED");
    }

    @Test
    void saysStartedUntilTheBusTakesIt() throws Exception {
        aws.fail(PUT, "EventBridge.FailedEntry", "EventBridge.FailedEntry");

        assertThat(run(command())).isEqualTo("SUCCEEDED");

        assertThat(outcomes()).containsExactly("STARTED");
    }

    @Test
    void startsNothingAfterTheCommandHasExpired() throws Exception {
        ObjectNode command = command();
        command.put("expiresAt", NOW.toString());

        run(command);

        assertThat(aws.called).containsExactly(PUT);
        assertThat(outcomes()).containsExactly("FAILED");
        assertThat(aws.said.get(0).path("Detail").path("text").asText())
                .isEqualTo("not started: it arrived after " + NOW);
    }

    @Test
    void mayDoWhatItsStatesCallAndNothingElseOfTheSameServices() {
        var allowed = new TreeMap<String, TreeSet<String>>();
        for (JsonNode statement : permissions) {
            JsonNode actions = statement.path("Action");
            (actions.isArray() ? actions : JSON.createArrayNode().add(actions)).forEach(action -> {
                JsonNode on = statement.path("Resource");
                (on.isArray() ? on : JSON.createArrayNode().add(on))
                        .forEach(arn -> allowed.computeIfAbsent(action.asText(), any -> new TreeSet<>())
                                .add(arn.asText()));
            });
        }
        allowed.keySet().removeIf(action -> action.matches("(logs|xray):.*"));

        assertThat(allowed.keySet())
                .containsExactly(
                        "events:PutEvents", "iam:PassRole", "ssm:DescribeDocument", "ssm:StartAutomationExecution");
        assertThat(allowed.get("iam:PassRole")).containsExactly(role);
        assertThat(allowed.get("ssm:DescribeDocument"))
                .containsExactly("arn:aws:ssm:eu-west-1:111122223333:document/Millrace-*");
        assertThat(allowed.get("ssm:StartAutomationExecution"))
                .containsExactly(
                        "arn:aws:ssm:eu-west-1:111122223333:automation-definition/Millrace-*:*",
                        "arn:aws:ssm:eu-west-1:111122223333:automation-execution/*",
                        "arn:aws:ssm:eu-west-1:111122223333:document/Millrace-*");
        for (JsonNode statement : permissions) {
            if (statement.path("Action").asText().equals("iam:PassRole")) {
                assertThat(statement
                                .at("/Condition/StringEquals")
                                .path("iam:PassedToService")
                                .asText())
                        .isEqualTo("ssm.amazonaws.com");
            }
        }
    }

    private String run(JsonNode command) throws IOException {
        var event = JSON.createObjectNode();
        event.set("detail", command);
        return new StatesLanguage(definition, NOW, aws::call).run(event);
    }

    private List<String> outcomes() {
        return aws.said.stream()
                .map(said -> said.path("Detail").path("outcome").asText())
                .toList();
    }

    /** As the bus carries it. */
    private static ObjectNode command() throws IOException {
        return (ObjectNode)
                JSON.readTree(SampleCommand.said(SampleCommand.granted()).getDetail());
    }

    /** SSM and EventBridge, as far as the executor knows them. */
    private static final class StandIn {
        private final Map<String, List<String>> documents = new TreeMap<>();
        private final Map<String, Deque<String>> failures = new HashMap<>();
        private final Map<String, JsonNode> executions = new TreeMap<>();
        private final List<JsonNode> started = new ArrayList<>();
        private final List<JsonNode> said = new ArrayList<>();
        private final List<String> called = new ArrayList<>();

        void fail(String resource, String... errors) {
            failures.put(resource, new ArrayDeque<>(List.of(errors)));
        }

        JsonNode call(String resource, JsonNode parameters) throws TaskFailed {
            called.add(resource);
            var failing = failures.get(resource);
            if (failing != null && !failing.isEmpty()) {
                throw new TaskFailed(failing.remove());
            }
            switch (resource) {
                case DESCRIBE:
                    return describe(parameters.path("Name").asText());
                case START:
                    return start(parameters);
                case PUT:
                    parameters.path("Entries").forEach(said::add);
                    return JSON.createObjectNode().put("FailedEntryCount", 0);
                default:
                    throw new IllegalArgumentException(resource + " is not called");
            }
        }

        private JsonNode describe(String name) throws TaskFailed {
            if (!documents.containsKey(name)) {
                throw new TaskFailed("Ssm.InvalidDocumentException");
            }
            var described = JSON.createObjectNode();
            var parameters = described.putObject("Document").put("Name", name).putArray("Parameters");
            documents.get(name).forEach(parameter -> parameters.addObject().put("Name", parameter));
            return described;
        }

        /** A token stands for its first execution; with other parameters it is refused. */
        private JsonNode start(JsonNode parameters) throws TaskFailed {
            started.add(parameters);
            String token = parameters.path("ClientToken").asText();
            JsonNode known = executions.putIfAbsent(token, parameters);
            if (known != null && !known.equals(parameters)) {
                throw new TaskFailed("Ssm.IdempotentParameterMismatchException");
            }
            return JSON.createObjectNode()
                    .put(
                            "AutomationExecutionId",
                            "execution-" + (List.copyOf(executions.keySet()).indexOf(token) + 1));
        }
    }
}
