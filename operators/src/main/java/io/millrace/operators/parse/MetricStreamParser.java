package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Metric-stream JSON: one record, many newline-separated points, plain or gzip. A bad line costs only itself. Pure;
 * not thread safe, as it reuses its reader.
 */
public final class MetricStreamParser {
    /** CloudWatch accepts points at most two hours ahead of its clock (PutMetricData). */
    public static final Duration MAX_AHEAD = Duration.ofHours(2);

    /** So many bad lines of one record get a letter each; one more letter stands for the rest. */
    static final int MAX_LETTERS = 1000;

    private static final String STAGE = "parse";

    private final Duration maxAhead;
    private final MetricPointReader reader = new MetricPointReader();

    public MetricStreamParser() {
        this(MAX_AHEAD);
    }

    /** @param maxAhead a point later than its arrival by more than this is dead */
    public MetricStreamParser(Duration maxAhead) {
        this.maxAhead = maxAhead;
    }

    /** All that the record holds, as lists; for tests and small records. */
    public MetricParseResult parse(RawRecord raw) {
        var result = new MetricParseResult();
        parse(raw, result);
        return result;
    }

    /** Hands over what the record holds, in its order; at least one call. */
    public void parse(RawRecord raw, MetricPointHandler handler) {
        byte[] bytes = DeadLetters.bytes(raw);
        if (bytes.length > JsonReader.MAX_BYTES) {
            whole(
                    raw,
                    "too-large",
                    "The record has " + bytes.length + " bytes; at most " + JsonReader.MAX_BYTES + " can be read.",
                    handler);
            return;
        }
        try {
            lines(raw, GzipBodies.isGzip(bytes) ? GzipBodies.unpack(bytes) : bytes, handler);
        } catch (RejectedPoint e) {
            whole(raw, e.reason(), String.valueOf(e.getMessage()), handler);
        }
    }

    private static void whole(RawRecord raw, String reason, String message, MetricPointHandler handler) {
        handler.dead(DeadLetters.of(raw, STAGE, reason, message), 1);
    }

    private void lines(RawRecord raw, byte[] bytes, MetricPointHandler handler) {
        var latest = raw.getArrivedAt().plus(maxAhead);
        int line = 0;
        int seen = 0;
        int letters = 0;
        long unlisted = 0;
        int firstUnlisted = 0;
        for (int from = 0; from < bytes.length; line++) {
            int end = endOfLine(bytes, from);
            if (!isBlank(bytes, from, end)) {
                seen++;
                if (letters < MAX_LETTERS) {
                    letters += line(raw, bytes, from, end, line, latest, handler) ? 0 : 1;
                } else if (!line(raw, bytes, from, end, line, latest, new OnlyGood(handler))) {
                    firstUnlisted = unlisted++ == 0 ? from : firstUnlisted;
                }
            }
            from = end + 1;
        }
        if (unlisted > 0) {
            var message = unlisted + " further lines of this record are bad; the payload begins at the first of them.";
            int length = bytes.length - firstUnlisted;
            var letter = DeadLetters.of(raw, -1, STAGE, "too-many-bad-lines", message, bytes, firstUnlisted, length);
            handler.dead(letter, unlisted);
        }
        if (seen == 0) {
            whole(raw, "not-json", "The record is empty or blank; metric points were expected.", handler);
        }
    }

    /** Whether the line was a point or a tick; otherwise its dead letter is handed over. */
    private boolean line(
            RawRecord raw, byte[] bytes, int from, int end, int line, Instant latest, MetricPointHandler handler) {
        MetricDatum datum;
        try {
            datum = read(raw, bytes, from, end, line, latest);
        } catch (RejectedPoint e) {
            handler.dead(
                    DeadLetters.of(
                            raw, line, STAGE, e.reason(), String.valueOf(e.getMessage()), bytes, from, end - from),
                    1);
            return false;
        } catch (RuntimeException e) {
            // a defect of ours costs the one line that shows it; what the handler throws is not caught here
            handler.dead(
                    DeadLetters.of(raw, line, STAGE, "parser-error", DeadLetters.trace(e), bytes, from, end - from), 1);
            return false;
        }
        if (datum == null) {
            handler.tick();
        } else {
            handler.point(datum);
        }
        return true;
    }

    /** The point, or null for a tick. */
    private @Nullable MetricDatum read(RawRecord raw, byte[] bytes, int from, int end, int line, Instant latest)
            throws RejectedPoint {
        try (JsonParser parser = JsonReader.parser(bytes, from, end - from)) {
            try {
                reader.read(parser);
                return reader.isTick() ? null : reader.datum(raw, line, latest);
            } catch (IOException e) {
                var unreadable = JsonReader.unreadable(e, parser, bytes, from, end - from);
                throw new RejectedPoint(unreadable.reason(), String.valueOf(unreadable.getMessage()));
            }
        } catch (IOException e) {
            throw new RejectedPoint("not-json", "The encoding could not be detected: " + e.getMessage());
        }
    }

    private static int endOfLine(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Passes points and ticks; the letters of one record have become too many. */
    private static final class OnlyGood implements MetricPointHandler {
        private final MetricPointHandler handler;

        OnlyGood(MetricPointHandler handler) {
            this.handler = handler;
        }

        @Override
        public void point(MetricDatum datum) {
            handler.point(datum);
        }

        @Override
        public void dead(DeadLetter letter, long points) {}

        @Override
        public void tick() {
            handler.tick();
        }
    }
}
