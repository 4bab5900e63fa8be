package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.BoundedText;
import io.millrace.operators.parse.source.TickMapping;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of metric-stream JSON token by token. Holds the fields of one line at a time; one per thread. Of
 * duplicate keys the last wins. Limits are CloudWatch's own: 30 dimensions, names of 255 and values of 1,024
 * characters, numbers within ±2^360.
 */
final class MetricPointReader {
    private static final int MAX_DIMENSIONS = 30;
    private static final int MAX_STATISTICS = 100;
    private static final int MAX_TEXT = 1024;
    private static final double MAX_VALUE = Math.pow(2, 360);
    /** Last millisecond whose nanoseconds fit a long: year 2262. */
    private static final double MAX_EPOCH_MILLIS = Math.floor(Long.MAX_VALUE / 1e6);

    private static final Comparator<Dimension> BY_NAME = Comparator.comparing(Dimension::getName);

    private boolean isClean;
    private String account = "";
    private String region = "";
    private String namespace = "";
    private String metricName = "";
    private String unit = "None";
    private String prefix = "";
    private String prefixAccount = "";
    private String prefixRegion = "";
    private String prefixNamespace = "";
    private String source = "";
    private String detailType = "";
    private List<Dimension> dimensions = List.of();
    private Map<String, Double> statistics = Map.of();
    private long timestamp;
    private double count;
    private double sum;
    private double min;
    private double max;

    /** @param isClean no text of what is read can hold an unpaired surrogate */
    void expect(boolean isClean) {
        this.isClean = isClean;
    }

    /** Reads the one object of a line; afterwards {@link #isTick} or {@link #datum} tell what it was. */
    void read(JsonParser parser) throws IOException, RejectedPoint {
        parser.nextToken();
        readObject(parser);
        if (parser.nextToken() != null) {
            throw new RejectedPoint(
                    "trailing-data", "A second value follows on the line; one point per line expected.");
        }
    }

