package io.millrace.operators.parse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.Bytes;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of series that were read before. From minute to minute a metric stream repeats a series' line but for its
 * time and values: where all bytes before and behind them are those of a line that Jackson has read, only time and values
 * are read anew. It takes a line or leaves it to Jackson, and refuses nothing. Bounded: a series takes the place of one
 * that has not been seen for longer. Not thread safe.
 */
final class SeriesLines {
    /** Some kilobyte each when all are taken. */
    private static final int PLACES = 1 << 15;

    /** Longer beginnings are not worth keeping: thirty dimensions of ordinary length stay below. */
    private static final int LONGEST = 1024;

    private static final byte[] TIMESTAMP = "\"timestamp\":".getBytes(US_ASCII);
    private static final byte[] UNIT = ",\"unit\":\"".getBytes(US_ASCII);

    /** How far to go on when a byte stands where the last one of {@link #TIMESTAMP} should (Horspool). */
    private static final byte[] SHIFTS = shifts();

    private final @Nullable Known[] places = new Known[PLACES];
    private final PointTail tail = new PointTail();

    private int end;

    private static byte[] shifts() {
        var shifts = new byte[256];
        Arrays.fill(shifts, (byte) TIMESTAMP.length);
        for (int i = 0; i < TIMESTAMP.length - 1; i++) {
            shifts[TIMESTAMP[i]] = (byte) (TIMESTAMP.length - 1 - i);
        }
        return shifts;
    }

    /**
     * The point of the line that begins at {@code from}, when its series is known; else null, and nothing is said of the
     * line.
     *
     * @param latest the latest believable timestamp at the record's arrival
     */
    @Nullable
    MetricDatum point(byte[] bytes, int from, RawRecord raw, int line, Instant latest) {
        int time = timestamp(bytes, from);
        if (time < 0) {
            return null;
        }
        Known known = known(bytes, from, time);
        if (known == null) {
            return null;
        }
        int rest = tail.read(bytes, time + TIMESTAMP.length);
        if (rest < 0 || !known.endsWith(bytes, rest) || tail.timestamp > latest.toEpochMilli()) {
            return null;
        }
        end = rest + known.end.length;
        return tail.point(known.point, raw, line);
    }

    /** Where the line ended that {@link #point} has read: at its line feed or the bytes' end. */
    int end() {
        return end;
    }

    /** Keeps the line, which Jackson has read as this point and nothing else. */
    void learn(byte[] bytes, int from, MetricDatum point) {
        int time = timestamp(bytes, from);
        if (time < 0) {
            return;
        }
        int rest = tail.read(bytes, time + TIMESTAMP.length);
        int end = rest < 0 ? -1 : endOfUnit(bytes, rest);
        // Without escapes before it, what was found is a field's name; as nothing but the one object is closed behind
        // it, it
        // is a field of the line itself; and as nothing else follows, it is the last of its name.
        if (end < 0 || !tail.isOf(point) || Bytes.indexOf(bytes, from, time, (byte) '\\') < time) {
            return;
        }
        var known = new Known(Arrays.copyOfRange(bytes, from, time), Arrays.copyOfRange(bytes, rest, end), point);
        int place = place(bytes, from, time);
        places[place ^ 1] = places[place];
        places[place] = known;
    }

    private @Nullable Known known(byte[] bytes, int from, int to) {
        int place = place(bytes, from, to);
        Known first = places[place];
        if (first != null && first.beginsWith(bytes, from, to)) {
            return first;
        }
        Known second = places[place ^ 1];
        return second != null && second.beginsWith(bytes, from, to) ? second : null;
    }

    private static int place(byte[] bytes, int from, int to) {
        return Bytes.hash(bytes, from, to) & PLACES - 1;
    }

    /** Where the first {@code "timestamp":} begins, near enough to the beginning; else -1. */
    private static int timestamp(byte[] bytes, int from) {
        int last = TIMESTAMP.length - 1;
        int limit = Math.min(bytes.length, from + LONGEST);
        for (int at = from + last; at < limit; at += SHIFTS[bytes[at] & 0xFF]) {
            if (bytes[at] == TIMESTAMP[last]
                    && Arrays.equals(bytes, at - last, at + 1, TIMESTAMP, 0, TIMESTAMP.length)) {
                return at - last;
            }
        }
        return -1;
    }

    /** Where the line ends when only the unit follows, if anything; else -1. */
    private static int endOfUnit(byte[] bytes, int from) {
        int brace = from;
        if (startsWith(bytes, from, UNIT)) {
            int quote = Bytes.endOfPlain(bytes, from + UNIT.length, bytes.length);
            if (quote == bytes.length || bytes[quote] != '"') {
                return -1;
            }
            brace = quote + 1;
        }
        boolean isClosed = brace < bytes.length && bytes[brace] == '}' && isEndOfLine(bytes, brace + 1);
        return isClosed ? brace + 1 : -1;
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] what) {
        int to = from + what.length;
        return to <= bytes.length && Arrays.equals(bytes, from, to, what, 0, what.length);
    }

    private static boolean isEndOfLine(byte[] bytes, int at) {
        return at == bytes.length || bytes[at] == '\n';
    }

    /** What a series' line is before its time, and behind its values. */
    private static final class Known {
        final byte[] beginning;
        final byte[] end;
        final MetricDatum point;

        Known(byte[] beginning, byte[] end, MetricDatum point) {
            this.beginning = beginning;
            this.end = end;
            this.point = point;
        }

        boolean beginsWith(byte[] bytes, int from, int to) {
            return Arrays.equals(bytes, from, to, beginning, 0, beginning.length);
        }

        boolean endsWith(byte[] bytes, int from) {
            return startsWith(bytes, from, end) && isEndOfLine(bytes, from + end.length);
        }
    }
}
