package io.millrace.operators.parse.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document as a list of its values in the order written, each with its kind, name and text, and where its next
 * sibling stands: one pass of Jackson's streaming parser, a fifth slower than the parser alone. Linking a tree of nodes and
 * maps took twice as long as reading. The tape of a document that looks like an earlier one has that one's structure, and its
 * texts are decoded when asked for: by one thread at a time. Unchanging once read.
 */
final class JsonTape {
    static final byte NOTHING = 0;
    static final byte OBJECT = 1;
    static final byte ARRAY = 2;
    static final byte STRING = 3;
    static final byte NUMBER = 4;
    static final byte TRUE = 5;
    static final byte FALSE = 6;
    static final byte NULL = 7;

    /** Few documents have a value in less than this many bytes: the arrays seldom have to grow. */
    private static final int BYTES_PER_VALUE = 32;

    private static final int FEWEST = 32;

    /** An object that is asked for its second field will be asked for more. */
    private static final int INDEXED_FROM = 3;

    private static final int[] NO_INDEX = {};
    private static final byte[] NO_BYTES = {};
    private static final long[] NO_SPANS = {};

    private final boolean mayHoldUnpaired;

    private byte[] kinds;
    private String[] names;
    /** Of a scalar; a number's as the source wrote it. */
    private @Nullable String[] texts;
    /** Index of the value behind this one and all that it holds. */
    private int[] nexts;

    /** Of objects, for all tapes of one structure; null when this one has its structure for itself. */
    private final int @Nullable [] @Nullable [] indexes;

    /** Where the texts that are not decoded yet stand, all of them plain ASCII: from and length. */
    private final long[] spans;

    private final byte[] bytes;

    private int size;

    private JsonTape(int capacity, boolean mayHoldUnpaired) {
        this.mayHoldUnpaired = mayHoldUnpaired;
        kinds = new byte[capacity];
        names = new String[capacity];
        texts = new String[capacity];
        nexts = new int[capacity];
        indexes = null;
        spans = NO_SPANS;
        bytes = NO_BYTES;
    }

    private JsonTape(
            JsonTape structure,
            byte[] kinds,
            int @Nullable [] @Nullable [] indexes,
            @Nullable String[] texts,
            long[] spans,
            byte[] bytes) {
        this.mayHoldUnpaired = false;
        this.kinds = kinds;
        this.names = structure.names;
        this.nexts = structure.nexts;
        this.size = structure.size;
        this.indexes = indexes;
        this.texts = texts;
        this.spans = spans;
        this.bytes = bytes;
    }

    /** The structure alone, to be shared by documents that look like this one. */
    JsonTape structure() {
        var structure =
                new JsonTape(this, Arrays.copyOf(kinds, size), new int[size][], new String[0], NO_SPANS, NO_BYTES);
        structure.names = Arrays.copyOf(names, size);
        structure.nexts = Arrays.copyOf(nexts, size);
        return structure;
    }

    /**
     * Another document of this structure.
     *
     * @param own the kinds of its values, when they are not those of the structure
     * @param texts of its scalars, or null where a span tells where it stands in the bytes
     */
    JsonTape again(byte @Nullable [] own, @Nullable String[] texts, long[] spans, byte[] bytes) {
        return new JsonTape(this, own == null ? kinds : own, indexes, texts, spans, bytes);
    }

    /** A place in the bytes. */
    static long span(int from, int to) {
        return (long) from << 32 | to - from;
    }

    /** No document: its outermost value is nothing. */
    static JsonTape empty() {
        return new JsonTape(1, false);
    }

    /** Reads the first document of the parser, which stands at the beginning of the bytes. Empty when there is none. */
    static JsonTape read(JsonParser parser, byte[] bytes, int offset, int length) throws IOException {
        var tape = new JsonTape(
                Math.max(FEWEST, length / BYTES_PER_VALUE), JsonReader.mayHoldUnpaired(bytes, offset, length));
        tape.read(parser);
        return tape;
    }

