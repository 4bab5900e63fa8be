package io.millrace.operators.parse.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A tolerant view of a JSON value. Nothing here throws: what is absent or has another type reads as missing,
 * empty text, no number. So a mapping can name every documented field without asking first. Of fields with one name the
 * last counts.
 */
public final class Json {
    private static final int LONGEST_NUMBER = 40;
    private static final int FEW = 8;
    private static final JsonTape NO_DOCUMENT = JsonTape.empty();
    private static final Json MISSING = new Json(NO_DOCUMENT, 0);

    private final JsonTape tape;
    private final int value;

    private int lookups;

    private int @Nullable [] index;

    private Json(JsonTape tape, int value) {
        this.tape = tape;
        this.value = value;
    }

    /** The document's outermost value. */
    static Json of(JsonTape tape) {
        return new Json(tape, 0);
    }

    /** The value that stands for an absent one. */
    public static Json missing() {
        return MISSING;
    }

    JsonTape tape() {
        return tape;
    }

    private byte kind() {
        return tape.kind(value);
    }

    /** The field, or missing. */
    public Json at(String name) {
        int field = isObject() ? find(name) : -1;
        return field < 0 ? MISSING : new Json(tape, field);
    }

    private int find(String name) {
        if (++lookups == tape.indexedFrom()) {
            index = tape.index(value);
        }
        return index == null ? tape.find(value, name) : tape.find(index, name);
    }

    /** The field of a field, or missing. */
    public Json at(String name, String next) {
        return at(name).at(next);
    }

    /** The field of a field of a field, or missing. */
    public Json at(String name, String next, String last) {
        return at(name).at(next).at(last);
    }

    /** The text of a field, as {@link #text()} of {@link #at} gives it. */
    public String text(String name) {
        int field = isObject() ? find(name) : -1;
        return field >= 0 && isScalar(tape.kind(field)) ? tape.text(field) : "";
    }

    /** The first of the fields that is a scalar with text, or empty. */
    public String firstText(String... names) {
        for (String name : names) {
            var text = text(name);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** A string itself, a number as it was written, {@code true} or {@code false}; empty for everything else. */
    public String text() {
        return isScalar() ? tape.text(value) : "";
    }

    /** Only a JSON string, else empty. */
    public String string() {
        return isString() ? tape.text(value) : "";
    }

    public boolean isString() {
        return kind() == JsonTape.STRING;
    }

    public boolean isObject() {
        return kind() == JsonTape.OBJECT;
    }

    public boolean isArray() {
        return kind() == JsonTape.ARRAY;
    }

    public boolean isNumber() {
        return kind() == JsonTape.NUMBER;
    }

    /** A scalar other than null. */
    public boolean isScalar() {
        return isScalar(kind());
    }

    private static boolean isScalar(byte kind) {
        return kind >= JsonTape.STRING && kind <= JsonTape.FALSE;
    }

    public boolean isTrue() {
        return kind() == JsonTape.TRUE || "true".equalsIgnoreCase(string());
    }

    /** A finite number, also one written as a string (several sources do); otherwise empty. */
    public OptionalDouble number() {
        double number = Double.NaN;
        if (isNumber() || isString()) {
            number = parsed(text().trim(), isNumber() ? Integer.MAX_VALUE : LONGEST_NUMBER);
        }
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static double parsed(String text, int longest) {
        if (text.isEmpty() || text.length() > longest || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
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
        if (isString()) {
            return Timestamps.parse(tape.text(value));
        }
        return isNumber() ? Timestamps.ofEpoch(number().orElse(Double.NaN)) : null;
    }

    /** The first {@code most} elements of an array; empty for everything else. */
    public List<Json> items(int most) {
        if (!isArray()) {
            return List.of();
        }
        var items = new ArrayList<Json>();
        for (int item = value + 1; item < tape.next(value) && items.size() < most; item = tape.next(item)) {
            items.add(new Json(tape, item));
        }
        return items;
    }

    /** Number of elements, or of fields as written. */
    public int size() {
        int size = 0;
        if (isObject() || isArray()) {
            for (int held = value + 1; held < tape.next(value); held = tape.next(held)) {
                size++;
            }
        }
        return size;
    }

    /** The first element of an array, or missing. */
    public Json first() {
        return isArray() && tape.next(value) > value + 1 ? new Json(tape, value + 1) : MISSING;
    }

    /** The first {@code most} fields of an object, in the order written. */
    public void forEachField(int most, BiConsumer<String, Json> visitor) {
        if (!isObject()) {
            return;
        }
        int fields = size();
        if (fields <= FEW) {
            visitFew(most, visitor);
            return;
        }
        var last = new LinkedHashMap<String, Integer>();
        for (int field = value + 1; field < tape.next(value); field = tape.next(field)) {
            last.put(tape.name(field), field);
        }
        int seen = 0;
        for (var field : last.entrySet()) {
            if (seen++ == most) {
                return;
            }
            visit(field.getKey(), field.getValue(), visitor);
        }
    }

    /** The same where looking for each name among all is quicker than a map. */
    private void visitFew(int most, BiConsumer<String, Json> visitor) {
        int seen = 0;
        for (int field = value + 1; field < tape.next(value) && seen < most; field = tape.next(field)) {
            var name = tape.name(field);
            if (tape.first(value, name) == field) {
                seen++;
                visit(name, tape.find(value, name), visitor);
            }
        }
    }

    private void visit(String name, int field, BiConsumer<String, Json> visitor) {
        visitor.accept(BoundedText.of(name, Integer.MAX_VALUE), new Json(tape, field));
    }

    /** The value as compact JSON. */
    @Override
    public String toString() {
        return kind() == JsonTape.NOTHING ? "" : tape.compact(value);
    }
}
