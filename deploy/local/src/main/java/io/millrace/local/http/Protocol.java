package io.millrace.local.http;

import java.util.Optional;

/** How a stand-in's service reads a POST and answers it. */
interface Protocol {
    /** The answer; empty when a planned fault breaks the connection instead. */
    Optional<WireAnswer> answer(WirePost post);
}
