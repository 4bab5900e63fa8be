package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
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

    static final String STAGE = "parse";

    /** No point and no tick is shorter: once a record has shown to be garbage, such lines are not even read. */
    private static final int SHORTEST_LINE = 48;

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
        try {
            if (bytes.length > JsonReader.MAX_BYTES) {
                throw new RejectedPoint(
                        "too-large",
                        "The record has " + bytes.length + " bytes; at most " + JsonReader.MAX_BYTES + " can be read.");
            }
            lines(raw, GzipBodies.isGzip(bytes) ? GzipBodies.unpack(bytes) : bytes, handler);
        } catch (RejectedPoint e) {
            handler.dead(DeadLetters.of(raw, STAGE, e.reason(), e.sentence()), 1);
        }
    }

    private void lines(RawRecord raw, byte[] bytes, MetricPointHandler handler) throws RejectedPoint {
        var latest = raw.getArrivedAt().plus(maxAhead);
        var bad = new BadLines(raw, bytes, handler);
        reader.expect(!JsonReader.mayHoldUnpaired(bytes, 0, bytes.length));
        boolean isEmpty = true;
        int line = 0;
        int from = 0;
        while (from < bytes.length) {
            var run = new PointRun(reader, raw, bytes, from, line, latest);
            run.handOver(handler);
            isEmpty &= run.isEmpty();
            line = run.line();
            from = run.end();
            // where the run ended is a line that is not simply one point, or the record's end
            if (from < bytes.length) {
                int end = endOfLine(bytes, from);
                if (!isBlank(bytes, from, end)) {
                    isEmpty = false;
                    line(raw, bytes, from, end, line, latest, handler, bad);
                }
                from = end + 1;
                line++;
            }
        }
        bad.end();
        if (isEmpty) {
            throw new RejectedPoint("not-json", "The record is empty or blank; metric points were expected.");
        }
    }

    private void line(
            RawRecord raw,
            byte[] bytes,
            int from,
            int end,
            int line,
            Instant latest,
            MetricPointHandler handler,
            BadLines bad) {
        if (bad.areTooMany() && end - from < SHORTEST_LINE) {
            bad.add(line, from, end, "not-a-point", "");
            return;
        }
        MetricDatum datum;
        try {
            datum = read(raw, bytes, from, end, line, latest);
        } catch (RejectedPoint e) {
            bad.add(line, from, end, e.reason(), e.sentence());
            return;
        } catch (RuntimeException e) {
            // a defect of ours costs the one line that shows it; what the handler throws is not caught here
            bad.add(line, from, end, "parser-error", DeadLetters.trace(e));
            return;
        }
        if (datum == null) {
            handler.tick();
        } else {
            handler.point(datum);
        }
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
}
