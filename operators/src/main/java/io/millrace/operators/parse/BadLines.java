package io.millrace.operators.parse;

import io.millrace.domain.RawRecord;

/**
 * Dead letters of one metric record's lines: the first {@link #MAX_LETTERS} get one each, and one more stands for
 * the rest, so that a record of garbage does not become millions of letters.
 */
final class BadLines {
    static final int MAX_LETTERS = 1000;

    private final RawRecord raw;
    private final byte[] bytes;
    private final MetricPointHandler handler;
    private int letters;
    private long unlisted;
    private int firstUnlisted;

    BadLines(RawRecord raw, byte[] bytes, MetricPointHandler handler) {
        this.raw = raw;
        this.bytes = bytes;
        this.handler = handler;
    }

    boolean areTooMany() {
        return letters == MAX_LETTERS;
    }

    void add(int line, int from, int end, String reason, String message) {
        if (letters < MAX_LETTERS) {
            letters++;
            var letter = DeadLetters.of(raw, line, MetricStreamParser.STAGE, reason, message, bytes, from, end - from);
            handler.dead(letter, 1);
            return;
        }
        if (unlisted++ == 0) {
            firstUnlisted = from;
        }
    }

    /** The one letter for all lines that got none. */
    void end() {
        if (unlisted == 0) {
            return;
        }
        var message = unlisted + " further lines of this record are bad; the payload begins at the first of them.";
        int length = bytes.length - firstUnlisted;
        var letter = DeadLetters.of(
                raw, -1, MetricStreamParser.STAGE, "too-many-bad-lines", message, bytes, firstUnlisted, length);
        handler.dead(letter, unlisted);
    }
}
