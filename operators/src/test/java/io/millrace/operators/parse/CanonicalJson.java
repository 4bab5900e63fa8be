package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import java.util.TreeMap;

/** What the parsers give as JSON that a person can read and compare: everything but the record's position. */
final class CanonicalJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CanonicalJson() {}

    static ObjectNode of(OpsEvent event) {
        var json = JSON.createObjectNode();
        json.put("kind", event.getKind().name())
                .put("status", event.getStatus().name())
                .put("severity", event.getSeverity())
                .put("title", event.getTitle())
                .put("text", event.getText())
                .put("identity", event.getIdentity())
                .put("deliveryId", event.getDeliveryId())
                .put("eventId", event.getEventId())
                .put("eventTime", event.getEventTime().toString())
                .put("revision", event.getRevision())
                .put("future", event.getFuture())
                .put("origin", event.getOrigin().name())
                .put("source", event.getSource())
                .put("detailType", event.getDetailType())
                .put("account", event.getAccount())
                .put("region", event.getRegion());
        event.getResources().forEach(json.putArray("resources")::add);
        var keys = json.putArray("correlationKeys");
        event.getCorrelationKeys().forEach(key -> keys.add(key.getType() + " " + key.getValue()));
        var attributes = json.putObject("attributes");
        new TreeMap<>(event.getAttributes()).forEach(attributes::put);
        var values = json.putObject("values");
        new TreeMap<>(event.getValues()).forEach(values::put);
        return json;
    }

    static ObjectNode of(MetricDatum datum) {
        var json = JSON.createObjectNode();
        json.put("seriesKey", datum.getSeriesKey())
                .put("timestamp", datum.getTimestamp().toString())
                .put("line", datum.getLine())
                .put("account", datum.getAccount())
                .put("region", datum.getRegion())
                .put("namespace", datum.getNamespace())
                .put("metricName", datum.getMetricName())
                .put("unit", datum.getUnit())
                .put("count", datum.getCount())
                .put("sum", datum.getSum())
                .put("min", datum.getMin())
                .put("max", datum.getMax());
        var dimensions = json.putObject("dimensions");
        datum.getDimensions().forEach(dimension -> dimensions.put(dimension.getName(), dimension.getValue()));
        var statistics = json.putObject("statistics");
        new TreeMap<>(datum.getStatistics()).forEach(statistics::put);
        return json;
    }

    static ObjectNode of(DeadLetter letter) {
        return JSON.createObjectNode()
                .put("deadLetter", letter.getReason())
                .put("message", letter.getMessage())
                .put("payloadBytes", letter.getPayloadBytes());
    }

    /** One element a line where it is a scalar, objects indented. */
    static String text(ArrayNode rows) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(rows) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing what was parsed as JSON failed", e);
        }
    }
}
