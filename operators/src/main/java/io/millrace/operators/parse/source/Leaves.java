package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;

/**
 * Copies the scalar leaves of a detail that no mapping knows: strings and booleans to attributes, numbers to values
 * too, under {@code detail.<path>}. So policies can match sources that nobody has written a mapping for.
 */
final class Leaves {
    private static final String PREFIX = "detail.";
    private static final int MAX_DEPTH = 3;
    private static final int MAX_FIELDS = 100;
    static final int MAX_ELEMENTS = 10;

    private Leaves() {}

    static void copy(Json detail, EventDraft draft) {
        if (detail.isScalar()) {
            leaf("detail", detail, draft);
        }
        copy(PREFIX, detail, draft, 1);
    }

    private static void copy(String prefix, Json object, EventDraft draft, int depth) {
        object.forEachField(MAX_FIELDS, (name, value) -> {
            if (value.isObject() && depth < MAX_DEPTH) {
                copy(prefix + name + ".", value, draft, depth + 1);
            } else if (value.isArray()) {
                draft.attribute(prefix + name, joined(value));
            } else {
                leaf(prefix + name, value, draft);
            }
        });
    }

    private static void leaf(String path, Json value, EventDraft draft) {
        draft.attribute(path, value);
        if (value.isNumber()) {
            draft.value(path, value);
        }
    }

    /** The first scalars of an array, comma separated. */
    static String joined(Json array) {
        if (array.isArray() && array.size() == 1) {
            return array.first().text();
        }
        var joined = new StringBuilder();
        for (Json element : array.items(MAX_ELEMENTS)) {
            var text = element.text();
            if (!text.isEmpty()) {
                joined.append(joined.length() == 0 ? "" : ",").append(text);
            }
        }
        return joined.toString();
    }
}
