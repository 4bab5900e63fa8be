package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the metrics stream holds, told by its bytes: metric-stream JSON, one point per line; OpenTelemetry
 * 1.0.0 requests, as frames or as JSON; records of a CloudWatch Logs subscription; the body of a Firehose delivery with
 * any of these; each plain or gzip. A bad part costs only itself, and memory is bounded by the record. Pure; not thread
 * safe, as it reuses its readers.
 */
public final class MetricStreamParser {
    /** CloudWatch accepts points at most two hours ahead of its clock (PutMetricData). */
    public static final Duration MAX_AHEAD = Duration.ofHours(2);

    static final String STAGE = "parse";

    /** No point and no tick is shorter: once a record has shown to be garbage, such lines are not even read. */
    private static final int SHORTEST_LINE = 48;

    private final Duration maxAhead;
    private final String logRegion;
    private final MetricPointReader reader = new MetricPointReader();
    private final SeriesLines known = new SeriesLines();
    private final OtelFrames frames = new OtelFrames();
    private final OtelJson otelJson = new OtelJson();

    public MetricStreamParser() {
        this(MAX_AHEAD);
    }

    /** @param maxAhead a point later than its arrival by more than this is dead */
    public MetricStreamParser(Duration maxAhead) {
        this(maxAhead, "");
    }

    /**
     * @param maxAhead a point later than its arrival by more than this is dead
     * @param logRegion the Region of log records, which name none; empty when it is not known
     */
    public MetricStreamParser(Duration maxAhead, String logRegion) {
        this.maxAhead = maxAhead;
        this.logRegion = logRegion;
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
        var contents = new RecordContents(raw, raw.getArrivedAt().plus(maxAhead), handler);
        try {
            if (bytes.length > JsonReader.MAX_BYTES) {
                throw new RejectedPoint(
                        "too-large",
                        "The record has " + bytes.length + " bytes; at most " + JsonReader.MAX_BYTES + " can be read.");
            }
            payload(bytes, contents, true);
        } catch (RejectedPoint e) {
            handler.dead(DeadLetters.of(raw, STAGE, e.reason(), e.sentence()), 1);
        } catch (RuntimeException e) {
            if (contents.isHandingOver()) {
                throw e;
            }
            // a defect of ours costs the rest of the one record that shows it
            handler.dead(DeadLetters.of(raw, STAGE, "parser-error", DeadLetters.trace(e)), 1);
        }
        contents.end();
    }

    /** @param mayNest whether a Firehose delivery is looked for: there is none inside another */
    private void payload(byte[] bytes, RecordContents contents, boolean mayNest) throws RejectedPoint {
        byte[] plain = GzipBodies.isGzip(bytes) ? contents.unpacked(bytes) : bytes;
        if (OtelFrames.areIn(plain)) {
            frames.read(plain, contents);
        } else if (!DocumentKind.mayBe(plain) || !document(plain, 0, plain.length, contents, mayNest)) {
            lines(plain, contents, mayNest);
        }
    }

    private void lines(byte[] bytes, RecordContents contents, boolean mayNest) throws RejectedPoint {
        var ordinary = new OrdinaryLines(reader, known, contents, bytes);
        boolean isBlank = true;
        for (int from = 0; from < bytes.length; ) {
            from = ordinary.handOver(from);
            if (from < bytes.length) {
                int end = OrdinaryLines.endOfLine(bytes, from);
                if (isBlank(bytes, from, end)) {
                    contents.advanceTo(contents.position() + 1);
                } else {
                    isBlank = false;
                    line(bytes, from, end, contents, mayNest);
                }
                from = end + 1;
            }
        }
        if (isBlank && ordinary.isBlank()) {
            throw new RejectedPoint("not-json", "The record is empty or blank; metric points were expected.");
        }
    }

    private void line(byte[] bytes, int from, int end, RecordContents contents, boolean mayNest) {
        if (contents.areTooManyBad() && end - from < SHORTEST_LINE) {
            contents.bad(bytes, from, end, "not-a-point", "");
            return;
        }
        MetricDatum datum;
        try {
            datum = read(contents, bytes, from, end);
        } catch (RejectedPoint e) {
            if (!document(bytes, from, end, contents, mayNest)) {
                contents.bad(bytes, from, end, e);
            }
            return;
        } catch (RuntimeException e) {
            // a defect of ours costs the one line that shows it; what the handler throws is not caught here
            contents.bad(bytes, from, end, "parser-error", DeadLetters.trace(e));
            return;
        }
        if (datum == null) {
            contents.tick();
        } else {
            contents.point(datum);
        }
    }

    /** The point, or null for a tick. */
    private @Nullable MetricDatum read(RecordContents contents, byte[] bytes, int from, int end) throws RejectedPoint {
        try (JsonParser parser = JsonReader.parser(bytes, from, end - from)) {
            try {
                reader.read(parser);
                return reader.isTick() ? null : reader.datum(contents.raw(), contents.position(), contents.latest());
            } catch (IOException e) {
                var unreadable = JsonReader.unreadable(e, parser, bytes, from, end - from);
                throw new RejectedPoint(unreadable.reason(), String.valueOf(unreadable.getMessage()));
            }
        } catch (IOException e) {
            throw new RejectedPoint("not-json", "The encoding could not be detected: " + e.getMessage());
        }
    }

    /** What is not a point may be a document of another kind; false when it is none, and nothing was handed over. */
    private boolean document(byte[] bytes, int from, int end, RecordContents contents, boolean mayNest) {
        try {
            switch (DocumentKind.of(bytes, from, end)) {
                case FIREHOSE:
                    if (!mayNest) {
                        return false;
                    }
                    FirehoseBody.read(bytes, from, end, contents, (data, into) -> payload(data, into, false));
                    return true;
                case OTEL:
                    otelJson.read(bytes, from, end, contents);
                    return true;
                case LOGS:
                    LogRecord.read(bytes, from, end, logRegion, contents);
                    return true;
                default:
                    return false;
            }
        } catch (RejectedPoint e) {
            contents.bad(bytes, from, end, e);
            return true;
        }
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
