package io.millrace.operators.parse.logs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.operators.parse.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A log line that is a JSON object. The level its author gave decides: {@code level}, {@code severity},
 * {@code levelname} and their kin, ECS's {@code log.level}; then the status of Lambda's {@code platform.report}; then
 * an {@code errorType}, as Lambda's runtimes write it; and without all these the text it wraps.
 */
final class StructuredLine {
    private static final Set<String> LEVEL_NAMES = Set.of(
            "level",
            "severity",
            "levelname",
            "loglevel",
            "log_level",
            "log.level",
            "severitytext",
            "severity_text",
            "@l",
            "lvl");
    private static final Set<String> TEXT_NAMES = Set.of("message", "msg", "log");
    private static final int LONGEST_NAME = 16;

    private LogLevel level = LogLevel.NONE;
    private String type = "";
    private String status = "";
    private String wrapped = "";
    private boolean hasErrorType;

    private StructuredLine() {}

    /** Whether the line is an error; empty when it is no JSON object. */
    static Optional<Boolean> isError(String line, boolean mayWrap) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = JsonReader.parser(bytes, 0, bytes.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            var read = new StructuredLine();
            read.fields(parser);
            return Optional.of(read.isError(mayWrap));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void fields(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                object(name, parser);
            } else if (token == JsonToken.VALUE_STRING) {
                text(name, parser);
            } else if (token.isNumeric() && isLevel(name)) {
                level = LogLevel.of(parser.getDoubleValue());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void text(String name, JsonParser parser) throws IOException {
        if (isLevel(name)) {
            level = LogLevel.of(parser.getText().trim());
        } else if (name.equals("type")) {
            type = parser.getText();
        } else if (name.equals("errorType")) {
            hasErrorType = true;
        } else if (wrapped.isEmpty() && TEXT_NAMES.contains(name)) {
            wrapped = parser.getText();
        }
    }

    /** Of what is nested only {@code log.level} and {@code record.status} say something. */
    private void object(String name, JsonParser parser) throws IOException {
        for (String inner = parser.nextFieldName(); inner != null; inner = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (name.equals("log") && inner.equals("level")) {
                level = LogLevel.of(parser.getText().trim());
            } else if (name.equals("record") && inner.equals("status")) {
                status = parser.getText();
            }
        }
    }

    private boolean isError(boolean mayWrap) {
        if (level != LogLevel.NONE) {
            return level == LogLevel.ERROR;
        }
        if (type.startsWith("platform.")) {
            return type.equals("platform.report")
                    && Set.of("error", "failure", "timeout").contains(status);
        }
        return hasErrorType || (mayWrap && ErrorLines.isError(wrapped, false));
    }

    private static boolean isLevel(String name) {
        return name.length() <= LONGEST_NAME && LEVEL_NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
