package io.millrace.operators.parse;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.BoundedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One point while it is being read, whatever its format, and the rules that it must keep: all formats give the same
 * point. Limits are CloudWatch's own: 30 dimensions, names of 255 and values of 1,024 characters, numbers within
 * ±2^360. Used again for each point; one per thread.
 */
final class PointDraft {
    static final int MAX_TEXT = 1024;
    /** Last millisecond whose nanoseconds fit a long: year 2262. */
    static final long MAX_EPOCH_MILLIS = Long.MAX_VALUE / 1_000_000;

    private static final int MAX_DIMENSIONS = 30;
    private static final int MAX_STATISTICS = 100;
    static final double MAX_VALUE = Math.pow(2, 360);
    private static final Comparator<Dimension> BY_NAME = Comparator.comparing(Dimension::getName);

    /** No text that is given can hold an unpaired surrogate. */
    boolean isClean;

    String account = "";
    String region = "";
    String namespace = "";
    String metricName = "";
    String unit = "None";
    /** Epoch milliseconds; negative while unknown. */
    long timestamp;
    /** NaN while unknown, as the three below. */
    double count;

    double sum;
    double min;
    double max;
    private List<Dimension> dimensions = new ArrayList<>();
    private Map<String, Double> statistics = Map.of();

    void clear() {
        account = region = namespace = metricName = "";
        unit = "None";
        timestamp = -1;
        clearDimensions();
        clearValue();
    }

    void clearDimensions() {
        dimensions = new ArrayList<>(4);
    }

    void clearValue() {
        statistics = Map.of();
        count = sum = min = max = Double.NaN;
    }

    void dimension(String name, String value) throws RejectedPoint {
        if (dimensions.size() == MAX_DIMENSIONS) {
            throw new RejectedPoint(
                    "too-many-dimensions", "The point has more than " + MAX_DIMENSIONS + " dimensions.");
        }
        dimensions.add(new Dimension(checked("a dimension name", name), checked("a dimension value", value)));
    }

    void statistic(String name, double value) throws RejectedPoint {
        if (statistics.isEmpty()) {
            statistics = new TreeMap<>();
        }
        if (statistics.size() == MAX_STATISTICS) {
            throw new RejectedPoint(
                    "too-many-statistics", "The point has more than " + MAX_STATISTICS + " statistics.");
        }
        statistics.put(checked("a statistic name", name), value);
    }

    /** The number, once it is one that CloudWatch accepts too. */
    static double number(String name, double number) throws RejectedPoint {
        if (!(Math.abs(number) <= MAX_VALUE)) {
            throw new RejectedPoint(
                    "not-a-number",
                    BoundedText.of(name, MAX_TEXT) + " must be a number within ±2^360, CloudWatch's own range.");
        }
        return number;
    }

    /** A name that is cut would be another series: too long is an error. */
    String checked(String field, String text) throws RejectedPoint {
        if (text.length() > MAX_TEXT) {
            throw new RejectedPoint(
                    "too-long",
                    BoundedText.of(field, MAX_TEXT) + " has " + text.length() + " characters; at most " + MAX_TEXT
                            + " are allowed.");
        }
        return isClean ? text : BoundedText.of(text, MAX_TEXT);
    }

    /**
     * The point, once it is complete.
     *
     * @param latest the latest believable timestamp at the record's arrival
     */
    MetricDatum datum(RawRecord raw, int line, Instant latest) throws RejectedPoint {
        require(account, "account_id");
        require(region, "region");
        require(namespace, "namespace");
        require(metricName, "metric_name");
        if (timestamp < 0) {
            throw missing("timestamp");
        }
        if (Double.isNaN(count + sum + min + max)) {
            throw missing("value with count, sum, min and max");
        }
        if (!(count > 0)) {
            throw new RejectedPoint("bad-count", "value.count must be above 0: a point without samples says nothing.");
        }
        if (timestamp > latest.toEpochMilli()) {
            throw new RejectedPoint(
                    "future-timestamp",
                    "The point's timestamp " + Instant.ofEpochMilli(timestamp) + " lies after " + latest
                            + ", the latest believable at its arrival; it would shut out every true point after it.");
        }
        sortDimensions();
        // not by the builder, which checks each field against the schema by reflection
        return new MetricDatum(
                raw.getRecordId(),
                line,
                raw.getArrivedAt(),
                Instant.ofEpochMilli(timestamp),
                account,
                region,
                namespace,
                metricName,
                dimensions,
                SeriesKeys.of(account, region, namespace, metricName, dimensions),
                count,
                sum,
                min,
                max,
                statistics,
                unit);
    }

    private void sortDimensions() {
        if (dimensions.size() < 2) {
            return;
        }
        // the sort is stable: of equal names the last written stays last, and wins
        dimensions.sort(BY_NAME);
        for (int i = dimensions.size() - 1; i > 0; i--) {
            if (dimensions.get(i).getName().equals(dimensions.get(i - 1).getName())) {
                dimensions.remove(i - 1);
            }
        }
    }

    private static void require(String value, String field) throws RejectedPoint {
        if (value.isBlank()) {
            throw missing(field);
        }
    }

    private static RejectedPoint missing(String field) {
        return new RejectedPoint("missing-field", "A metric point needs " + field + "; here is none.");
    }
}
