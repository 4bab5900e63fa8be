package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.domain.contract.DetailType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;

/** Entries as JSON in the form of a PutEvents entry, keys in alphabetical order: equal entries, equal bytes. */
final class EntryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private EntryJson() {}

    static byte[] entry(EventBridgeEntry entry) throws IOException {
        var bytes = new ByteArrayOutputStream(entry.detail.length() + 256);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeFields(entry, json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** An entry with what the service said of it. */
    static byte[] refused(EventBridgeEntry entry, String errorCode, String errorMessage) throws IOException {
        var bytes = new ByteArrayOutputStream(entry.detail.length() + 512);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("entry");
            writeFields(entry, json);
            json.writeEndObject();
            json.writeStringField("entryId", entry.entryId);
            json.writeStringField("errorCode", errorCode);
            json.writeStringField("errorMessage", errorMessage);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeFields(EventBridgeEntry entry, JsonGenerator json) throws IOException {
        json.writeStringField("Detail", entry.detail);
        json.writeStringField("DetailType", entry.detailType);
        json.writeArrayFieldStart("Resources");
        for (var resource : entry.resources) {
            json.writeString(resource);
        }
        json.writeEndArray();
        json.writeStringField("Source", DetailType.SOURCE);
        json.writeStringField("Time", Instant.ofEpochMilli(entry.timeMillis).toString());
    }
}
