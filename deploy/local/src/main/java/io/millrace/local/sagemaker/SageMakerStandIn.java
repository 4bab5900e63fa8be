package io.millrace.local.sagemaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.http.Faults;
import io.millrace.local.http.RestProtocol;
import io.millrace.local.http.StandInServer;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WireException;
import io.millrace.local.http.WirePost;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * InvokeEndpoint for Random Cut Forest endpoints, with a real forest behind the wire format; not AWS. CSV or JSON in, JSON or
 * JSON lines out. Requests are not authenticated.
 */
public final class SageMakerStandIn implements AutoCloseable {
    /** What it calls itself wherever it can. */
    public static final String NAME = "Millrace SageMaker stand-in, not AWS";

    /** The operation's name for planned faults. */
    public static final String INVOKE = "InvokeEndpoint";

    /** By the service model. */
    private static final int MOST_BYTES = 6_291_456;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, FrozenForest> endpoints = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final StandInServer server;

    private SageMakerStandIn(int port) {
        server = StandInServer.start(
                NAME,
                port,
                new RestProtocol(
                        NAME, INVOKE, Pattern.compile("/endpoints/([^/]+)/invocations"), this::invoke, faults));
    }

    /** Starts one on a free port. */
    public static SageMakerStandIn start() {
        return start(0);
    }

    /** Starts one; it serves until closed. */
    public static SageMakerStandIn start(int port) {
        return new SageMakerStandIn(port);
    }

    /** Trains a forest under this name. */
    public void createEndpoint(String name, int features) {
        endpoints.put(name, new FrozenForest(features));
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.close();
    }

    private WireAnswer invoke(String name, WirePost post) {
        FrozenForest forest = endpoints.get(name);
        if (forest == null) {
            throw WireException.client("ValidationError", "Endpoint " + name + " of account not found.");
        }
        if (post.body().length > MOST_BYTES) {
            throw WireException.client(
                    "ValidationError", "Request body of " + post.body().length + " bytes; at most " + MOST_BYTES);
        }
        String text = new String(post.body(), StandardCharsets.UTF_8);
        List<float[]> vectors = isJson(post.contentType()) ? json(text) : csv(text);
        var scores = new ArrayList<Double>(vectors.size());
        for (float[] vector : vectors) {
            if (vector.length != forest.features()) {
                throw modelError("feature_dim is " + forest.features() + ", a vector has " + vector.length);
            }
            scores.add(forest.score(vector));
        }
        boolean lines = "application/jsonlines".equals(post.accept());
        return new WireAnswer(
                200,
                lines ? "application/jsonlines" : "application/json",
                Optional.empty(),
                (lines ? lines(scores) : document(scores)).getBytes(StandardCharsets.UTF_8),
                Map.of("x-Amzn-Invoked-Production-Variant", "AllTraffic"));
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.startsWith("application/json");
    }

    private static List<float[]> csv(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> {
                    String[] parts = line.split(",");
                    var vector = new float[parts.length];
                    for (int i = 0; i < parts.length; i++) {
                        vector[i] = number(parts[i].trim());
                    }
                    return vector;
                })
                .collect(Collectors.toList());
    }

    private static List<float[]> json(String text) {
        try {
            var vectors = new ArrayList<float[]>();
            for (JsonNode instance : MAPPER.readTree(text).path("instances")) {
                JsonNode features = instance.path("features");
                var vector = new float[features.size()];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = number(features.get(i).asText());
                }
                vectors.add(vector);
            }
            return vectors;
        } catch (JsonProcessingException e) {
            throw modelError("the body is not JSON");
        }
    }

    private static float number(String text) {
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw modelError("not a finite number: " + text);
    }

    private static WireException modelError(String message) {
        return new WireException(424, "ModelError", "Received client error (415) from model: " + message);
    }

    private static String document(List<Double> scores) {
        var document = JsonNodeFactory.instance.objectNode();
        var array = document.putArray("scores");
        scores.forEach(score -> array.addObject().put("score", score));
        return document.toString();
    }

    private static String lines(List<Double> scores) {
        return scores.stream().map(score -> "{\"score\":" + score + "}\n").collect(Collectors.joining());
    }
}