    private void read(JsonParser parser) throws IOException {
        var open = new int[32];
        int depth = 0;
        String name = "";
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            switch (token.id()) {
                case JsonTokenId.ID_FIELD_NAME:
                    name = parser.currentName();
                    break;
                case JsonTokenId.ID_START_OBJECT:
                case JsonTokenId.ID_START_ARRAY:
                    if (depth == open.length) {
                        open = Arrays.copyOf(open, 2 * depth);
                    }
                    open[depth++] = add(token == JsonToken.START_OBJECT ? OBJECT : ARRAY, name, "");
                    break;
                case JsonTokenId.ID_END_OBJECT:
                case JsonTokenId.ID_END_ARRAY:
                    nexts[open[--depth]] = size;
                    break;
                default:
                    int scalar = add(kindOf(token.id()), name, text(parser));
                    nexts[scalar] = size;
            }
        } while (depth > 0);
    }

    private String text(JsonParser parser) throws IOException {
        var text = parser.getText();
        return mayHoldUnpaired ? BoundedText.paired(text) : text;
    }

    private static byte kindOf(int scalar) {
        switch (scalar) {
            case JsonTokenId.ID_STRING:
                return STRING;
            case JsonTokenId.ID_NUMBER_INT:
            case JsonTokenId.ID_NUMBER_FLOAT:
                return NUMBER;
            case JsonTokenId.ID_TRUE:
                return TRUE;
            case JsonTokenId.ID_FALSE:
                return FALSE;
            default:
                return NULL;
        }
    }

    private int add(byte kind, String name, String text) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        names[size] = name;
        texts[size] = text;
        return size++;
    }

    private void grow() {
        int capacity = 2 * size;
        kinds = Arrays.copyOf(kinds, capacity);
        names = Arrays.copyOf(names, capacity);
        texts = Arrays.copyOf(texts, capacity);
        nexts = Arrays.copyOf(nexts, capacity);
    }

    /** Number of values, those within others included. */
    int size() {
        return size;
    }

    byte kind(int value) {
        return kinds[value];
    }

    /** Meaningful for the fields of an object. */
    String name(int value) {
        return names[value];
    }

    /** The sibling behind the value; beyond the last one it is the end of their container. */
    int next(int value) {
        return nexts[value];
    }

    /** The first field of this name, which there is. */
    int first(int object, String name) {
        int field = object + 1;
        while (!names[field].equals(name)) {
            field = nexts[field];
        }
        return field;
    }

    /** The last field of this name, or -1. By hash first: the names are Jackson's own, which keep theirs. */
    int find(int object, String name) {
        int hash = name.hashCode();
        int found = -1;
        for (int field = object + 1; field < nexts[object]; field = nexts[field]) {
            if (names[field].hashCode() == hash && names[field].equals(name)) {
                found = field;
            }
        }
        return found;
    }

    /**
     * Where the fields of an object stand, by the lowest bits of their names' hashes, for one that is asked often; null when
     * it has too many fields to be worth it, or so many that chosen names could make it slow.
     */
    int @Nullable [] index(int object) {
        if (indexes == null) {
            return FieldIndex.of(this, object);
        }
        int[] known = indexes[object];
        if (known == null) {
            int[] index = FieldIndex.of(this, object);
            known = index == null ? NO_INDEX : index;
            indexes[object] = known;
        }
        return known == NO_INDEX ? null : known;
    }

    /** At which lookup in an object its index is worth having: at once when it is there for the next document, too. */
    int indexedFrom() {
        return indexes == null ? INDEXED_FROM : 1;
    }

    /** The last field of this name by the object's index, or -1. */
    int find(int[] index, String name) {
        return FieldIndex.find(this, index, name);
    }

    /** A scalar's text, without unpaired surrogates; a number's as the source wrote it. */
    String text(int value) {
        String text = texts[value];
        if (text == null) {
            int from = (int) (spans[value] >>> 32);
            text = Scalars.plain(bytes, from, from + (int) spans[value]);
            texts[value] = text;
        }
        return text;
    }

    /** The value as compact JSON. */
    String compact(int value) {
        return CompactJson.of(this, value);
    }
}
