package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.DecisionAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One policy: an EventBridge pattern, and what follows when it matches. */
final class Policy {
    private final String id;
    private final String description;
    private final JsonNode match;
    private final @Nullable DecisionAction action;
    private final @Nullable SeverityRule severity;
    private final @Nullable String owner;
    private final List<String> copies;
    private final @Nullable Duration delay;
    private final @Nullable Ask ask;

    Policy(
            String id,
            String description,
            JsonNode match,
            Optional<DecisionAction> action,
            Optional<SeverityRule> severity,
            Optional<String> owner,
            List<String> copies,
            Optional<Duration> delay,
            Optional<Ask> ask) {
        this.id = id;
        this.description = description;
        this.match = match;
        this.action = action.orElse(null);
        this.severity = severity.orElse(null);
        this.owner = owner.orElse(null);
        this.copies = List.copyOf(copies);
        this.delay = delay.orElse(null);
        this.ask = ask.orElse(null);
    }

    String id() {
        return id;
    }

    String description() {
        return description;
    }

    JsonNode match() {
        return match;
    }

    /** Of a policy that asks: accepted, unless a person says otherwise. */
    Optional<DecisionAction> action() {
        return Optional.ofNullable(action);
    }

    Optional<SeverityRule> severity() {
        return Optional.ofNullable(severity);
    }

    Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    List<String> copies() {
        return copies;
    }

    /** How long what it matches must last before it counts. */
    Optional<Duration> delay() {
        return Optional.ofNullable(delay);
    }

    /** What a person is asked before what it matches counts. */
    Optional<Ask> ask() {
        return Optional.ofNullable(ask);
    }
}
