package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.decision.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which thread of a scope a signal belongs to. The strongest evidence wins; among equals the thread in whose time it
 * happened, then the one that opened last, then the smaller id. A resolved thread takes back only its own identities and series.
 */
final class Joining {
    private static final Comparator<ThreadState> PREFERRED =
            Comparator.comparing(ThreadState::getOpenedAt).reversed().thenComparing(ThreadState::getThreadId);

    /** The situation of a thread whose alarm opens again and again. */
    static final String FLAPPING = "flapping-alarm";

    /** From this severity after policy an informational event speaks of trouble. */
    private static final int SERIOUS = 3;

    private final ThreadSettings settings;

    Joining(ThreadSettings settings) {
        this.settings = settings;
    }

    /** A thread and the reason to join it. */
    static final class Match {
        final ThreadState thread;
        final JoinReason reason;
        /** False for a late event that joins only where it arrived. */
        final boolean inItsTime;

        private Match(ThreadState thread, JoinReason reason, boolean inItsTime) {
            this.thread = thread;
            this.reason = reason;
            this.inItsTime = inItsTime;
        }
    }

    Optional<Match> match(Collection<ThreadState> threads, Signal signal) {
        var evidence = new Evidence(signal, settings);
        return threads.stream()
                .filter(thread -> thread.getStatus() != ThreadStatus.CLOSED)
                .sorted(PREFERRED)
                .flatMap(
                        thread -> evidence
                                .reason(thread)
                                .map(reason -> new Match(thread, reason, widens(thread, signal.getEvent())))
                                .stream())
                .min(Comparator.<Match>comparingInt(match -> rank(match, signal, evidence))
                        .thenComparing(match -> match.reason)
                        .thenComparing(match -> !match.inItsTime)
                        .thenComparing(match -> newestPart(match, evidence), Comparator.reverseOrder()));
    }

    /**
     * What begins anew belongs rather to live trouble of the same thing than to trouble that was over; what ends belongs
     * where it is open.
     */
    private static int rank(Match match, Signal signal, Evidence evidence) {
        if (!opens(signal)) {
            return evidence.isOpenIn(match.thread) ? 0 : 1;
        }
        if (match.thread.getStatus() == ThreadStatus.RESOLVED) {
            return 1;
        }
        boolean isOldComposite = match.reason == JoinReason.SAME_IDENTITY
                && signal.getEvent().getAttributes().containsKey("triggeringAlarms")
                && !evidence.isOpenIn(match.thread);
        return match.reason.compareTo(JoinReason.SAME_RESOURCE) <= 0 && !isOldComposite ? 0 : 2;
    }

    /** A composite alarm goes with the part that alarmed last: that one triggered it. */
    private static Instant newestPart(Match match, Evidence evidence) {
        return match.reason == JoinReason.PART_OF ? evidence.newestPart(match.thread) : Instant.EPOCH;
    }

    /** An event that opens a thread when no thread takes it: nothing opens on a recovery or on a mere change. */
    static boolean opens(Signal signal) {
        var event = signal.getEvent();
        boolean speaksOfTrouble =
                event.getKind() != EventKind.RECOVERY && event.getKind() != EventKind.CHANGE && !Loop.isControl(event);
        boolean isOpen = event.getStatus() == EventStatus.OPEN || event.getStatus() == EventStatus.UPDATED;
        // A source without a lifecycle only informs; policy may still call it serious (a failed backup).
        boolean isSerious = event.getStatus() == EventStatus.INFORMATIONAL && signal.getSeverity() >= SERIOUS;
        return speaksOfTrouble && (isOpen || isSerious);
    }

    /** A situation has said that an alarm of the thread opens again and again. */
    static boolean flaps(ThreadState thread) {
        return thread.getSituations().contains(FLAPPING);
    }

    /** Whether a joining event widens the thread's span. A late one does only where it happened in the thread's time. */
    boolean widens(ThreadState thread, OpsEvent event) {
        return !event.getLate() || within(thread, event.getEventTime(), settings.resourceWindow());
    }

    private static boolean within(ThreadState thread, Instant at, Duration window) {
        return !at.isBefore(thread.getOpenedAt().minus(window))
                && !at.isAfter(thread.getLastEventAt().plus(window));
    }
}
