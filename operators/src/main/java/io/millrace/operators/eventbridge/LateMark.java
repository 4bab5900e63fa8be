package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Marks an entry that is sent long after its {@code dueAt} by the clock that it is given: {@code late}, and
 * {@code lateBySeconds}. Event time cannot tell: a backlog that is read minute by minute after an outage passes as if nothing had
 * stood still. The entry itself, its id included, stays what it was; what cannot be marked is sent unmarked.
 */
public final class LateMark implements Serializable {
    private static final long serialVersionUID = 1L;

    /** More than a mark adds to a detail. */
    static final int MOST_BYTES = 64;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DUE_AT = "dueAt";

    private final @Nullable SerializableSupplier<Instant> clock;
    private final Duration after;

    private LateMark(@Nullable SerializableSupplier<Instant> clock, Duration after) {
        this.clock = clock;
        this.after = after;
    }

    /** Marks nothing, and asks no clock: for what is replayed. */
    public static LateMark none() {
        return new LateMark(null, Duration.ZERO);
    }

    /**
     * @param clock asked once for each entry that has a due time, at each attempt to send it
     * @param after so long after it was due an entry is not yet late
     */
    public static LateMark of(SerializableSupplier<Instant> clock, Duration after) {
        return new LateMark(clock, after);
    }

    /** The detail to send now. */
    String detail(EventBridgeEntry entry) {
        if (clock == null || !entry.detail.contains('"' + DUE_AT + '"')) {
            return entry.detail;
        }
        try {
            return marked(entry, clock.get());
        } catch (JsonProcessingException | DateTimeException | ArithmeticException e) {
            // whether it is late is no reason to keep it back
            return entry.detail;
        }
    }

    private String marked(EventBridgeEntry entry, Instant now) throws JsonProcessingException {
        JsonNode detail = JSON.readTree(entry.detail);
        String due = detail.path(DUE_AT).asText();
        if (!detail.isObject() || due.isEmpty()) {
            return entry.detail;
        }
        Instant dueAt = Instant.parse(due);
        if (!dueAt.plus(after).isBefore(now)) {
            return entry.detail;
        }
        String marked = ((ObjectNode) detail)
                .put("late", true)
                .put("lateBySeconds", Duration.between(dueAt, now).toSeconds())
                .toString();
        long grown = bytes(marked) - bytes(entry.detail);
        return entry.sizeInBytes() + grown <= EventBridgeSinkBuilder.LARGEST_ENTRY_BYTES ? marked : entry.detail;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
