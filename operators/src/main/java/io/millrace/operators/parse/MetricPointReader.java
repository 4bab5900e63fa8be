package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.BoundedText;
import io.millrace.operators.parse.source.TickMapping;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads one line of metric-stream JSON token by token. Holds the fields of one line at a time; one per thread. Of
 * duplicate keys the last wins. The rules of a point are {@link PointDraft}'s.
 */
final class MetricPointReader {
    private final PointDraft point = new PointDraft();
    private String source = "";
    private String detailType = "";

    /** @param isClean no text of what is read can hold an unpaired surrogate */
    void expect(boolean isClean) {
        point.isClean = isClean;
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
        point.clear();
        source = detailType = "";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedPoint("not-a-point", "A JSON object was expected, not " + parser.currentToken() + ".");
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            read(field, parser);
        }
    }

    private void read(String field, JsonParser parser) throws IOException, RejectedPoint {
        switch (field) {
            case "account_id":
                point.account = text(field, parser);
                break;
            case "region":
                point.region = text(field, parser);
                break;
            case "namespace":
                point.namespace = text(field, parser);
                break;
            case "metric_name":
                point.metricName = text(field, parser);
                break;
            case "unit":
                point.unit = parser.nextToken() == JsonToken.VALUE_NULL
                        ? "None"
                        : point.checked(field, scalar(field, parser));
                break;
            case "timestamp":
                point.timestamp = epochMillis(parser);
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
        point.clearDimensions();
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expectObject("dimensions", parser);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            point.dimension(name, scalar("a dimension value", parser));
        }
    }

    private void readValue(JsonParser parser) throws IOException, RejectedPoint {
        point.clearValue();
        parser.nextToken();
        expectObject("value", parser);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            switch (name) {
                case "count":
                    point.count = number(name, parser);
                    break;
                case "sum":
                    point.sum = number(name, parser);
                    break;
                case "min":
                    point.min = number(name, parser);
                    break;
                case "max":
                    point.max = number(name, parser);
                    break;
                default:
                    point.statistic(name, number(name, parser));
            }
        }
    }

    private static double number(String name, JsonParser parser) throws IOException, RejectedPoint {
        var token = parser.nextToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw new RejectedPoint(
                    "wrong-type",
                    "value." + BoundedText.of(name, PointDraft.MAX_TEXT) + " must be a number, not " + token + ".");
        }
        return PointDraft.number(name, parser.getDoubleValue());
    }

    private static long epochMillis(JsonParser parser) throws IOException, RejectedPoint {
        var token = parser.nextToken();
        double millis = Double.NaN;
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            millis = parser.getDoubleValue();
        }
        if (!(millis >= 0 && millis <= PointDraft.MAX_EPOCH_MILLIS)) {
            throw new RejectedPoint(
                    "bad-timestamp", "timestamp must be epoch milliseconds of 1970 to 2262, not " + token + ".");
        }
        return (long) millis;
    }

    private String text(String field, JsonParser parser) throws IOException, RejectedPoint {
        parser.nextToken();
        return point.checked(field, scalar(field, parser));
    }

    private static String scalar(String field, JsonParser parser) throws IOException, RejectedPoint {
        var token = parser.currentToken();
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw new RejectedPoint("wrong-type", field + " must be a string, not " + token + ".");
        }
        return parser.getText();
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
        return point.datum(raw, line, latest);
    }
}
