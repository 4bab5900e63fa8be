package io.millrace.operators.parse.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document as an index over its bytes, written in one pass of Jackson's streaming parser: for each value its kind,
 * its name, where it begins and where its next sibling stands. Text is decoded only when asked for: a mapping reads a
 * third of a document, and decoding and linking a tree of all of it took most of the time. Immutable once read.
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
    private static final int BYTES_PER_VALUE = 24;

    private static final int FEWEST = 64;

    /** Slots of an index, a power of two. */
    private static final int INDEXED = 64;

    private final byte[] bytes;
    private final int origin;

    private byte[] kinds;
    private String[] names;
    /** Of a string its opening quote. */
    private int[] starts;
    /** Of a container behind its end; of a scalar where the next token begins. */
    private int[] ends;
    /** Index of the value behind this one and all that it holds. */
    private int[] nexts;

    private int size;

    private JsonTape(byte[] bytes, int origin, int length) {
        this.bytes = bytes;
        this.origin = origin;
        int capacity = Math.max(FEWEST, length / BYTES_PER_VALUE);
        kinds = new byte[capacity];
        names = new String[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        nexts = new int[capacity];
    }

    /** No document: its outermost value is nothing. */
    static JsonTape empty() {
        return new JsonTape(new byte[0], 0, 0);
    }

    /** Reads the first document of the parser, which stands at the beginning of the bytes. Empty when there is none. */
    static JsonTape read(JsonParser parser, byte[] bytes, int origin, int length) throws IOException {
        var tape = new JsonTape(bytes, origin, length);
        tape.read(parser);
        return tape;
    }

    private void read(JsonParser parser) throws IOException {
        var open = new int[32];
        int depth = 0;
        int waiting = -1;
        String name = "";
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            int at = offset(parser);
            if (waiting >= 0) {
                ends[waiting] = at;
                waiting = -1;
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
                    open[depth++] = add(token == JsonToken.START_OBJECT ? OBJECT : ARRAY, name, at);
                    break;
                case JsonTokenId.ID_END_OBJECT:
                case JsonTokenId.ID_END_ARRAY:
                    depth--;
                    ends[open[depth]] = at + 1;
                    nexts[open[depth]] = size;
                    break;
                default:
                    waiting = add(kindOf(token.id()), name, at);
                    nexts[waiting] = size;
            }
        } while (depth > 0);
        if (waiting >= 0) {
            parser.finishToken();
            ends[waiting] = origin + (int) parser.currentLocation().getByteOffset();
        }
    }

    private int offset(JsonParser parser) {
        return origin + (int) parser.currentTokenLocation().getByteOffset();
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

    private int add(byte kind, String name, int start) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        names[size] = name;
        starts[size] = start;
        return size++;
    }

    private void grow() {
        int capacity = 2 * size;
        kinds = Arrays.copyOf(kinds, capacity);
        names = Arrays.copyOf(names, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
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
        var index = new int[INDEXED];
        int fields = 0;
        for (int field = object + 1; field < nexts[object]; field = nexts[field]) {
            if (++fields > INDEXED / 2) {
                return null;
            }
            int slot = slot(index, names[field]);
            index[slot] = field;
        }
        return index;
    }

    /** The last field of this name by the object's index, or -1. */
    int find(int[] index, String name) {
        int field = index[slot(index, name)];
        return field == 0 ? -1 : field;
    }

    /** Where the name stands, or the free slot where it would; 0 is free: no field is the first value. */
    private int slot(int[] index, String name) {
        int slot = name.hashCode() & INDEXED - 1;
        while (index[slot] != 0 && !names[index[slot]].equals(name)) {
            slot = slot + 1 & INDEXED - 1;
        }
        return slot;
    }

    /** A string's text, without unpaired surrogates. */
    String string(int value) {
        int end = ends[value] - 1;
        while (bytes[end] != '"') {
            end--;
        }
        int from = starts[value] + 1;
        return JsonText.of(bytes, from, end - from);
    }

    /** A number as the source wrote it. */
    String number(int value) {
        int end = starts[value];
        while (end < ends[value] && isOfNumber(bytes[end])) {
            end++;
        }
        return JsonText.of(bytes, starts[value], end - starts[value]);
    }

    private static boolean isOfNumber(byte letter) {
        return letter >= '0' && letter <= '9'
                || letter == '.'
                || letter == '-'
                || letter == '+'
                || letter == 'e'
                || letter == 'E';
    }

    /** The value's JSON as the source wrote it. */
    String source(int value) {
        int end = ends[value];
        if (kinds[value] == STRING) {
            while (bytes[end - 1] != '"') {
                end--;
            }
        } else if (kinds[value] > STRING) {
            end = starts[value];
            while (end < ends[value] && (isOfNumber(bytes[end]) || bytes[end] >= 'a' && bytes[end] <= 'z')) {
                end++;
            }
        }
        return JsonText.raw(bytes, starts[value], end - starts[value]);
    }
}
