package io.millrace.runbooks.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What starts a runbook: a condition on metrics or a pattern over an event from outside, within bounds on its figures and, if there is
 * one, a pattern over its thread.
 */
final class Trigger {
    private final @Nullable String condition;
    private final @Nullable JsonNode pattern;
    private final Bounds when;
    private final Duration after;

    /**
     * @param condition null when an event from outside triggers
     * @param pattern over the event and its thread together; null when there is nothing to match
     * @param after how long the trouble must last before the first rung
     */
    Trigger(@Nullable String condition, @Nullable JsonNode pattern, Bounds when, Duration after) {
        this.condition = condition;
        this.pattern = pattern;
        this.when = when;
        this.after = after;
    }

    /** Empty when an event from outside triggers. */
    Optional<String> condition() {
        return Optional.ofNullable(condition);
    }

    Optional<JsonNode> pattern() {
        return Optional.ofNullable(pattern);
    }

    Duration after() {
        return after;
    }

    boolean holds(Map<String, Double> values) {
        return when.hold(values);
    }
}
