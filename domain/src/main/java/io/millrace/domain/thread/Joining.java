package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
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
import java.util.function.Predicate;

/**
 * Which thread of a scope a signal belongs to. The strongest evidence wins; among equals the thread in whose time it
 * happened, then the one that opened last, then the smaller id. A resolved thread takes back only its own identities and series.
 */
final class Joining {
    private static final Comparator<ThreadState> PREFERRED =
            Comparator.comparing(ThreadState::getOpenedAt).reversed().thenComparing(ThreadState::getThreadId);

    /** Openings within half an hour from which an alarm flaps. */
    private static final int FLAPS = 3;

    /** Within the ARN of an alarm. */
    private static final String ALARM_ARN = ":alarm:";

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
        return threads.stream()
                .filter(thread -> thread.getStatus() != ThreadStatus.CLOSED)
                .sorted(PREFERRED)
                .flatMap(
                        thread -> reason(thread, signal)
                                .map(reason -> new Match(thread, reason, widens(thread, signal.getEvent())))
                                .stream())
                .min(Comparator.<Match>comparingInt(match -> rank(match, signal))
                        .thenComparing(match -> match.reason)
                        .thenComparing(match -> !match.inItsTime)
                        .thenComparing(match -> newestPart(match, signal), Comparator.reverseOrder()));
    }

    /**
     * What begins anew belongs rather to live trouble of the same thing than to trouble that was over; what ends belongs
     * where it is open.
     */
    private static int rank(Match match, Signal signal) {
        if (!opens(signal)) {
            return any(match.thread, known -> known.getOpen() && isOf(known, signal.getEvent())) ? 0 : 1;
        }
        if (match.thread.getStatus() == ThreadStatus.RESOLVED) {
            return 1;
        }
        boolean isOldComposite = match.reason == JoinReason.SAME_IDENTITY
                && signal.getEvent().getAttributes().containsKey("triggeringAlarms")
                && !any(match.thread, known -> known.getOpen() && isOf(known, signal.getEvent()));
        return match.reason.compareTo(JoinReason.SAME_RESOURCE) <= 0 && !isOldComposite ? 0 : 2;
    }

    /** A composite alarm goes with the part that alarmed last: that one triggered it. */
    private Instant newestPart(Match match, Signal signal) {
        if (match.reason != JoinReason.PART_OF) {
            return Instant.EPOCH;
        }
        var kinship = new Kinship(signal, settings);
        return match.thread.getIdentities().stream()
                .filter(kinship::isPart)
                .map(OpenIdentity::getSince)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
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

    /** Trouble and changes keep company; routine notices near a thread are not part of its story. */
    private static boolean keepsCompany(Signal signal) {
        return opens(signal) || signal.getEvent().getKind() == EventKind.CHANGE;
    }

    private Optional<JoinReason> reason(ThreadState thread, Signal signal) {
        var event = signal.getEvent();
        if (Loop.isControl(event) && namesAThread(event)) {
            // An answer belongs to the thread that was asked, or to none: never to a neighbour.
            return names(event, thread) ? Optional.of(JoinReason.NAMED) : Optional.empty();
        }
        boolean isEcho = Loop.isEcho(event);
        if (isEcho && namesACommandOf(event, thread)) {
            return Optional.of(JoinReason.NAMED);
        }
        // A composite alarm that opens again speaks of the part that triggers it now.
        boolean isPart = opens(signal)
                && thread.getStatus() != ThreadStatus.RESOLVED
                && any(thread, new Kinship(signal, settings)::isPart);
        if (isPart) {
            return Optional.of(JoinReason.PART_OF);
        }
        if (ownsIdentity(thread, event) && !isOver(thread, event)) {
            return Optional.of(JoinReason.SAME_IDENTITY);
        }
        if (event.getStatus() == EventStatus.RESOLVED || !keepsCompany(signal)) {
            return Optional.empty();
        }
        var kinship = new Kinship(signal, settings);
        if (any(thread, kinship::isSameSeries) && !isOver(thread, event)) {
            return Optional.of(JoinReason.SAME_SERIES);
        }
        // CloudTrail tells of our own deed minutes later, often when it has helped already.
        if (thread.getStatus() == ThreadStatus.RESOLVED && !isEcho) {
            return Optional.empty();
        }
        return evidence(thread, signal, kinship);
    }

    private Optional<JoinReason> evidence(ThreadState thread, Signal signal, Kinship kinship) {
        var event = signal.getEvent();
        if (sharesResource(thread, event)
                && any(thread, known -> kinship.meets(known) && kinship.began(known, settings.resourceWindow()))) {
            return Optional.of(JoinReason.SAME_RESOURCE);
        }
        // What flaps stands for itself: it is near everything in time.
        if (flaps(thread) || signal.getFlapCount() >= FLAPS || event.getKind() == EventKind.CHANGE) {
            return Optional.empty();
        }
        if (kinship.isDependency(thread.getIdentities())) {
            return Optional.of(JoinReason.DEPENDENCY);
        }
        if (any(thread, kinship::isSameService)) {
            return Optional.of(JoinReason.SAME_SERVICE);
        }
        return any(thread, kinship::isSimilar) ? Optional.of(JoinReason.SIMILAR) : Optional.empty();
    }

    private static boolean any(ThreadState thread, Predicate<OpenIdentity> evidence) {
        return thread.getIdentities().stream().anyMatch(evidence);
    }

    /** A situation has said that an alarm of the thread opens again and again. */
    static boolean flaps(ThreadState thread) {
        return thread.getSituations().contains(FLAPPING);
    }

    private static boolean namesAThread(OpsEvent event) {
        return event.getAttributes().containsKey("threadId")
                || event.getAttributes().containsKey("commandId");
    }

    /** By its id, or by the command that it asked for: not every executor repeats the thread. */
    private static boolean names(OpsEvent event, ThreadState thread) {
        String threadId = event.getAttributes().get("threadId");
        if (threadId != null) {
            return threadId.equals(thread.getThreadId());
        }
        return namesACommandOf(event, thread);
    }

    private static boolean namesACommandOf(OpsEvent event, ThreadState thread) {
        String commandId = event.getAttributes().get("commandId");
        return commandId != null
                && thread.getLadders().stream()
                        .anyMatch(ladder -> ladder.getCommandId().equals(commandId));
    }

    /** The reopen window has passed: the thread only waits for its timer to close it. */
    private boolean isOver(ThreadState thread, OpsEvent event) {
        Instant resolvedAt = thread.getResolvedAt();
        return thread.getStatus() == ThreadStatus.RESOLVED
                && resolvedAt != null
                && event.getArrivedAt().isAfter(resolvedAt.plus(settings.reopenWindow()));
    }

    private static boolean ownsIdentity(ThreadState thread, OpsEvent event) {
        return any(thread, known -> isOf(known, event));
    }

    private static boolean isOf(OpenIdentity known, OpsEvent event) {
        return known.getIdentity().equals(event.getIdentity());
    }

    private static boolean sharesResource(ThreadState thread, OpsEvent event) {
        boolean lacksParts =
                thread.getIdentities().stream().filter(Joining::isAlarm).count() == 1;
        return event.getResources().stream()
                // An alarm shares its own name with a composite alarm that lists it, whichever of its parts that went
                // with.
                .filter(resource -> lacksParts || !resource.contains(ALARM_ARN))
                .anyMatch(thread.getResources()::contains);
    }

    private static boolean isAlarm(OpenIdentity known) {
        return known.getIdentity().startsWith("alarm:");
    }

    private static boolean within(ThreadState thread, Instant at, Duration window) {
        return !at.isBefore(thread.getOpenedAt().minus(window))
                && !at.isAfter(thread.getLastEventAt().plus(window));
    }

    /** Whether a joining event widens the thread's span. A late one does only where it happened in the thread's time. */
    boolean widens(ThreadState thread, OpsEvent event) {
        return !event.getLate() || within(thread, event.getEventTime(), settings.resourceWindow());
    }
}
