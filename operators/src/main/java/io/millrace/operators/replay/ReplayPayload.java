package io.millrace.operators.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A line's payload and when it arrives. A wrapped line, {@code {"arrivedAt":…, "data":…}} or
 * {@code "dataBase64"}, says so itself; any other arrives as late as its source is known to deliver. A Firehose body
 * says when it was delivered; an OpenTelemetry request in JSON is dated by the newest of its points.
 */
final class ReplayPayload {
    /** A metric stream delivers 2 to 3 minutes after a point's timestamp. */
    static final Duration METRIC_DELAY = Duration.ofSeconds(150);
    /** CloudTrail delivers 5 to 15 minutes after the call. */
    static final Duration CLOUDTRAIL_DELAY = Duration.ofMinutes(10);

    /** 2262: no point is later (the parser says so), and a timestamp beyond would overflow the arrival. */
    private static final long LATEST = Long.MAX_VALUE / 1_000_000;

    private static final String CLOUDTRAIL = "AWS API Call via CloudTrail";
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] line;
    private int fields;
    private @Nullable String arrivedAt;
    private @Nullable String text;
    private @Nullable String base64;
    private @Nullable String time;
    private @Nullable String detailType;
    private @Nullable String eventTime;
    private @Nullable Long timestamp;
    private boolean delivery;
    private long newestNanos = -1;

    private ReplayPayload(byte[] line) {
        this.line = line;
    }

    /** Looks at the top of a line's JSON; a line that is not JSON is an undated payload. */
    static ReplayPayload of(byte[] line) throws IOException {
        var payload = new ReplayPayload(line);
        try (var json = JSON.createParser(line)) {
            payload.read(json);
        } catch (JsonProcessingException e) {
            return new ReplayPayload(line);
        }
        return payload;
    }

    private void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            fields++;
            readField(json, json.currentName());
        }
    }

    private void readField(JsonParser json, String field) throws IOException {
        var token = json.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            keep(field, json.getText());
        } else if (token == JsonToken.VALUE_NUMBER_INT && field.equals("timestamp")) {
            timestamp = json.getValueAsLong();
        } else if (token == JsonToken.START_OBJECT && field.equals("detail")) {
            readDetail(json);
        } else if (token == JsonToken.START_ARRAY && field.equals("resourceMetrics")) {
            readMetrics(json);
        } else if (token == JsonToken.START_ARRAY && field.equals("records")) {
            delivery = true;
            json.skipChildren();
        } else {
            json.skipChildren();
        }
    }

    private void readDetail(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var isEventTime = json.currentName().equals("eventTime");
            if (json.nextToken() == JsonToken.VALUE_STRING && isEventTime) {
                eventTime = json.getText();
            } else {
                json.skipChildren();
            }
        }
    }

    /** The newest start of a period below the array, at whatever depth. */
    private void readMetrics(JsonParser json) throws IOException {
        for (int depth = 1; depth > 0; ) {
            var token = json.nextToken();
            if (token == null) {
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue() && "startTimeUnixNano".equals(json.currentName())) {
                newestNanos = Math.max(newestNanos, json.getValueAsLong(-1));
            }
        }
    }

    private void keep(String field, String value) {
        switch (field) {
            case "arrivedAt":
                arrivedAt = value;
                break;
            case "data":
                text = value;
                break;
            case "dataBase64":
                base64 = value;
                break;
            case "time":
                time = value;
                break;
            case "detail-type":
                detailType = value;
                break;
            default:
                break;
        }
    }

    private boolean wrapped() {
        return fields == 2 && arrivedAt != null && (text != null || base64 != null);
    }

    /** The bytes that stood in the Kinesis record. */
    byte[] data() throws IOException {
        if (!wrapped()) {
            return line;
        }
        if (text != null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return base64 == null ? line : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("dataBase64 is not base64: " + e.getMessage(), e);
        }
    }

    /** Arrival in epoch milliseconds; empty when the payload bears no time. */
    OptionalLong arrival() throws IOException {
        if (wrapped()) {
            var given = millis(arrivedAt);
            if (given.isEmpty()) {
                throw new IOException(
                        "arrivedAt '" + arrivedAt + "' is no time; expected one like 2026-08-05T10:07:12Z");
            }
            return given;
        }
        if (timestamp != null && timestamp >= 0 && timestamp <= LATEST) {
            return OptionalLong.of(delivery ? timestamp : timestamp + METRIC_DELAY.toMillis());
        }
        if (newestNanos >= 0) {
            return OptionalLong.of(newestNanos / 1_000_000 + METRIC_DELAY.toMillis());
        }
        if (CLOUDTRAIL.equals(detailType)) {
            return delayed(millis(eventTime == null ? time : eventTime), CLOUDTRAIL_DELAY);
        }
        return millis(time);
    }

    private static OptionalLong delayed(OptionalLong time, Duration delay) {
        return time.isPresent() ? OptionalLong.of(time.getAsLong() + delay.toMillis()) : time;
    }

    private static OptionalLong millis(@Nullable String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return OptionalLong.of(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
