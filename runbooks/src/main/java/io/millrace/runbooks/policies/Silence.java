package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.decision.Loop;
import io.millrace.runbooks.windows.Window;
import java.time.Instant;
import java.util.Optional;

/**
 * What people asked to be quiet about for a while: maintenance, a move, a known fault. It holds back what opens trouble; ends of
 * trouble, changes and answers to us it never touches, and severity 5 only where it says so.
 */
final class Silence {
    private static final int CRITICAL = 5;

    private final String id;
    private final JsonNode match;
    private final Window window;
    private final String reason;
    private final String author;
    private final boolean evenCritical;

    Silence(String id, JsonNode match, Window window, String reason, String author, boolean evenCritical) {
        this.id = id;
        this.match = match;
        this.window = window;
        this.reason = reason;
        this.author = author;
        this.evenCritical = evenCritical;
    }

    String id() {
        return id;
    }

    JsonNode match() {
        return match;
    }

    /** Why, by whom and until when, for the decision row. */
    String reason(Instant until) {
        return "silenced until " + until + " by " + author + ": " + reason;
    }

    /** Until when an event that matches is silent, by its arrival; empty when it is not. */
    Optional<Instant> until(OpsEvent event, int severity) {
        boolean isCritical = Math.max(severity, event.getSeverity()) >= CRITICAL;
        return isCritical && !evenCritical ? Optional.empty() : window.endsAfter(event.getArrivedAt());
    }

    /** Whether an event can be held back at all: trouble that begins or goes on, not its end, no change, no answer. */
    static boolean mayHoldBack(OpsEvent event) {
        return event.getStatus() != EventStatus.RESOLVED
                && event.getKind() != EventKind.RECOVERY
                && event.getKind() != EventKind.CHANGE
                && !Loop.isControl(event);
    }
}
