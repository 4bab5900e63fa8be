package io.millrace.operators.parse;

import io.millrace.domain.MetricDatum;
import io.millrace.operators.parse.otel.BrokenMessage;
import io.millrace.operators.parse.otel.ProtoFields;
import java.math.BigDecimal;

/**
 * One {@code SummaryDataPoint} as CloudWatch fills it ("Translations with OpenTelemetry 1.0.0 format"): quantile 0 is
 * the minimum, 1 the maximum, 0.99 the statistic p99; {@code startTimeUnixNano} is the start of the period, which is
 * the timestamp of the JSON format too. What proto3 does not send is 0. Used again for each point; one per thread.
 */
final class OtelPoint {
    private static final int LABELS = 1;
    private static final int START = 2;
    private static final int COUNT = 4;
    private static final int SUM = 5;
    private static final int QUANTILES = 6;
    private static final int ATTRIBUTES = 7;
    private static final int FLAGS = 8;
    private static final int PAIRS = 1;
    private static final int QUANTILE = 1;
    private static final int VALUE = 2;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NO_RECORDED_VALUE = 1;

    final OtelResource resource = new OtelResource();
    /** Of the metric, by CloudWatch's name. */
    String unit = "None";

    private final PointDraft point = new PointDraft();

    OtelPoint() {
        // strict UTF-8 and our JSON give none but paired surrogates
        point.isClean = true;
    }

    MetricDatum read(ProtoFields data, RecordContents contents) throws BrokenMessage, RejectedPoint {
        begin();
        while (data.next()) {
            if (data.isFixed64(START)) {
                startNanos(data.bits());
            } else if (data.isFixed64(COUNT)) {
                point.count = unsigned(data.bits());
            } else if (data.isFixed64(SUM)) {
                point.sum = PointDraft.number("sum", data.real());
            } else if (data.isDelimited(QUANTILES)) {
                quantile(data.message());
            } else if (data.isDelimited(ATTRIBUTES)) {
                attribute(data.message());
            } else if (data.isVarint(FLAGS) && (data.bits() & NO_RECORDED_VALUE) != 0) {
                throw noRecordedValue();
            } else if (data.isDelimited(LABELS)) {
                throw tooOld();
            }
        }
        return end(contents);
    }

    /** Forgets the point before. */
    void begin() {
        point.clear();
        point.count = 0;
        point.sum = 0;
    }

    void startNanos(long unsignedNanos) throws RejectedPoint {
        if (unsignedNanos < 0) {
            throw new RejectedPoint("bad-timestamp", "startTimeUnixNano must be nanoseconds of 1970 to 2262.");
        }
        point.timestamp = unsignedNanos == 0 ? -1 : unsignedNanos / NANOS_PER_MILLI;
    }

    void count(double count) throws RejectedPoint {
        point.count = PointDraft.number("count", count);
    }

    void sum(double sum) throws RejectedPoint {
        point.sum = PointDraft.number("sum", sum);
    }

    private void quantile(ProtoFields pair) throws BrokenMessage, RejectedPoint {
        double quantile = 0;
        double value = 0;
        while (pair.next()) {
            if (pair.isFixed64(QUANTILE)) {
                quantile = pair.real();
            } else if (pair.isFixed64(VALUE)) {
                value = pair.real();
            }
        }
        quantile(quantile, value);
    }

    void quantile(double quantile, double value) throws RejectedPoint {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new RejectedPoint("bad-quantile", "A quantile must be between 0 and 1, not " + quantile + ".");
        }
        double number = PointDraft.number("quantile " + quantile, value);
        if (quantile == 0) {
            point.min = number;
        } else if (quantile == 1) {
            point.max = number;
        } else {
            point.statistic(percentile(quantile), number);
        }
    }

    /** {@code p99.9} for 0.999. */
    private static String percentile(double quantile) {
        return "p"
                + BigDecimal.valueOf(quantile)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private void attribute(ProtoFields keyValue) throws BrokenMessage, RejectedPoint {
        var pair = OtelAttribute.of(keyValue);
        var value = pair.text();
        var pairs = pair.pairs();
        if (value != null) {
            attribute(pair.key(), value);
        } else if (pair.key().equals("Dimensions")) {
            if (pairs == null) {
                throw notPairs();
            }
            dimensions(pairs);
        } else if (pair.key().equals("Namespace") || pair.key().equals("MetricName")) {
            throw new RejectedPoint("wrong-type", "The attribute " + pair.key() + " must be a string.");
        }
    }

    void attribute(String key, String value) throws RejectedPoint {
        switch (key) {
            case "Namespace":
                point.namespace = point.checked(key, value);
                break;
            case "MetricName":
                point.metricName = point.checked(key, value);
                break;
            case "Dimensions":
                throw notPairs();
            default:
                break;
        }
    }

    private void dimensions(ProtoFields list) throws BrokenMessage, RejectedPoint {
        point.clearDimensions();
        while (list.next()) {
            if (list.isDelimited(PAIRS)) {
                var pair = OtelAttribute.of(list.message());
                var value = pair.text();
                if (value == null) {
                    throw notText();
                }
                point.dimension(pair.key(), value);
            }
        }
    }

    void clearDimensions() {
        point.clearDimensions();
    }

    void dimension(String name, String value) throws RejectedPoint {
        point.dimension(name, value);
    }

    MetricDatum end(RecordContents contents) throws RejectedPoint {
        point.account = point.checked("cloud.account.id", resource.account());
        point.region = point.checked("cloud.region", resource.region());
        point.unit = point.checked("unit", unit);
        return point.datum(contents.raw(), contents.position(), contents.latest());
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    static RejectedPoint tooOld() {
        return new RejectedPoint(
                "otel-0.7",
                "The point is in OpenTelemetry 0.7.0 format; set the metric stream's output format to opentelemetry1.0"
                        + " or json.");
    }

    static RejectedPoint notASummary() {
        return new RejectedPoint(
                "not-a-summary",
                "The metric is no summary; a CloudWatch metric stream sends summaries with count, sum and the quantiles"
                        + " 0 and 1.");
    }

    private static RejectedPoint noRecordedValue() {
        return new RejectedPoint("bad-count", "The point's flags say that it has no recorded value.");
    }

    static RejectedPoint notPairs() {
        return new RejectedPoint("wrong-type", "The attribute Dimensions must be a list of pairs.");
    }

    static RejectedPoint notText() {
        return new RejectedPoint("wrong-type", "A dimension value must be a string.");
    }
}
