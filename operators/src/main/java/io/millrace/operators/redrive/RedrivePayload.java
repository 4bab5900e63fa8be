package io.millrace.operators.redrive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.DeadLetters;
import io.millrace.operators.parse.RedrivenRecord;
import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.JsonReader;
import io.millrace.operators.parse.json.UnreadableJson;
import io.millrace.operators.parse.source.Envelope;
import io.millrace.operators.parse.source.RedrivenMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * The bytes by which a dead letter comes again. A record of the events stream travels in an envelope that keeps its first position
 * and arrival; a canonical event in one that keeps the event; what the metrics stream held as it was, as a series takes each
 * timestamp once.
 */
final class RedrivePayload {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String EVENTS = "events";
    private static final String METRICS = "metrics";
    private static final String PARSE = "parse";
    private static final int MOST_FIELDS = 1000;

    private RedrivePayload() {}

    /** Throws when there is no such record, or not all of it. */
    static byte[] of(DeadLetter letter) throws RefusedLetter {
        byte[] payload = payload(letter);
        var type = type(letter);
        if (type.equals(DeadLetters.PART)) {
            throw new RefusedLetter(Refusal.PART);
        }
        if (payload.length != letter.getPayloadBytes()) {
            throw new RefusedLetter(Refusal.TRUNCATED);
        }
        if (type.equals(DeadLetters.RAW) && letter.getStream().equals(METRICS)) {
            return payload;
        } else if (type.equals(DeadLetters.RAW) && letter.getStream().equals(EVENTS)) {
            return record(letter, payload);
        } else if (type.equals(MetricDatum.SCHEMA$.getName())) {
            return point(read(payload));
        } else if (type.equals(OpsEvent.SCHEMA$.getName())) {
            return event(letter, payload);
        }
        throw new RefusedLetter(Refusal.DERIVED);
    }

    /** Letters from before types were written are raw records when the parse stage made them. */
    private static String type(DeadLetter letter) {
        var type = letter.getPayloadType();
        return type.isEmpty() && letter.getStage().equals(PARSE) ? DeadLetters.RAW : type;
    }

    private static byte[] payload(DeadLetter letter) throws RefusedLetter {
        if (!letter.getBase64()) {
            return letter.getPayload().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(letter.getPayload());
        } catch (IllegalArgumentException e) {
            throw new RefusedLetter(Refusal.UNREADABLE);
        }
    }

    /** One that was redriven before comes again as it was put then. */
    private static byte[] record(DeadLetter letter, byte[] payload) {
        return isRedriven(payload) ? payload : RedrivenRecord.envelope(letter);
    }

    private static boolean isRedriven(byte[] payload) {
        try {
            return Envelope.of(JsonReader.read(payload, 0, payload.length))
                    .filter(RedrivenRecord::is)
                    .isPresent();
        } catch (UnreadableJson e) {
            return false;
        }
    }

    private static byte[] event(DeadLetter letter, byte[] payload) throws RefusedLetter {
        read(payload);
        return object(json -> {
            // our own source: from others it would not be believed
            json.writeStringField("source", "millrace");
            json.writeStringField("detail-type", RedrivenMapping.DETAIL_TYPE);
            json.writeObjectFieldStart("detail");
            json.writeStringField("stage", letter.getStage());
            json.writeFieldName("event");
            json.writeRawValue(letter.getPayload());
            json.writeEndObject();
        });
    }

    /** As CloudWatch would send it: one line of a metric stream. */
    private static byte[] point(Json point) throws RefusedLetter {
        Instant timestamp = point.at("timestamp").time();
        if (timestamp == null) {
            throw new RefusedLetter(Refusal.UNREADABLE);
        }
        return object(json -> {
            json.writeStringField("account_id", point.text("account"));
            json.writeStringField("region", point.text("region"));
            json.writeStringField("namespace", point.text("namespace"));
            json.writeStringField("metric_name", point.text("metricName"));
            json.writeObjectFieldStart("dimensions");
            for (Json dimension : point.at("dimensions").items(MOST_FIELDS)) {
                json.writeStringField(dimension.text("name"), dimension.text("value"));
            }
            json.writeEndObject();
            json.writeNumberField("timestamp", timestamp.toEpochMilli());
            json.writeObjectFieldStart("value");
            for (String statistic : new String[] {"count", "sum", "min", "max"}) {
                json.writeNumberField(statistic, point.at(statistic).number().orElse(0));
            }
            point.at("statistics").forEachField(MOST_FIELDS, (name, value) -> write(json, name, value));
            json.writeEndObject();
            json.writeStringField("unit", point.text("unit"));
        });
    }

    private static void write(JsonGenerator json, String name, Json number) {
        try {
            json.writeNumberField(name, number.number().orElse(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json read(byte[] payload) throws RefusedLetter {
        try {
            var json = JsonReader.read(payload, 0, payload.length);
            if (json.isObject()) {
                return json;
            }
        } catch (UnreadableJson e) {
            // said below
        }
        throw new RefusedLetter(Refusal.UNREADABLE);
    }

    private static byte[] object(Fields fields) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the fields of one object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
