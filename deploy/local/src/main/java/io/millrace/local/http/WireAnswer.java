package io.millrace.local.http;

import java.util.Optional;

/** One HTTP answer: status, media type, the API's error type if it is an error, body. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WireAnswer(int status, String contentType, Optional<String> errorType, byte[] body) {}
