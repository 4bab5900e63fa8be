package io.millrace.local.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.http.Fault;
import io.millrace.local.http.Faults;
import io.millrace.local.http.RestProtocol;
import io.millrace.local.http.StandInServer;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WireException;
import io.millrace.local.http.WirePost;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Bedrock's Converse with scripted answers and faults: no model, and it says so. It refuses what the service would: no message, no
 * maxTokens, a tool choice that is no tool. Requests are not authenticated.
 */
public final class BedrockStandIn implements AutoCloseable {
    /** What it calls itself wherever it can. */
    public static final String NAME = "Millrace Bedrock stand-in with scripted answers, not a model, not AWS";

    /** The operation's name for planned faults. */
    public static final String CONVERSE = "Converse";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Script script;
    private final Faults faults = new Faults();
    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final StandInServer server;

    private BedrockStandIn(Script script, int port) {
        this.script = script;
        if (script == Script.HANG) {
            faults.failAlways(CONVERSE, Fault.hang());
        }
        this.server = StandInServer.start(
                NAME,
                port,
                new RestProtocol(NAME, CONVERSE, Pattern.compile("/model/([^/]+)/converse"), this::converse, faults));
    }

    /** Starts one on a free port with the script of this name. */
    public static BedrockStandIn start(String script) {
        return start(Script.named(script), 0);
    }

    /** Starts one; it serves until closed. */
    public static BedrockStandIn start(Script script, int port) {
        return new BedrockStandIn(script, port);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public Faults faults() {
        return faults;
    }

    /** The requests that were well formed, in the order of their coming. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.close();
    }

    private WireAnswer converse(String model, WirePost post) {
        JsonNode request = read(post.body());
        check(request);
        requests.add(request);
        byte[] body = script.answer(answered.getAndIncrement()).toString().getBytes(StandardCharsets.UTF_8);
        return new WireAnswer(200, "application/json", Optional.empty(), body);
    }

    private static JsonNode read(byte[] body) {
        try {
            return MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw WireException.client("SerializationException", "The body is not JSON");
        }
    }

    private static void check(JsonNode request) {
        JsonNode first = request.path("messages").path(0);
        require(first.path("role").asText().equals("user"), "messages must begin with one of role user");
        require(first.path("content").size() > 0, "content must not be empty");
        require(request.at("/inferenceConfig/maxTokens").asInt(0) >= 1, "maxTokens must be at least 1");
        JsonNode choice = request.at("/toolConfig/toolChoice/tool/name");
        require(
                choice.isMissingNode()
                        || StreamSupport.stream(request.at("/toolConfig/tools").spliterator(), false)
                                .anyMatch(tool -> tool.at("/toolSpec/name").equals(choice)),
                "toolChoice names no tool of the request");
        request.at("/toolConfig/tools")
                .forEach(tool -> require(
                        tool.at("/toolSpec/inputSchema/json").isObject(), "inputSchema.json must be an object"));
        require(
                !request.has("guardrailConfig")
                        || !request.at("/guardrailConfig/guardrailVersion")
                                .asText()
                                .isEmpty(),
                "guardrailConfig needs a version");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw WireException.client("ValidationException", rule);
        }
    }
}
