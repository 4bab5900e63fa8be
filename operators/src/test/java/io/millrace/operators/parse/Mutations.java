package io.millrace.operators.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every document that differs from a given one in one place: another type, or nothing at all. */
final class Mutations {
    /** Values of every JSON type and of the awkward sizes. */
    private static final List<String> WRONG = List.of(
            "null",
            "true",
            "-1",
            "0",
            "-0",
            "1e308",
            "-1e308",
            "1e999",
            "12345678901234567890123456789",
            "\"\"",
            "\"\\ud800\\u0000\"",
            "\"text\"",
            "\"NaN\"",
            "\"-Infinity\"",
            "[".repeat(400) + "]".repeat(400),
            "\"9999-99-99T99:99:99Z\"",
            "[]",
            "[[],null,{},1]",
            "{}",
            "{\"a\":{\"b\":[1,\"x\"]}}");

    private Mutations() {}

    /** Calls {@code visitor} with the text of every mutation of the document. */
    static void of(JsonNode document, Consumer<String> visitor) {
        walk(document, document, visitor);
    }

    private static void walk(JsonNode root, JsonNode node, Consumer<String> visitor) {
        if (node instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                var original = object.get(name);
                for (String wrong : WRONG) {
                    object.set(name, parsed(wrong));
                    visitor.accept(root.toString());
                }
                object.remove(name);
                visitor.accept(root.toString());
                object.set(name, original);
                walk(root, original, visitor);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                var original = array.get(i);
                for (String wrong : WRONG) {
                    array.set(i, parsed(wrong));
                    visitor.accept(root.toString());
                }
                array.set(i, original);
                walk(root, original, visitor);
            }
        }
    }

    private static JsonNode parsed(String json) {
        try {
            // as raw text: a tree would turn 1e999 into infinity
            return json.equals("1e999")
                    ? Raws.JSON.getNodeFactory().rawValueNode(new com.fasterxml.jackson.databind.util.RawValue(json))
                    : Raws.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
