package io.millrace.local.http;

import java.util.Map;
import java.util.Optional;

/** One HTTP answer: status, media type, the API's error type if it is an error, body, further headers. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WireAnswer(
        int status, String contentType, Optional<String> errorType, byte[] body, Map<String, String> headers) {

    /** An answer without further headers. */
    public WireAnswer(int status, String contentType, Optional<String> errorType, byte[] body) {
        this(status, contentType, errorType, body, Map.of());
    }
}
