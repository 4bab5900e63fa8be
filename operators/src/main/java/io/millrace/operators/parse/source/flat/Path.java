package io.millrace.operators.parse.source.flat;

import io.millrace.operators.parse.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a value stands in a document: {@code detail.impact.totalImpact}, {@code resources[0]},
 * {@code detail.rootCauses[].region} (every element). A name that holds a dot or a bracket is quoted:
 * {@code detail.'a.b'}. What is not there reads as missing.
 */
public final class Path {
    /** As many elements of an array are looked at: an event keeps at most 500 resources. */
    private static final int MAX_ELEMENTS = 500;

    private static final int EACH = -1;

    private final String text;
    private final List<Object> steps;

    private Path(String text, List<Object> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * The path that {@code text} writes.
     *
     * @throws IllegalArgumentException with what is wrong and what would be right
     */
    public static Path parse(String text) {
        var steps = new ArrayList<Object>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfName(text, at);
            var name = text.charAt(at) == '\'' ? text.substring(at + 1, end - 1) : text.substring(at, end);
            if (name.isBlank()) {
                throw wrong(text, "a name is missing");
            }
            if (text.charAt(at) != '\'' && name.indexOf(']') >= 0) {
                throw wrong(text, "a bracket opens nowhere");
            }
            steps.add(name);
            at = indexes(text, end, steps);
            if (at == text.length()) {
                return new Path(text, steps);
            }
            if (text.charAt(at) != '.') {
                throw wrong(text, "a dot is wanted at character " + (at + 1));
            }
            at++;
        }
        throw wrong(text, text.isEmpty() ? "it is empty" : "it ends in a dot");
    }

    private static int endOfName(String text, int from) {
        if (text.charAt(from) == '\'') {
            int close = text.indexOf('\'', from + 1);
            if (close < 0) {
                throw wrong(text, "a quote is not closed");
            }
            return close + 1;
        }
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    private static int indexes(String text, int from, List<Object> steps) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            int close = text.indexOf(']', at);
            var index = close < 0 ? "?" : text.substring(at + 1, close);
            if (!index.matches("\\d{0,3}")) {
                throw wrong(text, "an index is [] (every element) or a number such as [0]");
            }
            steps.add(index.isEmpty() ? EACH : Integer.valueOf(index));
            at = close + 1;
        }
        return at;
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no path: " + what + "; wanted names such as detail.resourceArn or resources[0]");
    }

    /** The first name: a part of the envelope. */
    public String root() {
        return (String) steps.get(0);
    }

    /** Whether it may lead to several values. */
    public boolean isMany() {
        return steps.contains(EACH);
    }

    /** The first value with text. */
    public Optional<Json> first(Json root) {
        var found = new ArrayList<Json>(1);
        each(root, value -> {
            if (found.isEmpty() && !value.text().isEmpty()) {
                found.add(value);
            }
        });
        return found.stream().findFirst();
    }

    /** Every value that is there, in the order of the document. */
    public void each(Json root, Consumer<Json> visitor) {
        walk(root, 0, visitor);
    }

    private void walk(Json value, int step, Consumer<Json> visitor) {
        if (step == steps.size()) {
            visitor.accept(value);
            return;
        }
        Object next = steps.get(step);
        if (next instanceof String) {
            walk(value.at((String) next), step + 1, visitor);
            return;
        }
        int index = (Integer) next;
        var items = value.items(index == EACH ? MAX_ELEMENTS : index + 1);
        if (index == EACH) {
            items.forEach(item -> walk(item, step + 1, visitor));
        } else if (index < items.size()) {
            walk(items.get(index), step + 1, visitor);
        }
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}
