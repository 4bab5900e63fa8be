package io.millrace.operators.parse.source.flat;

import io.millrace.operators.parse.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with gaps: <code>Backup of {detail.resourceArn} {detail.state}[: {detail.statusMessage}]</code>. It is empty
 * when a gap cannot be filled: half an identity is another identity. What stands in square brackets is left out then.
 */
public final class Template implements Text {
    private final List<Part> parts;

    private static final class Part {
        final Text text;
        final boolean canBeLeftOut;

        Part(Text text, boolean canBeLeftOut) {
            this.text = text;
            this.canBeLeftOut = canBeLeftOut;
        }
    }

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * The template that {@code text} writes.
     *
     * @throws IllegalArgumentException with what is wrong and what would be right
     */
    public static Template parse(String text) {
        var parts = new ArrayList<Part>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                int close = endOfGroup(text, at);
                parts.add(new Part(parse(text.substring(at + 1, close)), true));
                at = close + 1;
            } else if (text.charAt(at) == '{') {
                int close = closing(text, at, '}');
                parts.add(new Part(Term.parse(text.substring(at + 1, close)), false));
                at = close + 1;
            } else {
                int end = endOfLiteral(text, at);
                var literal = text.substring(at, end);
                parts.add(new Part(root -> literal, false));
                at = end;
            }
        }
        return new Template(parts);
    }

    private static int endOfLiteral(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ']' || c == '}') {
                throw new IllegalArgumentException(
                        "\"" + text + "\": " + c + " at character " + (i + 1) + " opens nowhere");
            }
            if (c == '[' || c == '{') {
                return i;
            }
        }
        return text.length();
    }

    /** Gaps within the brackets may hold brackets of their own: {@code [: {resources[0]}]}. */
    private static int endOfGroup(String text, int from) {
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                i = closing(text, i, '}');
            } else if (text.charAt(i) == ']') {
                return i;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\": [ at character " + (from + 1) + " is not closed");
    }

    private static int closing(String text, int from, char closing) {
        int close = text.indexOf(closing, from);
        if (close < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": " + text.charAt(from) + " at character " + (from + 1) + " is not closed");
        }
        return close;
    }

    @Override
    public String of(Json root) {
        var text = new StringBuilder();
        for (Part part : parts) {
            var filled = part.text.of(root);
            if (filled.isEmpty() && !part.canBeLeftOut) {
                return "";
            }
            text.append(filled);
        }
        return text.toString();
    }
}
