package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.LogCount;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one Kinesis record turns out to hold, on its way to the handler: numbers it, bounds what may be unpacked, and
 * bounds the dead letters. The first {@link #MAX_LETTERS} bad parts get one each, and one more stands for the rest, so
 * that a record of garbage does not become millions of letters.
 */
final class RecordContents {
    static final int MAX_LETTERS = 1000;

    private static final byte[] NOTHING = {};

    private final RawRecord raw;
    private final Instant latest;
    private final MetricPointHandler handler;
    private final GzipBodies gzip = new GzipBodies();
    private int position;
    private boolean handing;
    private int letters;
    private long unlistedPoints;
    private long unlistedLines;
    private byte[] unlistedBytes = NOTHING;
    private int firstUnlisted;

    /** @param latest no point of the record may be later */
    RecordContents(RawRecord raw, Instant latest, MetricPointHandler handler) {
        this.raw = raw;
        this.latest = latest;
        this.handler = handler;
    }

    RawRecord raw() {
        return raw;
    }

    Instant latest() {
        return latest;
    }

    /** Place of the next point within the Kinesis record. */
    int position() {
        return position;
    }

    /** Goes on to a later place: what has no point in it, as a blank line, takes a place too. */
    void advanceTo(int place) {
        position = Math.max(position, place);
    }

    /** Whether the handler is at work: what it throws is not the parser's. */
    boolean isHandingOver() {
        return handing;
    }

    /** Unpacks gzip, all gzip bodies of the record together within one bound. */
    byte[] unpacked(byte[] bytes) throws RejectedPoint {
        return gzip.unpack(bytes);
    }

    void point(MetricDatum datum) {
        position++;
        handing = true;
        handler.point(datum);
        handing = false;
    }

    void tick() {
        position++;
        handing = true;
        handler.tick();
        handing = false;
    }

    /** Lines of a log, counted. */
    void lines(LogCount count) {
        handing = true;
        handler.lines(count);
        handing = false;
    }

    /** A message of CloudWatch Logs to its subscriber. */
    void control() {
        position++;
        handing = true;
        handler.control();
        handing = false;
    }

    /** Goes one place on: a log line is counted, not handed over by itself. */
    void skip() {
        position++;
    }

    boolean areTooManyBad() {
        return letters == MAX_LETTERS;
    }

    void bad(byte[] bytes, int from, int end, RejectedPoint why) {
        bad(bytes, from, end, why.reason(), why.sentence());
    }

    /** What lies in {@code bytes} from {@code from} to before {@code end} is no point. */
    void bad(byte[] bytes, int from, int end, String reason, String message) {
        bad(DeadLetters.RAW, bytes, from, end, reason, message);
    }

    /** The same for bytes that mean nothing without those around them. */
    void badPart(byte[] bytes, int from, int end, RejectedPoint why) {
        badPart(bytes, from, end, why.reason(), why.sentence());
    }

    void badPart(byte[] bytes, int from, int end, String reason, String message) {
        bad(DeadLetters.PART, bytes, from, end, reason, message);
    }

    private void bad(String type, byte[] bytes, int from, int end, String reason, String message) {
        var letter = letter(type, bytes, from, end, reason, message);
        if (letter == null) {
            unlistedPoints++;
        } else {
            hand(letter, 1);
        }
    }

    /** What lies in {@code bytes} from {@code from} to before {@code end} is no line of a log. */
    void badLine(byte[] bytes, int from, int end, RejectedPoint why) {
        var letter = letter(DeadLetters.PART, bytes, from, end, why.reason(), why.sentence());
        if (letter == null) {
            unlistedLines++;
        } else {
            handLine(letter, 1);
        }
    }

    /** The letter for this place, or null when the record had too many. */
    private @Nullable DeadLetter letter(String type, byte[] bytes, int from, int end, String reason, String message) {
        int place = position++;
        if (letters < MAX_LETTERS) {
            letters++;
            return DeadLetters.of(raw, place, type, MetricStreamParser.STAGE, reason, message, bytes, from, end - from);
        }
        if (unlistedPoints + unlistedLines == 0) {
            unlistedBytes = bytes;
            firstUnlisted = from;
        }
        return null;
    }

    /** The one letter for all bad parts of a kind that got none. */
    void end() {
        if (unlistedPoints > 0) {
            hand(rest(unlistedPoints), unlistedPoints);
        }
        if (unlistedLines > 0) {
            handLine(rest(unlistedLines), unlistedLines);
        }
    }

    private DeadLetter rest(long parts) {
        return DeadLetters.of(
                raw,
                -1,
                DeadLetters.PART,
                MetricStreamParser.STAGE,
                "too-many-bad-lines",
                parts + " further lines of this record are bad; the payload begins at the first of them.",
                unlistedBytes,
                firstUnlisted,
                unlistedBytes.length - firstUnlisted);
    }

    private void hand(DeadLetter letter, long points) {
        handing = true;
        handler.dead(letter, points);
        handing = false;
    }

    private void handLine(DeadLetter letter, long lines) {
        handing = true;
        handler.deadLines(letter, lines);
        handing = false;
    }
}
