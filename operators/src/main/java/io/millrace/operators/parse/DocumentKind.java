package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.operators.parse.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a JSON document on the metrics stream is that is not a metric point, told by the fields at its top. */
enum DocumentKind {
    /** A Firehose delivery. */
    FIREHOSE,
    /** An OpenTelemetry request in JSON. */
    OTEL,
    /** A record of a CloudWatch Logs subscription. */
    LOGS,
    /** None of these, or no whole JSON object. */
    OTHER;

    /** First names of such documents, as their senders write them. */
    private static final List<String> FIRST_NAMES =
            List.of("\"requestId\"", "\"resourceMetrics\"", "\"messageType\"", "\"owner\"");

    /** Whether the text looks like one such document at first sight; points do not, and are not looked at twice. */
    static boolean mayBe(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != '{') {
            return false;
        }
        int at = 1;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        var start = new String(bytes, at, Math.min(20, bytes.length - at), StandardCharsets.ISO_8859_1);
        return bytes[1] == '\n' || bytes[1] == '\r' || FIRST_NAMES.stream().anyMatch(start::startsWith);
    }

    static DocumentKind of(byte[] bytes, int from, int end) {
        try (JsonParser parser = JsonReader.parser(bytes, from, end - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OTHER;
            }
            var kind = OTHER;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                var token = parser.nextToken();
                if (token == JsonToken.START_ARRAY) {
                    kind = ofList(field, kind);
                } else if (token == JsonToken.VALUE_STRING && field.equals("messageType")) {
                    kind = LOGS;
                }
                parser.skipChildren();
            }
            return parser.nextToken() == null ? kind : OTHER;
        } catch (IOException e) {
            return OTHER;
        }
    }

    private static DocumentKind ofList(String field, DocumentKind known) {
        switch (field) {
            case "records":
                return FIREHOSE;
            case "resourceMetrics":
            case "resource_metrics":
                return OTEL;
            default:
                return known;
        }
    }
}
