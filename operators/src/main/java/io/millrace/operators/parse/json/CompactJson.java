package io.millrace.operators.parse.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A value of a tape as compact JSON: fields in the order written, numbers as the source wrote them. */
final class CompactJson {
    private CompactJson() {}

    static String of(JsonTape tape, int value) {
        var json = new StringBuilder();
        append(tape, value, json);
        return json.toString();
    }

    /** As deep as the document: its depth is bounded. */
    private static void append(JsonTape tape, int value, StringBuilder json) {
        boolean isObject = tape.kind(value) == JsonTape.OBJECT;
        if (tape.kind(value) == JsonTape.STRING) {
            quote(tape.text(value), json);
        } else if (!isObject && tape.kind(value) != JsonTape.ARRAY) {
            json.append(tape.text(value));
        } else {
            json.append(isObject ? '{' : '[');
            for (int held = value + 1; held < tape.next(value); held = tape.next(held)) {
                json.append(held == value + 1 ? "" : ",");
                if (isObject) {
                    quote(tape.name(held), json);
                    json.append(':');
                }
                append(tape, held, json);
            }
            json.append(isObject ? '}' : ']');
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"')
                .append(JsonStringEncoder.getInstance().quoteAsString(text))
                .append('"');
    }
}
