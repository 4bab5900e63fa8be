package io.millrace.models.sagemaker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.remote.RemoteModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a container's answer: {@code {"scores":[{"score":0.1}]}}, or a JSON line of each row. They belong to the
 * questions by position, so any other number of rows is a failure, never a guess.
 */
final class AnswerRows {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private AnswerRows() {}

    /**
     * @param list name of the array in a document
     * @param field that a row has at least
     */
    static List<JsonNode> of(String body, String list, String field, int wanted) {
        var found = new ArrayList<JsonNode>();
        try {
            if (body.stripLeading().matches("(?s)\\{\\s*\"" + field + "\".*")) {
                readLines(body, field, found);
            }
            if (found.isEmpty()) {
                MAPPER.readTree(body).path(list).forEach(found::add);
            }
        } catch (IOException e) {
            throw unreadable("no JSON");
        }
        if (found.size() != wanted) {
            throw new RemoteModelException(
                    RemoteModelException.WRONG_COUNT,
                    "The endpoint answered " + found.size() + " " + list + " to " + wanted + " questions");
        }
        return found;
    }

    /** A trailing comma may occur. */
    private static void readLines(String body, String field, List<JsonNode> found) throws IOException {
        for (String line : body.split("\n")) {
            String text = line.strip();
            text = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
            if (!text.isEmpty()) {
                JsonNode node = MAPPER.readTree(text);
                if (!node.has(field)) {
                    found.clear();
                    return;
                }
                found.add(node);
            }
        }
    }

    /** A finite number, or a failure. */
    static double number(JsonNode node, String what) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw unreadable("no finite " + what);
        }
        return node.doubleValue();
    }

    /** The number that a row of the lake holds, or a failure. */
    static double number(String row) {
        try {
            return Double.parseDouble(row);
        } catch (NumberFormatException e) {
            throw unreadable("no number in the recorded row");
        }
    }

    static RemoteModelException unreadable(String what) {
        return new RemoteModelException(RemoteModelException.UNREADABLE, "The endpoint answered " + what);
    }
}
