package io.millrace.operators.parse.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A tolerant view of a JSON value. Nothing here throws: what is absent or has another type reads as missing,
 * empty text, no number. So a mapping can name every documented field without asking first.
 */
public final class Json {
    private static final Json MISSING = new Json(MissingNode.getInstance());

    private final JsonNode node;

    private Json(JsonNode node) {
        this.node = node;
    }

    static Json of(JsonNode node) {
        return node.isMissingNode() ? MISSING : new Json(node);
    }

    /** The value that stands for an absent one. */
    public static Json missing() {
        return MISSING;
    }

    /** The field, or missing. */
    public Json at(String name) {
        return of(node.path(name));
    }

    /** The field of a field, or missing. */
    public Json at(String name, String next) {
        return of(node.path(name).path(next));
    }

    /** The field of a field of a field, or missing. */
    public Json at(String name, String next, String last) {
        return of(node.path(name).path(next).path(last));
    }

    /** The first of the fields that is a scalar with text, or empty. */
    public String firstText(String... names) {
        for (String name : names) {
            var text = at(name).text();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** A string itself, a number or boolean as JSON writes it; empty for everything else. */
    public String text() {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    /** Only a JSON string, else empty. */
    public String string() {
        return node.isTextual() ? node.textValue() : "";
    }

    public boolean isString() {
        return node.isTextual();
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean isArray() {
        return node.isArray();
    }

    public boolean isNumber() {
        return node.isNumber();
    }

    /** A scalar other than null. */
    public boolean isScalar() {
        return node.isValueNode() && !node.isNull();
    }

    public boolean isTrue() {
        return node.isBoolean() ? node.booleanValue() : "true".equalsIgnoreCase(string());
    }

    /** A finite number, also one written as a string (several sources do); otherwise empty. */
    public OptionalDouble number() {
        double number = Double.NaN;
        if (node.isNumber()) {
            number = node.doubleValue();
        } else if (node.isTextual() && node.textValue().length() <= 40) {
            number = parsed(node.textValue().trim());
        }
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static double parsed(String text) {
        if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A time in any of the forms that sources use, or null. */
    public @Nullable Instant time() {
        if (node.isTextual()) {
            return Timestamps.parse(node.textValue());
        }
        return node.isNumber() ? Timestamps.ofEpoch(node.doubleValue()) : null;
    }

    /** The first {@code most} elements of an array; empty for everything else. */
    public List<Json> items(int most) {
        if (!node.isArray()) {
            return List.of();
        }
        var items = new ArrayList<Json>(Math.min(node.size(), most));
        for (int i = 0; i < node.size() && i < most; i++) {
            items.add(new Json(node.get(i)));
        }
        return items;
    }

    /** Number of elements or fields. */
    public int size() {
        return node.size();
    }

    /** The first element of an array, or missing. */
    public Json first() {
        return node.isArray() ? of(node.path(0)) : MISSING;
    }

    /** The first {@code most} fields of an object, in the order written. */
    public void forEachField(int most, BiConsumer<String, Json> visitor) {
        int seen = 0;
        for (var field : node.properties()) {
            if (seen++ == most) {
                return;
            }
            visitor.accept(field.getKey(), new Json(field.getValue()));
        }
    }

    /** The value as compact JSON. */
    @Override
    public String toString() {
        return node.toString();
    }
}
