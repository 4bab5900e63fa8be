package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import java.time.Instant;

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
    private long unlisted;
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

    boolean areTooManyBad() {
        return letters == MAX_LETTERS;
    }

    void bad(byte[] bytes, int from, int end, RejectedPoint why) {
        bad(bytes, from, end, why.reason(), why.sentence());
    }

    /** What lies in {@code bytes} from {@code from} to before {@code end} is no point. */
    void bad(byte[] bytes, int from, int end, String reason, String message) {
        int place = position++;
        if (letters < MAX_LETTERS) {
            letters++;
            dead(DeadLetters.of(raw, place, MetricStreamParser.STAGE, reason, message, bytes, from, end - from), 1);
        } else if (unlisted++ == 0) {
            unlistedBytes = bytes;
            firstUnlisted = from;
        }
    }

    /** The one letter for all bad parts that got none. */
    void end() {
        if (unlisted == 0) {
            return;
        }
        var message = unlisted + " further lines of this record are bad; the payload begins at the first of them.";
        int length = unlistedBytes.length - firstUnlisted;
        dead(
                DeadLetters.of(
                        raw,
                        -1,
                        MetricStreamParser.STAGE,
                        "too-many-bad-lines",
                        message,
                        unlistedBytes,
                        firstUnlisted,
                        length),
                unlisted);
    }

    private void dead(DeadLetter letter, long parts) {
        handing = true;
        handler.dead(letter, parts);
        handing = false;
    }
}
