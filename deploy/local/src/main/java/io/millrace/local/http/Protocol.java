package io.millrace.local.http;

import java.util.Optional;

/** How a stand-in's service reads a POST and answers it. */
public interface Protocol {
    /** The answer; empty when a planned fault breaks the connection instead. */
    Optional<WireAnswer> answer(WirePost post);

    /** The answer to a GET; empty for what the server says of itself. */
    default Optional<WireAnswer> get(String path) {
        return Optional.empty();
    }
}
