package io.millrace.operators.parse;

import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.Bytes;
import io.millrace.operators.parse.json.JsonReader;

/**
 * The lines of one record that are one point each, which nearly all are: those of known series are read by their time and
 * values, stretches of others by one parser. It stops before a line that is anything else, for the caller to look at.
 */
final class OrdinaryLines {
    /** A run may read far before it fails; a record in which so many did is left to the caller, line by line. */
    private static final int MOST_FRUITLESS_RUNS = 100;

    private static final int MOST_DOUBLINGS = 10;

    private final MetricPointReader reader;
    private final SeriesLines known;
    private final RecordContents contents;
    private final byte[] bytes;

    private boolean isLookedAt;
    private boolean isBlank = true;
    private int fruitless;
    /** Runs since the last line of a known series. */
    private int unknown;

    OrdinaryLines(MetricPointReader reader, SeriesLines known, RecordContents contents, byte[] bytes) {
        this.reader = reader;
        this.known = known;
        this.contents = contents;
        this.bytes = bytes;
    }

    /** Hands over the ordinary lines from {@code from} on and gives where the first other line begins, or the bytes' end. */
    int handOver(int from) throws RejectedPoint {
        int at = from;
        int limit = from;
        while (at == limit && at < bytes.length && fruitless < MOST_FRUITLESS_RUNS) {
            int next = known(at);
            if (next < 0) {
                // series are seldom new one by one: where many are, whether the next is known is asked ever more seldom
                int lines = 1 << Math.min(unknown++, MOST_DOUBLINGS);
                limit = endOf(at, lines);
                next = run(at, limit, lines);
            } else {
                limit = next;
            }
            at = next;
        }
        return at;
    }

    /** Where the line of a known series ends that begins here, once it is handed over; else -1. */
    private int known(int from) {
        RawRecord raw = contents.raw();
        var point = known.point(bytes, from, raw, contents.position(), contents.latest());
        if (point == null) {
            return -1;
        }
        isBlank = false;
        unknown = 0;
        contents.point(point);
        return Math.min(known.end() + 1, bytes.length);
    }

    private int run(int from, int limit, int lines) throws RejectedPoint {
        if (!isLookedAt) {
            isLookedAt = true;
            reader.expect(!JsonReader.mayHoldUnpaired(bytes, 0, bytes.length));
            if (hasLoneReturn()) {
                // which Jackson counts as the end of a line: places must not depend on how far a run goes
                fruitless = MOST_FRUITLESS_RUNS;
                return from;
            }
        }
        var run = new PointRun(reader, contents, known, bytes, from, limit, lines);
        run.handOver();
        fruitless += run.end() == from ? 1 : 0;
        isBlank &= run.isEmpty();
        return run.end();
    }

    private boolean hasLoneReturn() {
        int at = Bytes.indexOf(bytes, 0, bytes.length, (byte) '\r');
        while (at + 1 < bytes.length && bytes[at + 1] == '\n') {
            at = Bytes.indexOf(bytes, at + 1, bytes.length, (byte) '\r');
        }
        return at < bytes.length;
    }

    /** Nothing was handed over. */
    boolean isBlank() {
        return isBlank;
    }

    /** Where the line begins that follows on so many lines, or the bytes' end. */
    private int endOf(int from, int lines) {
        int at = from;
        for (int i = 0; i < lines && at < bytes.length; i++) {
            at = Math.min(endOfLine(bytes, at) + 1, bytes.length);
        }
        return at;
    }

    /** The line feed that ends the line, or the bytes' end. */
    static int endOfLine(byte[] bytes, int from) {
        return Bytes.indexOf(bytes, from, bytes.length, (byte) '\n');
    }
}
