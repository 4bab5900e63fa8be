package io.millrace.models.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.remote.RemoteModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The forest container's own formats: CSV in; JSON or JSON lines out. Source: SageMaker's RCF inference formats. */
public final class ForestWire {
    static final String CSV = "text/csv";
    static final String JSON = "application/json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ForestWire() {}

    /** One vector as a line of CSV, without its end. */
    public static String line(List<Double> features) {
        return features.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    static String body(List<String> lines) {
        return String.join("\n", lines);
    }

    /** The scores in an answer: {@code {"scores":[{"score":0.1}]}}, or a line of {@code {"score":0.1}} each. */
    static double[] scores(String body, int wanted) {
        var found = new ArrayList<JsonNode>();
        try {
            if (body.strip().startsWith("{\"score\"") || body.strip().startsWith("{ \"score\"")) {
                readLines(body, found);
            }
            if (found.isEmpty()) {
                MAPPER.readTree(body).path("scores").forEach(found::add);
            }
        } catch (IOException e) {
            throw new RemoteModelException(RemoteModelException.UNREADABLE, "The endpoint answered no JSON");
        }
        if (found.size() != wanted) {
            throw new RemoteModelException(
                    RemoteModelException.WRONG_COUNT,
                    "The endpoint answered " + found.size() + " scores to " + wanted + " vectors");
        }
        return found.stream().mapToDouble(ForestWire::score).toArray();
    }

    /** A trailing comma may occur. */
    private static void readLines(String body, List<JsonNode> found) throws IOException {
        for (String line : body.split("\n")) {
            String text = line.strip();
            text = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
            if (!text.isEmpty()) {
                JsonNode node = MAPPER.readTree(text);
                if (!node.has("score")) {
                    found.clear();
                    return;
                }
                found.add(node);
            }
        }
    }

    private static double score(JsonNode node) {
        JsonNode score = node.path("score");
        if (!score.isNumber() || !Double.isFinite(score.doubleValue())) {
            throw new RemoteModelException(RemoteModelException.UNREADABLE, "The endpoint answered no finite score");
        }
        return score.doubleValue();
    }
}
