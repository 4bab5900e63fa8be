package io.millrace.local.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Event ids: UUIDs that repeat for the same start and order of calls and never within or between runs of a real clock. */
final class EventIds {
    private final Instant start;
    private final AtomicLong count = new AtomicLong();

    EventIds(Instant start) {
        this.start = start;
    }

    String next() {
        return UUID.nameUUIDFromBytes((start + " event " + count.incrementAndGet()).getBytes(UTF_8))
                .toString();
    }
}
