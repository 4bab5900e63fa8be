package io.millrace.operators.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Requests in OpenTelemetry 1.0.0 format as CloudWatch fills them, written by OpenTelemetry's own classes. */
public final class OtelRequests {
    private static final Map<String, String> UCUM =
            Map.of("Percent", "%", "Seconds", "s", "Count", "{Count}", "None", "1");

    private OtelRequests() {}

    /** The requests, each behind its length. */
    public static byte[] frames(ExportMetricsServiceRequest... requests) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (var request : requests) {
                request.writeDelimitedTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ExportMetricsServiceRequest request(Metric... metrics) {
        return request(resource("111122223333", "eu-west-1"), metrics);
    }

    static ExportMetricsServiceRequest request(Resource resource, Metric... metrics) {
        var scope = ScopeMetrics.newBuilder();
        for (Metric metric : metrics) {
            scope.addMetrics(metric);
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
                .build();
    }

    static Resource resource(String account, String region) {
        return Resource.newBuilder()
                .addAttributes(pair("cloud.provider", "aws"))
                .addAttributes(pair("cloud.account.id", account))
                .addAttributes(pair("cloud.region", region))
                .addAttributes(pair(
                        "aws.exporter.arn", "arn:aws:cloudwatch:" + region + ":" + account + ":metric-stream/stream"))
                .build();
    }

    static Metric metric(String unit, SummaryDataPoint.Builder... points) {
        var summary = Summary.newBuilder();
        for (var point : points) {
            summary.addDataPoints(point);
        }
        return Metric.newBuilder()
                .setName("amazonaws.com/AWS/EC2/CPUUtilization")
                .setUnit(unit)
                .setSummary(summary)
                .build();
    }

    static SummaryDataPoint.Builder point(long startMillis) {
        return SummaryDataPoint.newBuilder()
                .setStartTimeUnixNano(startMillis * 1_000_000)
                .setTimeUnixNano((startMillis + 60_000) * 1_000_000)
                .setCount(5)
                .setSum(206)
                .addQuantileValues(quantile(0, 39.1))
                .addQuantileValues(quantile(1, 42.5))
                .addAttributes(pair("Namespace", "AWS/EC2"))
                .addAttributes(pair("MetricName", "CPUUtilization"))
                .addAttributes(dimensions(Map.of("InstanceId", "i-1")));
    }

    static SummaryDataPoint.ValueAtQuantile quantile(double quantile, double value) {
        return SummaryDataPoint.ValueAtQuantile.newBuilder()
                .setQuantile(quantile)
                .setValue(value)
                .build();
    }

    static KeyValue pair(String key, String value) {
        return pair(key, AnyValue.newBuilder().setStringValue(value));
    }

    static KeyValue pair(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static KeyValue dimensions(Map<String, String> dimensions) {
        var list = KeyValueList.newBuilder();
        dimensions.forEach((name, value) -> list.addValues(pair(name, value)));
        return pair("Dimensions", AnyValue.newBuilder().setKvlistValue(list));
    }

    /** The request that says the same as a line of the JSON format. */
    public static ExportMetricsServiceRequest of(JsonNode line) {
        var value = line.path("value");
        var point = SummaryDataPoint.newBuilder()
                .setStartTimeUnixNano(line.path("timestamp").asLong() * 1_000_000)
                .setTimeUnixNano(line.path("timestamp").asLong() * 1_000_000 + 60_000_000_000L)
                .setCount(value.path("count").asLong())
                .setSum(value.path("sum").asDouble());
        value.fields().forEachRemaining(field -> {
            switch (field.getKey()) {
                case "min" ->
                    point.addQuantileValues(quantile(0, field.getValue().asDouble()));
                case "max" ->
                    point.addQuantileValues(quantile(1, field.getValue().asDouble()));
                case "p99" ->
                    point.addQuantileValues(quantile(0.99, field.getValue().asDouble()));
                case "p99.9" ->
                    point.addQuantileValues(quantile(0.999, field.getValue().asDouble()));
                case "count", "sum" -> {}
                default -> throw new IllegalArgumentException(field.getKey());
            }
        });
        var dimensions = new java.util.LinkedHashMap<String, String>();
        line.path("dimensions")
                .fields()
                .forEachRemaining(
                        field -> dimensions.put(field.getKey(), field.getValue().asText()));
        point.addAttributes(dimensions(dimensions))
                .addAttributes(pair("MetricName", line.path("metric_name").asText()))
                .addAttributes(pair("Namespace", line.path("namespace").asText()));
        var resource =
                resource(line.path("account_id").asText(), line.path("region").asText());
        return request(resource, metric(UCUM.getOrDefault(line.path("unit").asText("None"), "?"), point));
    }
}