    /** Reads the object that begins with the parser's current token. */
    void readObject(JsonParser parser) throws IOException, RejectedPoint {
        clear();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedPoint("not-a-point", "A JSON object was expected, not " + parser.currentToken() + ".");
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            read(field, parser);
        }
    }

    private void clear() {
        account = region = namespace = metricName = source = detailType = "";
        unit = "None";
        dimensions = List.of();
        statistics = Map.of();
        timestamp = -1;
        count = sum = min = max = Double.NaN;
    }

    private void read(String field, JsonParser parser) throws IOException, RejectedPoint {
        switch (field) {
            case "account_id":
                account = text(field, parser);
                break;
            case "region":
                region = text(field, parser);
                break;
            case "namespace":
                namespace = text(field, parser);
                break;
            case "metric_name":
                metricName = text(field, parser);
                break;
            case "unit":
                unit = parser.nextToken() == JsonToken.VALUE_NULL ? "None" : scalar(field, parser);
                break;
            case "timestamp":
                timestamp = epochMillis(parser);
                break;
            case "dimensions":
                readDimensions(parser);
                break;
            case "value":
                readValue(parser);
                break;
            case "source":
                source = optionalText(parser);
                break;
            case "detail-type":
                detailType = optionalText(parser);
                break;
            default:
                parser.nextToken();
                parser.skipChildren();
        }
    }

    private void readDimensions(JsonParser parser) throws IOException, RejectedPoint {
        dimensions = new ArrayList<>(4);
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expectObject("dimensions", parser);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (dimensions.size() == MAX_DIMENSIONS) {
                throw new RejectedPoint(
                        "too-many-dimensions", "The point has more than " + MAX_DIMENSIONS + " dimensions.");
            }
            dimensions.add(new Dimension(checked("a dimension name", name), text(name, parser)));
        }
        if (dimensions.size() > 1) {
            sortDimensions();
        }
    }

    private void sortDimensions() {
        // the sort is stable: of equal names the last written stays last, and wins
        dimensions.sort(BY_NAME);
        for (int i = dimensions.size() - 1; i > 0; i--) {
            if (dimensions.get(i).getName().equals(dimensions.get(i - 1).getName())) {
                dimensions.remove(i - 1);
            }
        }
    }

    private void readValue(JsonParser parser) throws IOException, RejectedPoint {
        statistics = Map.of();
        count = sum = min = max = Double.NaN;
        parser.nextToken();
        expectObject("value", parser);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            switch (name) {
                case "count":
                    count = number(name, parser);
                    break;
                case "sum":
                    sum = number(name, parser);
                    break;
                case "min":
                    min = number(name, parser);
                    break;
                case "max":
                    max = number(name, parser);
                    break;
                default:
                    addStatistic(name, parser);
            }
        }
    }

    private void addStatistic(String name, JsonParser parser) throws IOException, RejectedPoint {
        if (statistics.isEmpty()) {
            statistics = new TreeMap<>();
        }
        if (statistics.size() == MAX_STATISTICS) {
            throw new RejectedPoint(
                    "too-many-statistics", "The point has more than " + MAX_STATISTICS + " statistics.");
        }
        statistics.put(checked("a statistic name", name), number(name, parser));
    }

    private static double number(String name, JsonParser parser) throws IOException, RejectedPoint {
        var token = parser.nextToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw new RejectedPoint("wrong-type", "value." + name + " must be a number, not " + token + ".");
        }
        double number = parser.getDoubleValue();
        if (!(Math.abs(number) <= MAX_VALUE)) {
            throw new RejectedPoint(
                    "not-a-number", "value." + name + " must be a number within ±2^360, CloudWatch's own range.");
        }
        return number;
    }

    private static long epochMillis(JsonParser parser) throws IOException, RejectedPoint {
        var token = parser.nextToken();
        double millis = Double.NaN;
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            millis = parser.getDoubleValue();
        }
        if (!(millis >= 0 && millis <= MAX_EPOCH_MILLIS)) {
            throw new RejectedPoint(
                    "bad-timestamp", "timestamp must be epoch milliseconds of 1970 to 2262, not " + token + ".");
        }
        return (long) millis;
    }

    private String text(String field, JsonParser parser) throws IOException, RejectedPoint {
        parser.nextToken();
        return scalar(field, parser);
    }

    private String scalar(String field, JsonParser parser) throws IOException, RejectedPoint {
        var token = parser.currentToken();
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw new RejectedPoint(
                    "wrong-type", BoundedText.of(field, MAX_TEXT) + " must be a string, not " + token + ".");
        }
        return checked(field, parser.getText());
    }

    /** Only asked whether it is a tick's: anything else is ignored. */
    private static String optionalText(JsonParser parser) throws IOException {
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return "";
    }

    /** A name that is cut would be another series: too long is an error. */
    private String checked(String field, String text) throws RejectedPoint {
        if (text.length() > MAX_TEXT) {
            throw new RejectedPoint(
                    "too-long",
                    BoundedText.of(field, MAX_TEXT) + " has " + text.length() + " characters; at most " + MAX_TEXT
                            + " are allowed.");
        }
        return isClean ? text : BoundedText.of(text, MAX_TEXT);
    }

    private static void expectObject(String field, JsonParser parser) throws RejectedPoint {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedPoint("wrong-type", field + " must be an object, not " + parser.currentToken() + ".");
        }
    }

    boolean isTick() {
        return detailType.equals(TickMapping.DETAIL_TYPE) && source.equals(TickMapping.SOURCE);
    }

    /** The point that was read, once it is complete. */
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
                SeriesKeys.of(prefix(), metricName, dimensions),
                count,
                sum,
                min,
                max,
                statistics,
                unit);
    }

    /** Of the series key; nearly always that of the point before. */
    private String prefix() {
        if (!namespace.equals(prefixNamespace) || !account.equals(prefixAccount) || !region.equals(prefixRegion)) {
            prefix = SeriesKeys.prefix(account, region, namespace);
            prefixAccount = account;
            prefixRegion = region;
            prefixNamespace = namespace;
        }
        return prefix;
    }

    private static void require(@Nullable String value, String field) throws RejectedPoint {
        if (value == null || value.isBlank()) {
            throw missing(field);
        }
    }

    private static RejectedPoint missing(String field) {
        return new RejectedPoint("missing-field", "A metric point needs " + field + "; the line has none.");
    }
}
