package io.millrace.local.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the stand-in says, by name. {@code cited} answers as a well-behaved model would, saying that it is none; the others are
 * what the job must survive: twenty of each, in turn.
 */
public enum Script {
    /** One cited sentence. */
    CITED(List.of(
            () -> tool("[{\"text\":\"Scripted answer of a stand-in, not of a model.\",\"event_ids\":[\"e1\"]}]"))),

    /** Every documented error. */
    ERRORS(List.of(
            fails(429, "ThrottlingException"),
            fails(429, "ModelNotReadyException"),
            fails(424, "ModelErrorException"),
            fails(408, "ModelTimeoutException"),
            fails(503, "ServiceUnavailableException"),
            fails(500, "InternalServerException"),
            fails(400, "ValidationException"),
            fails(403, "AccessDeniedException"),
            fails(404, "ResourceNotFoundException"),
            fails(400, "SomethingNewException"))),

    /** Answers of the wrong form, and every stop reason that is no answer. */
    NONSENSE(List.of(
            () -> prose("end_turn"),
            () -> prose("max_tokens"),
            () -> prose("stop_sequence"),
            () -> prose("guardrail_intervened"),
            () -> prose("content_filtered"),
            () -> prose("malformed_model_output"),
            () -> prose("malformed_tool_use"),
            () -> prose("model_context_window_exceeded"),
            () -> prose("a_reason_of_next_year"),
            () -> prose("tool_use"),
            () -> tool("[]"),
            () -> tool("{}"),
            () -> tool("17"),
            () -> tool("\"all is well\""),
            () -> tool("[17]"),
            () -> tool("[{\"text\":17,\"event_ids\":[\"e1\"]}]"),
            () -> tool("[{\"text\":\"\",\"event_ids\":[\"e1\"]}]"),
            () -> tool("[{\"text\":\"" + "long ".repeat(2000) + "\",\"event_ids\":[\"e1\"]}]"),
            () -> another("delete_everything"),
            Script::empty)),

    /** Answers of the right form that must not be shown. */
    HOSTILE(List.of(
            () -> said("Nothing supports this.", "[]"),
            () -> said("Nothing supports this.", "null"),
            () -> said("Another thread's event.", "[\"e999\"]"),
            () -> said("A guess.", "[\"e0\"]"),
            () -> said("A made-up id.", "[\"0123456789abcdef0123456789abcdef\"]"),
            () -> said("A look-alike.", "[\"\u0435\u0031\"]"),
            () -> said("Half of it is supported.", "[\"e1\",\"e999\"]"),
            () -> said("No list.", "\"e1\""),
            () -> said("Numbers.", "[1]"),
            () -> said("See https://evil.example/login for the fix.", "[\"e1\"]"),
            () -> said("See www.evil.example now.", "[\"e1\"]"),
            () -> said("<script>alert(1)</script>", "[\"e1\"]"),
            () -> said("<!channel> all is well", "[\"e1\"]"),
            () -> said("@here stop everything", "[\"e1\"]"),
            () -> said("[click](evil)", "[\"e1\"]"),
            () -> said("Run `rm -rf /` on all hosts.", "[\"e1\"]"),
            () -> said("${jndi:ldap}", "[\"e1\"]"),
            () -> said("{{ template }}", "[\"e1\"]"),
            () -> said("line\\u0000break", "[\"e1\"]"),
            () -> tool("[{\"text\":\"The first is cited.\",\"event_ids\":[\"e1\"]},"
                    + "{\"text\":\"The second is not.\",\"event_ids\":[]}]"))),

    /** No answer at all. */
    HANG(List.of());

    private final List<Supplier<ObjectNode>> answers;

    Script(List<Supplier<ObjectNode>> answers) {
        this.answers = answers;
    }

    /** By its name in lower case. */
    public static Script named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The answer to the n-th question, from 0; throws the script's errors. */
    ObjectNode answer(int number) {
        return answers.get(number % answers.size()).get();
    }

    private static Supplier<ObjectNode> fails(int status, String type) {
        return () -> {
            throw new WireException(status, type, "The script of a stand-in says so");
        };
    }

    private static ObjectNode said(String text, String eventIds) {
        return tool("[{\"text\":\"" + text + "\",\"event_ids\":" + eventIds + "}]");
    }

    private static ObjectNode tool(String storyline) {
        return called("explain_thread", "{\"storyline\":" + storyline + ",\"hypotheses\":[],\"advice\":[]}");
    }

    private static ObjectNode another(String tool) {
        return called(tool, "{\"storyline\":[{\"text\":\"Done.\",\"event_ids\":[\"e1\"]}]}");
    }

    private static ObjectNode called(String tool, String input) {
        var content = JsonNodeFactory.instance.arrayNode();
        content.addObject()
                .putObject("toolUse")
                .put("toolUseId", "tooluse_scripted")
                .put("name", tool)
                .set("input", Answers.json(input));
        return answer("tool_use", content);
    }

    private static ObjectNode prose(String reason) {
        var content = JsonNodeFactory.instance.arrayNode();
        content.addObject().put("text", "Everything is fine, trust me.");
        return answer(reason, content);
    }

    private static ObjectNode empty() {
        return answer("tool_use", JsonNodeFactory.instance.arrayNode());
    }

    private static ObjectNode answer(String reason, ArrayNode content) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("output").putObject("message").put("role", "assistant").set("content", content);
        answer.put("stopReason", reason);
        answer.putObject("usage")
                .put("inputTokens", 900)
                .put("outputTokens", 60)
                .put("totalTokens", 960);
        answer.putObject("metrics").put("latencyMs", 1);
        return answer;
    }
}
