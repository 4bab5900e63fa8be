package io.millrace.operators.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import java.time.Instant;
import java.util.Arrays;

/**
 * Time and values of a metric-stream line in the form in which CloudWatch writes them:
 * {@code 1611929698000,"value":{"max":1.0,"min":0.0,"sum":1.0,"count":2.0}}, the values in any order. Anything else is not
 * read. The numbers are those that Jackson reads. One per thread.
 */
final class PointTail {
    private static final byte[] VALUE = ",\"value\":{".getBytes(US_ASCII);

    /** More digits would not fit a long. */
    private static final int MOST_DIGITS = 18;

    /** Up to here powers of ten are doubles exactly, and so are integers up to {@link #EXACT}: one division rounds once. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private static final long EXACT = 1L << 53;

    /** Bits of the four values, all of which are due. */
    private static final int ALL = 0b1111;

    private static final int MAX = 0;
    private static final int MIN = 1;
    private static final int SUM = 2;
    private static final int COUNT = 3;

    private final double[] values = new double[4];

    /** Epoch milliseconds. */
    long timestamp;

    private byte[] bytes = {};
    private int at;
    private double number;

    /** Where the values' closing brace ends, or -1 when something else stands there. */
    int read(byte[] of, int from) {
        bytes = of;
        at = from;
        return readTime() && readValues() ? at : -1;
    }

    private boolean readTime() {
        int from = at;
        long millis = 0;
        while (at < bytes.length && isDigit(bytes[at]) && at - from < MOST_DIGITS) {
            millis = 10 * millis + bytes[at++] - '0';
        }
        timestamp = millis;
        return at > from
                && (bytes[from] != '0' || at == from + 1)
                && millis <= PointDraft.MAX_EPOCH_MILLIS
                && skip(VALUE);
    }

    private boolean skip(byte[] what) {
        int to = at + what.length;
        if (to > bytes.length || !Arrays.equals(bytes, at, to, what, 0, what.length)) {
            return false;
        }
        at = to;
        return true;
    }

    private boolean readValues() {
        int seen = 0;
        while (seen != ALL) {
            if (seen != 0 && !skip(',')) {
                return false;
            }
            int which = name();
            if (which < 0 || (seen & 1 << which) != 0 || !readNumber()) {
                return false;
            }
            seen |= 1 << which;
            values[which] = number;
        }
        return skip('}') && values[COUNT] > 0;
    }

    private boolean skip(char what) {
        return at < bytes.length && bytes[at++] == what;
    }

    /** The value whose name and colon are next, or -1. */
    private int name() {
        // the shortest, with its quotes and colon
        if (at + 6 > bytes.length || bytes[at] != '"') {
            return -1;
        }
        switch (bytes[at + 2]) {
            case 'a':
                return skip("\"max\":") ? MAX : -1;
            case 'i':
                return skip("\"min\":") ? MIN : -1;
            case 'u':
                return skip("\"sum\":") ? SUM : -1;
            default:
                return skip("\"count\":") ? COUNT : -1;
        }
    }

    private boolean skip(String what) {
        if (at + what.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            if (bytes[at + i] != what.charAt(i)) {
                return false;
            }
        }
        at += what.length();
        return true;
    }

    private boolean readNumber() {
        int from = at;
        boolean isNegative = at < bytes.length && bytes[at] == '-';
        int first = isNegative ? ++at : at;
        long digits = 0;
        while (at < bytes.length && isDigit(bytes[at])) {
            digits = 10 * digits + bytes[at++] - '0';
        }
        int whole = at - first;
        if (whole == 0 || whole > 1 && bytes[first] == '0') {
            return false;
        }
        int fraction = 0;
        if (at < bytes.length && bytes[at] == '.') {
            int point = at++;
            while (at < bytes.length && isDigit(bytes[at])) {
                digits = 10 * digits + bytes[at++] - '0';
            }
            fraction = at - point - 1;
            if (fraction == 0) {
                return false;
            }
        }
        if (at < bytes.length && (bytes[at] | 0x20) == 'e' && !skipExponent()) {
            return false;
        }
        boolean isPlain = at == first + whole + (fraction == 0 ? 0 : fraction + 1);
        if (isPlain && whole + fraction <= MOST_DIGITS && digits <= EXACT) {
            // of zero, Jackson keeps the sign only where there is a fraction
            boolean isSigned = isNegative && (digits > 0 || fraction > 0);
            double size = digits / POWERS[fraction];
            number = isSigned ? -size : size;
        } else {
            number = Double.parseDouble(new String(bytes, from, at - from, ISO_8859_1));
        }
        return Math.abs(number) <= PointDraft.MAX_VALUE;
    }

    private boolean skipExponent() {
        at++;
        if (at < bytes.length && (bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        int from = at;
        while (at < bytes.length && isDigit(bytes[at])) {
            at++;
        }
        return at > from;
    }

    private static boolean isDigit(byte one) {
        return one >= '0' && one <= '9';
    }

    /** The largest sample. */
    double max() {
        return values[MAX];
    }

    /** Whether the point has this time and these values. */
    boolean isOf(MetricDatum point) {
        return point.getTimestamp().toEpochMilli() == timestamp
                && point.getMax() == values[MAX]
                && point.getMin() == values[MIN]
                && point.getSum() == values[SUM]
                && point.getCount() == values[COUNT]
                && point.getStatistics().isEmpty();
    }

    /** The point of the same series with this time and these values. */
    MetricDatum point(MetricDatum series, RawRecord raw, int line) {
        // by setters, as the constructor of all fields boxes every number
        var point = new MetricDatum();
        point.setRecordId(raw.getRecordId());
        point.setLine(line);
        point.setArrivedAt(raw.getArrivedAt());
        point.setTimestamp(Instant.ofEpochMilli(timestamp));
        point.setAccount(series.getAccount());
        point.setRegion(series.getRegion());
        point.setNamespace(series.getNamespace());
        point.setMetricName(series.getMetricName());
        point.setDimensions(series.getDimensions());
        point.setSeriesKey(series.getSeriesKey());
        point.setCount(values[COUNT]);
        point.setSum(values[SUM]);
        point.setMin(values[MIN]);
        point.setMax(values[MAX]);
        point.setStatistics(series.getStatistics());
        point.setUnit(series.getUnit());
        return point;
    }
}
