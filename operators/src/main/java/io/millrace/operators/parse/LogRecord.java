package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.domain.LogCount;
import io.millrace.operators.parse.json.JsonReader;
import io.millrace.operators.parse.logs.ErrorLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One record of a CloudWatch Logs subscription ("Real-time processing of log data with subscriptions", User Guide):
 * its lines counted per minute, line after line, none kept. A bad line costs only itself. One per record.
 */
final class LogRecord {
    /** A batch of log events spans at most 24 hours (PutLogEvents). */
    private static final int MAX_MINUTES = 24 * 60 + 1;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Set<String> LEVEL_FIELDS =
            Set.of("level", "$.level", "severity", "$.severity", "levelname", "$.levelname");

    private final byte[] bytes;
    private final int from;
    private final int end;
    private final RecordContents contents;
    private final TreeMap<Long, LogCount> minutes = new TreeMap<>();
    private final MessageDigest ids = sha256();
    private boolean hasIds;
    private String messageType = "";
    private String account = "";
    private String logGroup = "";

    private LogRecord(byte[] bytes, int from, int end, RecordContents contents) {
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        this.contents = contents;
    }

    /** @param region what the lines' Region is taken for */
    static void read(byte[] bytes, int from, int end, String region, RecordContents contents) throws RejectedPoint {
        var record = new LogRecord(bytes, from, end, contents);
        try {
            record.head();
            if (record.messageType.equals("CONTROL_MESSAGE")) {
                contents.control();
                return;
            }
            record.requireHead();
            record.lines(region);
        } catch (IOException e) {
            throw new RejectedPoint("not-json", "The log record cannot be read: " + e.getMessage());
        }
        record.handOver();
    }

    /** Everything but the lines, as nothing says that it comes before them. */
    private void head() throws IOException {
        try (JsonParser parser = JsonReader.parser(bytes, from, end - from)) {
            parser.nextToken();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    head(field, parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void head(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "messageType":
                messageType = parser.getText();
                break;
            case "owner":
                account = parser.getText();
                break;
            case "logGroup":
                logGroup = parser.getText();
                break;
            default:
                break;
        }
    }

    private void requireHead() throws RejectedPoint {
        if (!messageType.equals("DATA_MESSAGE")) {
            throw new RejectedPoint(
                    "unknown-message-type", "messageType must be DATA_MESSAGE or CONTROL_MESSAGE in a log record.");
        }
        if (account.isBlank() || logGroup.isBlank()) {
            throw new RejectedPoint("missing-field", "A log record needs owner and logGroup.");
        }
        var draft = new PointDraft();
        account = draft.checked("owner", account);
        logGroup = draft.checked("logGroup", logGroup);
    }

    private void lines(String region) throws IOException, RejectedPoint {
        int before = contents.position();
        try (JsonParser parser = JsonReader.parser(bytes, from, end - from)) {
            parser.nextToken();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                boolean areLines = parser.nextToken() == JsonToken.START_ARRAY && field.equals("logEvents");
                while (areLines && parser.nextToken() != JsonToken.END_ARRAY) {
                    line(parser, region);
                }
                parser.skipChildren();
            }
        }
        if (contents.position() == before) {
            throw new RejectedPoint("no-points", "The log record holds no log events.");
        }
    }

    private void line(JsonParser parser, String region) throws IOException {
        int lineFrom = from + (int) parser.currentTokenLocation().getByteOffset();
        var line = new Line();
        line.read(parser);
        int lineEnd = from + (int) parser.currentLocation().getByteOffset();
        try {
            count(line, region);
            contents.skip();
        } catch (RejectedPoint e) {
            contents.badLine(bytes, lineFrom, lineEnd, e);
        }
    }

    private void count(Line line, String region) throws RejectedPoint {
        var message = line.message;
        if (message == null || line.timestamp < 0) {
            throw new RejectedPoint(
                    "missing-field", "A log event needs timestamp (epoch milliseconds) and message (text).");
        }
        if (line.timestamp > contents.latest().toEpochMilli()) {
            throw new RejectedPoint(
                    "future-timestamp",
                    "The log event's timestamp lies after " + contents.latest() + ", the latest believable.");
        }
        long minute = line.timestamp / MINUTE * MINUTE;
        var known = minutes.get(minute);
        if (known == null && minutes.size() == MAX_MINUTES) {
            throw new RejectedPoint("too-many-minutes", "The log record spans more than 24 hours.");
        }
        var next = known == null ? fresh(minute, region) : known;
        next.setLines(next.getLines() + 1);
        next.setErrors(next.getErrors() + (ErrorLines.isError(line.level, message) ? 1 : 0));
        minutes.put(minute, next);
        if (!line.id.isEmpty()) {
            hasIds = true;
            ids.update(line.id.getBytes(StandardCharsets.UTF_8));
            ids.update((byte) 0);
        }
    }

    private LogCount fresh(long minute, String region) {
        var raw = contents.raw();
        return new LogCount(
                raw.getRecordId(),
                raw.getArrivedAt(),
                account,
                region,
                logGroup,
                Instant.ofEpochMilli(minute),
                0L,
                0L,
                0L);
    }

    private void handOver() {
        long delivery = hasIds ? ByteBuffer.wrap(ids.digest()).getLong() : 0;
        for (LogCount count : minutes.values()) {
            count.setDelivery(delivery);
            contents.lines(count);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must support SHA-256", e);
        }
    }

    /** One log event. */
    private static final class Line {
        private long timestamp = -1;
        private String id = "";
        private String level = "";
        private @Nullable String message;

        void read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                var token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING && field.equals("message")) {
                    message = parser.getText();
                } else if (token == JsonToken.VALUE_STRING && field.equals("id")) {
                    id = parser.getText();
                } else if (token.isNumeric() && field.equals("timestamp")) {
                    double millis = parser.getDoubleValue();
                    timestamp = millis >= 0 && millis <= PointDraft.MAX_EPOCH_MILLIS ? (long) millis : -1;
                } else if (token == JsonToken.START_OBJECT && field.equals("extractedFields")) {
                    extracted(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void extracted(JsonParser parser) throws IOException {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING
                        && LEVEL_FIELDS.contains(field.toLowerCase(Locale.ROOT))) {
                    level = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        }
    }
}
