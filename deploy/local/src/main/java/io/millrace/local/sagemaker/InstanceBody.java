package io.millrace.local.sagemaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WirePost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the containers' formats have in common: CSV lines, {@code instances} of JSON, and answers as document or lines. */
final class InstanceBody {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private InstanceBody() {}

    /** The rows of text/csv, or of {@code {"instances":[{"features":[...]}]}}. */
    static List<List<String>> rows(WirePost post) {
        String type = type(post);
        if (type.equals("text/csv")) {
            return text(post)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> List.of(line.split(",", -1)).stream()
                            .map(String::strip)
                            .toList())
                    .toList();
        }
        if (!type.equals("application/json")) {
            throw UnfitRequestException.unsupported(
                    "Content-type " + type + " not supported; text/csv or application/json");
        }
        var rows = new ArrayList<List<String>>();
        for (JsonNode instance : document(post).path("instances")) {
            var row = new ArrayList<String>();
            instance.path("features").forEach(feature -> row.add(feature.asText()));
            rows.add(row);
        }
        return rows;
    }

    static JsonNode document(WirePost post) {
        try {
            return MAPPER.readTree(text(post));
        } catch (JsonProcessingException e) {
            throw UnfitRequestException.badRequest("the body is not JSON");
        }
    }

    /** Without its parameters; empty when there is none. */
    static String type(WirePost post) {
        String type = post.contentType();
        return type == null ? "" : type.replaceFirst(";.*", "").strip();
    }

    static WireAnswer answer(WirePost post, String list, List<? extends JsonNode> rows) {
        if ("application/jsonlines".equals(post.accept())) {
            String lines = rows.stream().map(row -> row + "\n").collect(Collectors.joining());
            return answer("application/jsonlines", lines);
        }
        var document = JsonNodeFactory.instance.objectNode();
        document.putArray(list).addAll(List.copyOf(rows));
        return answer("application/json", document.toString());
    }

    private static WireAnswer answer(String type, String body) {
        return new WireAnswer(200, type, Optional.empty(), body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static String text(WirePost post) {
        return new String(post.body(), StandardCharsets.UTF_8);
    }
}
