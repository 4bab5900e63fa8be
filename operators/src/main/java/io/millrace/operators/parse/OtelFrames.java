package io.millrace.operators.parse;

import io.millrace.operators.parse.otel.BrokenMessage;
import io.millrace.operators.parse.otel.CloudWatchUnits;
import io.millrace.operators.parse.otel.ProtoFields;

/**
 * Metric streams in OpenTelemetry 1.0.0 format: {@code ExportMetricsServiceRequest}s one after the other, each behind
 * its length as an UnsignedVarInt32. Read where they lie, message by message: as each states its length, one that is
 * broken costs only itself. Field numbers: {@code metrics.proto} and {@code metrics_service.proto} of
 * opentelemetry-proto 1.0.0. The older 0.7.0 format has the same frames and other points: told, and refused.
 */
final class OtelFrames {
    private static final int RESOURCE_METRICS = 1;
    private static final int RESOURCE = 1;
    private static final int ATTRIBUTES = 1;
    private static final int SCOPE_METRICS = 2;
    private static final int METRICS = 2;
    private static final int UNIT = 3;
    private static final int SUMMARY = 11;
    private static final int DATA_POINTS = 1;

    /** First byte of every request that holds anything: {@code resource_metrics}, length-delimited. */
    private static final int TAG = RESOURCE_METRICS << 3 | 2;

    private static final int LONGEST_VARINT = 5;

    /** No point is shorter: once a record has shown to be garbage, such points are not even read. */
    private static final int SHORTEST_POINT = 48;

    private final OtelPoint point = new OtelPoint();

    /**
     * Whether the bytes are to be read as frames. What begins like text must be frames from end to end, as the first
     * byte of a frame of 123 bytes is a brace; what begins like nothing else is taken for a frame, be it broken.
     */
    static boolean areIn(byte[] bytes) {
        return bytes.length > 0 && (beginsLikeText(bytes) ? areFrames(bytes) : !beginsWithByteOrderMark(bytes));
    }

    private static boolean beginsLikeText(byte[] bytes) {
        byte first = bytes[0];
        return first >= ' ' || first == '\n' || first == '\r' || first == '\t';
    }

    private static boolean beginsWithByteOrderMark(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static boolean areFrames(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            long header = header(bytes, at);
            int from = at + headerBytes(header);
            long end = from + length(header);
            if (header < 0
                    || end > bytes.length
                    || end == from
                    || bytes[from] != TAG
                    || !isWhole(bytes, from, (int) end)) {
                return false;
            }
            at = (int) end;
        }
        return true;
    }

    private static boolean isWhole(byte[] bytes, int from, int end) {
        var fields = new ProtoFields(bytes, from, end);
        try {
            while (fields.next()) {
                if (!fields.isDelimited(RESOURCE_METRICS)) {
                    return false;
                }
            }
            return true;
        } catch (BrokenMessage e) {
            return false;
        }
    }

    /** Hands over what all frames hold. */
    void read(byte[] bytes, RecordContents contents) throws RejectedPoint {
        int before = contents.position();
        int at = 0;
        while (at < bytes.length) {
            long header = header(bytes, at);
            if (header < 0) {
                contents.bad(
                        bytes,
                        at,
                        bytes.length,
                        "bad-frame",
                        "Neither gzip nor JSON, and at byte " + at
                                + " there is no length of an OpenTelemetry request (UnsignedVarInt32).");
                return;
            }
            int from = at + headerBytes(header);
            long end = from + length(header);
            if (end > bytes.length) {
                contents.bad(
                        bytes,
                        at,
                        bytes.length,
                        "bad-frame",
                        "The OpenTelemetry request at byte " + at + " should have " + length(header) + " bytes; only "
                                + (bytes.length - from) + " follow.");
                return;
            }
            request(bytes, from, (int) end, contents);
            at = (int) end;
        }
        if (contents.position() == before) {
            throw new RejectedPoint("no-points", "The OpenTelemetry requests hold no data point.");
        }
    }

    private void request(byte[] bytes, int from, int end, RecordContents contents) {
        var fields = new ProtoFields(bytes, from, end);
        try {
            while (fields.next()) {
                if (fields.isDelimited(RESOURCE_METRICS)) {
                    resourceMetrics(bytes, fields.message(), contents);
                }
            }
        } catch (BrokenMessage e) {
            broken(bytes, fields, "ExportMetricsServiceRequest", e, contents);
        }
    }

