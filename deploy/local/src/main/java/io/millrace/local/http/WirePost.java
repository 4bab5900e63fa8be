package io.millrace.local.http;

import org.jspecify.annotations.Nullable;

/** One HTTP POST as it came: path without decoding, the headers that protocols look at, body. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WirePost(
        String path, @Nullable String target, @Nullable String contentType, @Nullable String accept, byte[] body) {}
