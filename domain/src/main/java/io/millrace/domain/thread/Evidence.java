package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.decision.Loop;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/** What speaks for one signal's place in a thread, the strongest reason first. Made once for a signal and asked about each thread. */
final class Evidence {
    /** Openings within half an hour from which an alarm flaps. */
    private static final int FLAPS = 3;

    /** Within the ARN of an alarm. */
    private static final String ALARM_ARN = ":alarm:";

    private final Signal signal;
    private final OpsEvent event;
    private final boolean opens;
    private final Kinship kinship;
    private final ThreadSettings settings;

    Evidence(Signal signal, ThreadSettings settings) {
        this.signal = signal;
        this.event = signal.getEvent();
        this.opens = Joining.opens(signal);
        this.kinship = new Kinship(signal, settings);
        this.settings = settings;
    }

    /** Why the signal belongs to the thread; empty when it does not. */
    Optional<JoinReason> reason(ThreadState thread) {
        if (Loop.isControl(event) && namesAThread()) {
            // An answer belongs to the thread that was asked, or to none: never to a neighbour.
            return names(thread) ? Optional.of(JoinReason.NAMED) : Optional.empty();
        }
        boolean isEcho = Loop.isEcho(event);
        if (isEcho && namesACommandOf(thread)) {
            return Optional.of(JoinReason.NAMED);
        }
        // A composite alarm that opens again speaks of the part that triggers it now.
        if (opens && thread.getStatus() != ThreadStatus.RESOLVED && any(thread, kinship::isPart)) {
            return Optional.of(JoinReason.PART_OF);
        }
        if (any(thread, this::isSame) && !isOver(thread)) {
            return Optional.of(JoinReason.SAME_IDENTITY);
        }
        if (event.getStatus() == EventStatus.RESOLVED || !keepsCompany()) {
            return Optional.empty();
        }
        if (any(thread, kinship::isSameSeries) && !isOver(thread)) {
            return Optional.of(JoinReason.SAME_SERIES);
        }
        // CloudTrail tells of our own deed minutes later, often when it has helped already.
        if (thread.getStatus() == ThreadStatus.RESOLVED && !isEcho) {
            return Optional.empty();
        }
        return nearness(thread);
    }

    /** Whether the thread waits for the end of what the signal speaks of. */
    boolean isOpenIn(ThreadState thread) {
        return any(thread, known -> known.getOpen() && isSame(known));
    }

    /** When the part of the thread began that a composite alarm lists and that alarmed last; the epoch where there is none. */
    Instant newestPart(ThreadState thread) {
        return thread.getIdentities().stream()
                .filter(kinship::isPart)
                .map(OpenIdentity::getSince)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Optional<JoinReason> nearness(ThreadState thread) {
        if (sharesResource(thread)
                && any(thread, known -> kinship.meets(known) && kinship.began(known, settings.resourceWindow()))) {
            return Optional.of(JoinReason.SAME_RESOURCE);
        }
        // What flaps stands for itself: it is near everything in time.
        if (Joining.flaps(thread) || signal.getFlapCount() >= FLAPS || event.getKind() == EventKind.CHANGE) {
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

    /** Trouble and changes keep company; routine notices near a thread are not part of its story. */
    private boolean keepsCompany() {
        return opens || event.getKind() == EventKind.CHANGE;
    }

    private boolean namesAThread() {
        return event.getAttributes().containsKey("threadId")
                || event.getAttributes().containsKey("commandId");
    }

    /** By its id, or by the command that it asked for: not every executor repeats the thread. */
    private boolean names(ThreadState thread) {
        String threadId = event.getAttributes().get("threadId");
        return threadId == null ? namesACommandOf(thread) : threadId.equals(thread.getThreadId());
    }

    private boolean namesACommandOf(ThreadState thread) {
        String commandId = event.getAttributes().get("commandId");
        return commandId != null
                && thread.getLadders().stream()
                        .anyMatch(ladder -> ladder.getCommandId().equals(commandId));
    }

    /** The reopen window has passed: the thread only waits for its timer to close it. */
    private boolean isOver(ThreadState thread) {
        Instant resolvedAt = thread.getResolvedAt();
        return thread.getStatus() == ThreadStatus.RESOLVED
                && resolvedAt != null
                && event.getArrivedAt().isAfter(resolvedAt.plus(settings.reopenWindow()));
    }

    private boolean isSame(OpenIdentity known) {
        return known.getIdentity().equals(event.getIdentity());
    }

    private boolean sharesResource(ThreadState thread) {
        boolean lacksParts =
                thread.getIdentities().stream().filter(Evidence::isAlarm).count() == 1;
        return event.getResources().stream()
                // An alarm shares its own name with a composite alarm that lists it, whichever of its parts that went
                // with.
                .filter(resource -> lacksParts || !resource.contains(ALARM_ARN))
                .anyMatch(thread.getResources()::contains);
    }

    private static boolean isAlarm(OpenIdentity known) {
        return known.getIdentity().startsWith("alarm:");
    }

    private static boolean any(ThreadState thread, Predicate<OpenIdentity> evidence) {
        for (OpenIdentity known : thread.getIdentities()) {
            if (evidence.test(known)) {
                return true;
            }
        }
        return false;
    }
}
