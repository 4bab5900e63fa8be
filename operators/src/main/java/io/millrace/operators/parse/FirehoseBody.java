package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.operators.parse.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The body of a Firehose delivery to an HTTP endpoint, as a bridge may pass it on whole:
 * {@code {"requestId","timestamp","records":[{"data": base64}]}}. Record after record, never all at once. A delivery
 * that Firehose repeats has the same points, which the series then count as repeated.
 */
final class FirehoseBody {
    /** Reads what one record of the delivery holds. */
    interface Payloads {
        void read(byte[] data, RecordContents contents) throws RejectedPoint;
    }

    private FirehoseBody() {}

    /** Hands each record to {@code payloads}; a bad record costs only itself. */
    static void read(byte[] bytes, int from, int end, RecordContents contents, Payloads payloads) throws RejectedPoint {
        int before = contents.position();
        try (JsonParser parser = JsonReader.parser(bytes, from, end - from)) {
            parser.nextToken();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                boolean areRecords = parser.nextToken() == JsonToken.START_ARRAY && field.equals("records");
                if (areRecords) {
                    records(parser, contents, payloads);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new RejectedPoint("not-json", "The Firehose body cannot be read: " + e.getMessage());
        }
        if (contents.position() == before) {
            throw new RejectedPoint("no-points", "The Firehose body holds no records.");
        }
    }

    private static void records(JsonParser parser, RecordContents contents, Payloads payloads) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var data = data(parser);
            if (data.isEmpty()) {
                contents.badPart(
                        new byte[0], 0, 0, "no-data", "A record of the Firehose body needs data: base64, not empty.");
                continue;
            }
            byte[] decoded;
            try {
                decoded = Base64.getDecoder().decode(data);
            } catch (IllegalArgumentException e) {
                byte[] text = data.getBytes(StandardCharsets.UTF_8);
                contents.badPart(text, 0, text.length, "not-base64", "data is not base64: " + e.getMessage());
                continue;
            }
            try {
                payloads.read(decoded, contents);
            } catch (RejectedPoint e) {
                contents.bad(decoded, 0, decoded.length, e);
            }
        }
    }

    /** The data of the record that the parser stands before, or empty. */
    private static String data(JsonParser parser) throws IOException {
        var data = "";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return data;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_STRING && field.equals("data")) {
                data = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return data;
    }
}
