package io.millrace.domain.thread;

import io.millrace.domain.LadderStatus;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * When a thread is over: resolved once nothing that it waits for is open (what flaps must stay so), open again when something is,
 * closed when it has been over or silent for long enough.
 */
final class Lifecycle {
    /** How long a flapping alarm must stay OK. */
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private final ThreadSettings settings;

    Lifecycle(ThreadSettings settings) {
        this.settings = settings;
    }

    /** What the thread's newest member, which it holds by now, makes of its status; the row, empty when it stays as it is. */
    static Optional<ThreadChange> afterJoining(ThreadState thread, String title, Instant arrivedAt) {
        boolean wasResolved = thread.getStatus() == ThreadStatus.RESOLVED;
        boolean waits = OpenIdentities.waits(thread);
        if (wasResolved && waits) {
            thread.setStatus(ThreadStatus.OPEN);
            thread.setResolvedAt(null);
            thread.setAcknowledgedBy("");
            thread.setAcknowledgedAt(null);
            return Optional.of(Changes.REOPENED.of(thread, title, arrivedAt));
        }
        if (!wasResolved && !waits && !Joining.flaps(thread)) {
            thread.setStatus(ThreadStatus.RESOLVED);
            thread.setResolvedAt(arrivedAt);
            return Optional.of(Changes.RESOLVED.of(thread, title, arrivedAt));
        }
        return Optional.empty();
    }

    /** Due at or before {@code now} (arrival time): a resolved thread closes, a silent one is closed as stale. */
    ThreadStep onTime(ThreadState known, Instant now) {
        if (now.isBefore(due(known))) {
            return ThreadStep.nothing();
        }
        var thread = Versions.next(known, now);
        if (settles(known)) {
            thread.setStatus(ThreadStatus.RESOLVED);
            thread.setResolvedAt(now);
            return Versions.changed(thread, Changes.RESOLVED, "quiet for " + SETTLE.toMinutes() + " minutes");
        }
        thread.setStatus(ThreadStatus.CLOSED);
        String reason = known.getStatus() == ThreadStatus.RESOLVED
                ? "resolved, and quiet since"
                : "no news for " + settings.staleAfter().toHours() + " hours; never seen to resolve";
        return Versions.changed(thread, Changes.CLOSED, reason);
    }

    /** When time alone changes this thread next (arrival time). */
    Instant due(ThreadState thread) {
        if (settles(thread)) {
            return thread.getUpdatedAt().plus(SETTLE);
        }
        Instant resolvedAt = thread.getResolvedAt();
        return thread.getStatus() == ThreadStatus.RESOLVED && resolvedAt != null
                ? resolvedAt.plus(settings.reopenWindow())
                : lastNews(thread).plus(settings.staleAfter());
    }

    /** A runbook that waits for its window keeps its thread until then. */
    private static Instant lastNews(ThreadState thread) {
        return thread.getLadders().stream()
                .filter(ladder -> ladder.getStatus() == LadderStatus.WAITING)
                .flatMap(ladder -> Optional.ofNullable(ladder.getWaitsUntil()).stream())
                .filter(thread.getUpdatedAt()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(thread.getUpdatedAt());
    }

    /** A flapping alarm is OK: over only once it has stayed so. */
    private static boolean settles(ThreadState thread) {
        return thread.getStatus() != ThreadStatus.RESOLVED && Joining.flaps(thread) && !OpenIdentities.waits(thread);
    }
}
