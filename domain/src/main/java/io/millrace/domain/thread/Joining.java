package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which thread of a scope a signal belongs to. The strongest evidence wins; among equals the thread that
 * opened last, then the smaller id. A resolved thread takes back only its own identities.
 */
final class Joining {
    private static final Comparator<ThreadState> PREFERRED =
            Comparator.comparing(ThreadState::getOpenedAt).reversed().thenComparing(ThreadState::getThreadId);

    private final ThreadSettings settings;

    Joining(ThreadSettings settings) {
        this.settings = settings;
    }

    /** A thread and the reason to join it. */
    static final class Match {
        final ThreadState thread;
        final JoinReason reason;

        private Match(ThreadState thread, JoinReason reason) {
            this.thread = thread;
            this.reason = reason;
        }
    }

    Optional<Match> match(Collection<ThreadState> threads, Signal signal) {
        return threads.stream()
                .sorted(PREFERRED)
                .flatMap(thread -> reason(thread, signal).map(reason -> new Match(thread, reason)).stream())
                .min(Comparator.comparing(match -> match.reason));
    }

    /** An event that opens a thread when no thread takes it: nothing opens on a recovery or on a mere change. */
    static boolean opens(Signal signal) {
        var event = signal.getEvent();
        boolean speaksOfTrouble = event.getKind() != EventKind.RECOVERY
                && event.getKind() != EventKind.CHANGE
                && event.getKind() != EventKind.OUTCOME
                && event.getKind() != EventKind.DECISION
                && event.getKind() != EventKind.QUESTION;
        boolean isOpen = event.getStatus() == EventStatus.OPEN || event.getStatus() == EventStatus.UPDATED;
        return speaksOfTrouble && isOpen;
    }

    private Optional<JoinReason> reason(ThreadState thread, Signal signal) {
        var event = signal.getEvent();
        if (thread.getThreadId().equals(event.getAttributes().get("threadId"))) {
            return Optional.of(JoinReason.NAMED);
        }
        if (ownsIdentity(thread, event)) {
            return Optional.of(JoinReason.SAME_IDENTITY);
        }
        boolean takesNews = thread.getStatus() != ThreadStatus.RESOLVED
                && thread.getStatus() != ThreadStatus.CLOSED
                && event.getStatus() != EventStatus.RESOLVED;
        if (!takesNews) {
            return Optional.empty();
        }
        if (near(thread, event, settings.resourceWindow()) && sharesResource(thread, event)) {
            return Optional.of(JoinReason.SAME_RESOURCE);
        }
        if (near(thread, event, settings.serviceWindow())
                && !signal.getService().isEmpty()
                && signal.getService().equals(thread.getService())) {
            return Optional.of(JoinReason.SAME_SERVICE);
        }
        return Optional.empty();
    }

    private static boolean ownsIdentity(ThreadState thread, OpsEvent event) {
        return thread.getIdentities().stream()
                .anyMatch(open -> open.getIdentity().equals(event.getIdentity()));
    }

    private static boolean sharesResource(ThreadState thread, OpsEvent event) {
        return event.getResources().stream().anyMatch(thread.getResources()::contains);
    }

    /** Within the span of the thread's first or newest event, before or after it. */
    private static boolean near(ThreadState thread, OpsEvent event, Duration window) {
        Instant at = event.getEventTime();
        return !at.isBefore(thread.getOpenedAt().minus(window))
                && !at.isAfter(thread.getLastEventAt().plus(window));
    }
}
