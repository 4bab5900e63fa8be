package io.millrace.operators.parse;

import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.JsonReader;
import io.millrace.operators.parse.json.UnreadableJson;
import io.millrace.operators.parse.otel.CloudWatchUnits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The same request in protobuf's JSON mapping, as a bridge or a sample writes it: lowerCamelCase or original field
 * names, 64-bit integers as text or number. A bad point costs only itself.
 */
final class OtelJson {
    private static final int ALL = Integer.MAX_VALUE;

    private final OtelPoint point = new OtelPoint();

    void read(byte[] bytes, int from, int end, RecordContents contents) throws RejectedPoint {
        int before = contents.position();
        Json request;
        try {
            request = JsonReader.read(bytes, from, end - from);
        } catch (UnreadableJson e) {
            throw new RejectedPoint(e.reason(), String.valueOf(e.getMessage()));
        }
        for (Json resourceMetrics : list(request, "resourceMetrics", "resource_metrics")) {
            resource(resourceMetrics.at("resource"));
            for (Json scope : list(resourceMetrics, "scopeMetrics", "scope_metrics")) {
                for (Json metric : list(scope, "metrics", "metrics")) {
                    metric(metric, contents);
                }
            }
        }
        if (contents.position() == before) {
            throw new RejectedPoint("no-points", "The OpenTelemetry request holds no data point.");
        }
    }

    private void resource(Json resource) {
        point.resource.clear();
        for (Json pair : list(resource, "attributes", "attributes")) {
            point.resource.attribute(pair.at("key").text(), string(pair.at("value")));
        }
    }

    private void metric(Json metric, RecordContents contents) {
        point.unit = CloudWatchUnits.of(metric.at("unit").text());
        for (Json data : list(metric.at("summary"), "dataPoints", "data_points")) {
            try {
                read(data);
                contents.point(point.end(contents));
            } catch (RejectedPoint e) {
                bad(data, contents, e);
            }
        }
        if (!metric.at("summary").isObject()) {
            bad(metric, contents, OtelPoint.notASummary());
        }
    }

    private static void bad(Json json, RecordContents contents, RejectedPoint why) {
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        contents.badPart(text, 0, text.length, why);
    }

    private void read(Json data) throws RejectedPoint {
        point.begin();
        var start = first(data, "startTimeUnixNano", "start_time_unix_nano");
        point.startNanos(unsigned(start));
        point.count(number(data.at("count"), "count"));
        point.sum(number(data.at("sum"), "sum"));
        for (Json pair : list(data, "quantileValues", "quantile_values")) {
            point.quantile(number(pair.at("quantile"), "quantile"), number(pair.at("value"), "quantile value"));
        }
        for (Json pair : list(data, "attributes", "attributes")) {
            attribute(pair.at("key").text(), pair.at("value"));
        }
    }

    private void attribute(String key, Json value) throws RejectedPoint {
        if (!key.equals("Dimensions")) {
            point.attribute(key, string(value));
            return;
        }
        var pairs = first(value, "kvlistValue", "kvlist_value");
        if (!pairs.isObject()) {
            throw OtelPoint.notPairs();
        }
        point.clearDimensions();
        for (Json pair : list(pairs, "values", "values")) {
            var text = first(pair.at("value"), "stringValue", "string_value");
            if (!text.isScalar()) {
                throw OtelPoint.notText();
            }
            point.dimension(pair.at("key").text(), text.text());
        }
    }

    private static String string(Json value) {
        return first(value, "stringValue", "string_value").text();
    }

    /** Absent is 0, as in protobuf; what is there must be a number. */
    private static double number(Json value, String name) throws RejectedPoint {
        if (!value.isScalar() && value.size() == 0 && !value.isArray() && !value.isObject()) {
            return 0;
        }
        return value.number()
                .orElseThrow(
                        () -> new RejectedPoint("not-a-number", "The point's " + name + " must be a finite number."));
    }

    private static long unsigned(Json value) throws RejectedPoint {
        if (!value.isScalar()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(value.text());
        } catch (NumberFormatException e) {
            throw new RejectedPoint("bad-timestamp", "startTimeUnixNano must be nanoseconds of 1970 to 2262.");
        }
    }

    private static Json first(Json json, String camel, String original) {
        var value = json.at(camel);
        return value.isScalar() || value.size() > 0 || value.isObject() ? value : json.at(original);
    }

    private static List<Json> list(Json json, String camel, String original) {
        return first(json, camel, original).items(ALL);
    }
}