    /** Twice: nothing says that the resource comes before the metrics. */
    private void resourceMetrics(byte[] bytes, ProtoFields whole, RecordContents contents) {
        try {
            point.resource.clear();
            var fields = whole.again();
            while (fields.next()) {
                if (fields.isDelimited(RESOURCE)) {
                    resource(fields.message());
                }
            }
            fields = whole.again();
            while (fields.next()) {
                // 1000 is the same under the name that 1.0.0 was about to retire
                if (fields.isDelimited(SCOPE_METRICS) || fields.isDelimited(1000)) {
                    scopeMetrics(bytes, fields.message(), contents);
                }
            }
        } catch (BrokenMessage e) {
            broken(bytes, whole, "ResourceMetrics", e, contents);
        }
    }

    private void resource(ProtoFields resource) throws BrokenMessage {
        while (resource.next()) {
            if (resource.isDelimited(ATTRIBUTES)) {
                point.resource.attribute(resource.message());
            }
        }
    }

    private void scopeMetrics(byte[] bytes, ProtoFields scope, RecordContents contents) {
        try {
            while (scope.next()) {
                if (scope.isDelimited(METRICS)) {
                    metric(bytes, scope.message(), contents);
                }
            }
        } catch (BrokenMessage e) {
            broken(bytes, scope, "ScopeMetrics", e, contents);
        }
    }

    private void metric(byte[] bytes, ProtoFields whole, RecordContents contents) {
        try {
            point.unit = "None";
            var fields = whole.again();
            while (fields.next()) {
                if (fields.isDelimited(UNIT)) {
                    point.unit = CloudWatchUnits.of(fields.text());
                }
            }
            fields = whole.again();
            while (fields.next()) {
                if (fields.number() >= 4 && fields.number() <= SUMMARY && fields.isDelimited(fields.number())) {
                    dataPoints(bytes, fields.number(), fields.message(), contents);
                }
            }
        } catch (BrokenMessage e) {
            broken(bytes, whole, "Metric", e, contents);
        }
    }

    private void dataPoints(byte[] bytes, int kind, ProtoFields data, RecordContents contents) {
        try {
            while (data.next()) {
                if (data.isDelimited(DATA_POINTS)) {
                    dataPoint(bytes, kind, data.message(), contents);
                }
            }
        } catch (BrokenMessage e) {
            broken(bytes, data, "Summary", e, contents);
        }
    }

    private void dataPoint(byte[] bytes, int kind, ProtoFields data, RecordContents contents) {
        if (contents.areTooManyBad() && data.length() < SHORTEST_POINT) {
            contents.badPart(bytes, data.start(), data.end(), "not-a-point", "");
            return;
        }
        try {
            checkKind(kind);
            contents.point(point.read(data, contents));
        } catch (BrokenMessage e) {
            broken(bytes, data, "SummaryDataPoint", e, contents);
        } catch (RejectedPoint e) {
            contents.badPart(bytes, data.start(), data.end(), e);
        }
    }

    /** CloudWatch sends summaries only. */
    private static void checkKind(int kind) throws RejectedPoint {
        switch (kind) {
            case SUMMARY:
                return;
            case 4:
            case 6:
            case 8:
                // int_gauge, int_sum, int_histogram: retired in 0.9
                throw OtelPoint.tooOld();
            default:
                throw OtelPoint.notASummary();
        }
    }

    private static void broken(
            byte[] bytes, ProtoFields message, String type, BrokenMessage e, RecordContents contents) {
        contents.badPart(
                bytes, message.start(), message.end(), "bad-protobuf", type + " is broken: " + e.sentence() + ".");
    }

    /** Length and size of the UnsignedVarInt32 at this byte in one long, or -1. */
    private static long header(byte[] bytes, int at) {
        long length = 0;
        for (int i = 0; i < LONGEST_VARINT && at + i < bytes.length; i++) {
            byte next = bytes[at + i];
            length |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return length >>> 32 == 0 ? length << 3 | (i + 1) : -1;
            }
        }
        return -1;
    }

    private static int headerBytes(long header) {
        return (int) header & 7;
    }

    private static long length(long header) {
        return header >>> 3;
    }
}
