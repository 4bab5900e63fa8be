package io.millrace.operators.parse.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that all documents of a shape have in one place (names, punctuation, white space), the value that follows them, and what
 * may follow that. Most places say the same again and again: the string that stood there lately is kept with its text.
 */
final class Segment {
    static final byte STRING = JsonTape.STRING;
    /** A number, true, false or null. */
    static final byte BARE = JsonTape.NUMBER;

    static final byte END = JsonTape.NOTHING;

    static final int MOST_BRANCHES = 32;

    /** Longer strings are read each time. */
    static final int LONGEST_KNOWN = 2048;

    /** Another string is kept instead of the known one once in so many times that one came. */
    private static final int KEPT = 8;

    private static final Segment[] NONE = {};

    private final byte[] literal;
    private final byte follows;
    private final int value;
    private final @Nullable JsonTape structure;

    private Segment[] branches = NONE;

    /** With the closing quote: without it, the beginning of another string would do. */
    private byte @Nullable [] known;

    private String knownText = "";
    private int others;

    private Segment(byte[] literal, byte follows, int value, @Nullable JsonTape structure) {
        this.literal = literal;
        this.follows = follows;
        this.value = value;
        this.structure = structure;
    }

    /** Before the document. */
    static Segment root() {
        return new Segment(new byte[0], END, -1, null);
    }

    /**
     * Before a value of the document.
     *
     * @param value its place on the tape
     */
    static Segment before(byte follows, int value, byte[] literal) {
        return new Segment(literal, follows, value, null);
    }

    /** Up to the end of the document. */
    static Segment last(byte[] literal, JsonTape structure) {
        return new Segment(literal, END, -1, structure);
    }

    byte follows() {
        return follows;
    }

    int value() {
        return value;
    }

    int length() {
        return literal.length;
    }

    /** Of the whole document, when this is its end. */
    @Nullable
    JsonTape structure() {
        return structure;
    }

    /** Whether a document goes on like this. It does so in one way: where a literal begins another, their values tell them apart. */
    boolean isAt(byte[] bytes, int at) {
        if (!Bytes.isAt(bytes, at, literal)) {
            return false;
        }
        int then = at + literal.length;
        return follows == STRING
                || (follows == BARE ? then < bytes.length && Scalars.isBare(bytes[then]) : then == bytes.length);
    }

    /** What may follow the value; what was met last stands nearer to the front. */
    Segment[] branches() {
        return branches;
    }

    void met(int branch) {
        var segment = branches[branch];
        branches[branch] = branches[branch - 1];
        branches[branch - 1] = segment;
    }

    /** Of too many, the last gives way: those that are met move away from it. */
    void add(Segment branch) {
        if (branches.length < MOST_BRANCHES) {
            branches = Arrays.copyOf(branches, branches.length + 1);
        }
        branches[branches.length - 1] = branch;
    }

    /** Whether the known string stands there. */
    boolean isKnownAt(byte[] bytes, int at) {
        return known != null && Bytes.isAt(bytes, at, known);
    }

    /** Without the closing quote. */
    int knownLength() {
        return known == null ? 0 : known.length - 1;
    }

    String knownText() {
        return knownText;
    }

    /** Whether the string that came instead of the known one is to be kept. */
    boolean isOtherKept(int length) {
        return length <= LONGEST_KNOWN && ++others % KEPT == 0;
    }

    /** @param end where the closing quote stands */
    void know(byte[] bytes, int from, int end, String text) {
        known = Arrays.copyOfRange(bytes, from, end + 1);
        knownText = text;
    }
}
