package io.millrace.operators.parse.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What documents looked like that were read before, as a tree of segments: the documents of a source repeat each other's names
 * and punctuation. What goes on a way of the tree has the structure of the document that made the way, and only its values are
 * looked at. It takes a document or leaves it to Jackson, and refuses nothing. Bounded: a tree that is full is grown anew.
 * Not thread safe.
 */
final class Shapes {
    /** Some 300 shapes of ordinary events. */
    static final int MOST_BYTES = 4 << 20;

    private static final int BYTES_PER_SEGMENT = 128;
    private static final int BYTES_PER_VALUE = 64;

    /** Larger documents seldom look alike. */
    private static final int LARGEST = 1 << 16;

    private static final int MOST_VALUES = 1024;

    /** So many segments may turn out not to be a document's own. */
    private static final int PATIENCE = 96;

    /** So many strings of a document are decoded one by one, each at the cost of a parser. */
    private static final int FEW = 4;

    private Segment root = Segment.root();
    private int bytesHeld;
    private int mostValues;

    private int patience;
    private int decoded;

    /** The document, when it is on a way of the tree; else null, and nothing is said of it. */
    @Nullable
    JsonTape read(byte[] bytes) {
        if (bytesHeld > MOST_BYTES) {
            forget();
        }
        patience = PATIENCE;
        decoded = 0;
        var texts = new @Nullable String[mostValues];
        var spans = new long[mostValues];
        byte[] bare = null;
        int at = 0;
        for (Segment here = next(root, bytes, at); here != null; here = next(here, bytes, at)) {
            at += here.length();
            int value = here.value();
            int end;
            if (here.follows() == Segment.STRING) {
                end = string(here, bytes, at, texts, spans);
            } else if (here.follows() == Segment.BARE) {
                bare = bare == null ? new byte[mostValues] : bare;
                bare[value] = Scalars.bareKind(bytes[at]);
                end = Scalars.bareEnd(bytes, at);
                spans[value] = JsonTape.span(at, end);
            } else {
                JsonTape structure = here.structure();
                return structure == null ? null : structure.again(kinds(structure, bare), texts, spans, bytes);
            }
            if (end < 0) {
                return null;
            }
            at = end;
        }
        return null;
    }

    /** An estimate of what the tree takes, and has taken where a branch gave way to another. */
    int bytesHeld() {
        return bytesHeld;
    }

    private void forget() {
        root = Segment.root();
        bytesHeld = 0;
        mostValues = 0;
    }

    private @Nullable Segment next(Segment here, byte[] bytes, int at) {
        Segment[] branches = here.branches();
        for (int i = 0; i < branches.length && patience > 0; i++) {
            var branch = branches[i];
            if (branch.isAt(bytes, at)) {
                if (i > 0) {
                    here.met(i);
                }
                return branch;
            }
            patience--;
        }
        return null;
    }

    /** Where the closing quote stands, or -1. */
    private int string(Segment here, byte[] bytes, int at, @Nullable String[] texts, long[] spans) {
        int value = here.value();
        if (here.isKnownAt(bytes, at)) {
            texts[value] = here.knownText();
            return at + here.knownLength();
        }
        int end = Bytes.endOfPlainAscii(bytes, at, bytes.length);
        if (end < bytes.length && bytes[end] == '"') {
            spans[value] = JsonTape.span(at, end);
            if (here.isOtherKept(end - at)) {
                know(here, bytes, at, end, Scalars.plain(bytes, at, end));
            }
            return end;
        }
        return escaped(here, bytes, at, end, texts);
    }

    /** The same for a string that is not plain ASCII from {@code first} on. */
    private int escaped(Segment here, byte[] bytes, int at, int first, @Nullable String[] texts) {
        int end = Scalars.simpleEnd(bytes, first);
        String text = null;
        if (end < bytes.length && bytes[end] == '"') {
            text = Scalars.unescaped(bytes, at, end);
        } else {
            end = Scalars.stringEnd(bytes, first);
            text = end < 0 || ++decoded > FEW ? null : JsonReader.string(bytes, at - 1, end + 1);
        }
        if (text == null) {
            return -1;
        }
        texts[here.value()] = text;
        if (here.isOtherKept(end - at)) {
            know(here, bytes, at, end, text);
        }
        return end;
    }

    private void know(Segment segment, byte[] bytes, int from, int end, String text) {
        // a byte here, and one or two in the text
        bytesHeld += 3 * (end - from - segment.knownLength());
        segment.know(bytes, from, end, text);
    }

    /** The structure's, but for numbers, true, false and null: one may stand where another one stood. */
    private static byte @Nullable [] kinds(JsonTape structure, byte @Nullable [] bare) {
        if (bare == null) {
            return null;
        }
        var kinds = new byte[structure.size()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = bare[i] == 0 ? structure.kind(i) : bare[i];
        }
        return kinds;
    }

    /** Makes the way of this document, which Jackson has read. */
    void learn(byte[] bytes, JsonTape document) {
        if (bytes.length > LARGEST || document.size() > MOST_VALUES || document.kind(0) != JsonTape.OBJECT) {
            return;
        }
        Segment here = root;
        int from = 0;
        int at = 0;
        for (int value = 1; value < document.size(); value++) {
            if (document.kind(value) < JsonTape.STRING) {
                continue;
            }
            at = Scalars.next(bytes, at);
            boolean isString = document.kind(value) == JsonTape.STRING;
            if (at < 0 || isString != (bytes[at] == '"')) {
                return;
            }
            int first = isString ? at + 1 : at;
            at = isString ? Scalars.stringEnd(bytes, first) : Scalars.bareEnd(bytes, first);
            if (at < 0) {
                return;
            }
            Segment next = way(here, bytes, from, first, isString ? Segment.STRING : Segment.BARE, value);
            if (isString && next.knownLength() == 0 && at - first <= Segment.LONGEST_KNOWN) {
                know(next, bytes, first, at, document.text(value));
            }
            here = next;
            from = at;
            at = isString ? at + 1 : at;
        }
        end(here, bytes, from, document);
    }

    private Segment way(Segment here, byte[] bytes, int from, int to, byte follows, int value) {
        for (Segment branch : here.branches()) {
            if (branch.follows() == follows && branch.length() == to - from && branch.isAt(bytes, from)) {
                return branch;
            }
        }
        return add(here, Segment.before(follows, value, Arrays.copyOfRange(bytes, from, to)));
    }

    private void end(Segment here, byte[] bytes, int from, JsonTape document) {
        for (Segment branch : here.branches()) {
            if (branch.follows() == Segment.END && branch.isAt(bytes, from)) {
                return;
            }
        }
        var last = Segment.last(Arrays.copyOfRange(bytes, from, bytes.length), document.structure());
        add(here, last);
        bytesHeld += BYTES_PER_VALUE * document.size();
        mostValues = Math.max(mostValues, document.size());
    }

    private Segment add(Segment here, Segment branch) {
        here.add(branch);
        bytesHeld += BYTES_PER_SEGMENT + branch.length();
        return branch;
    }
}
