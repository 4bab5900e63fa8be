package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.time.EventTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A thread and its signals: the one that opens it, and each that joins it and makes it larger, graver, over or open again. */
final class Growing {
    /** Members whose joining is a row of the changelog each. */
    private static final int EACH_TOLD = 64;

    private final ThreadSettings settings;
    private final Joining joining;

    Growing(ThreadSettings settings, Joining joining) {
        this.settings = settings;
        this.joining = joining;
    }

    ThreadStep open(Signal signal) {
        var event = signal.getEvent();
        var thread = Opening.of(signal);
        add(thread, signal, JoinReason.OPENED);
        Weighing.weigh(thread, signal);
        return ThreadStep.of(
                thread,
                List.of(Changes.OPENED.of(thread, event.getTitle(), event.getArrivedAt())),
                List.of(Membership.row(thread, signal, JoinReason.OPENED)));
    }

    ThreadStep join(ThreadState known, JoinReason reason, Signal signal) {
        var event = signal.getEvent();
        if (reason == JoinReason.SAME_IDENTITY && onlyRepeatsFigures(known, signal)) {
            return ThreadStep.of(
                    Versions.touched(known, event.getArrivedAt(), EventTimes.of(event)), List.of(), List.of());
        }
        var thread = Versions.next(known, event.getArrivedAt());
        add(thread, signal, reason);
        thread.setSeverity(Math.max(known.getSeverity(), signal.getSeverity()));
        Weighing.weigh(thread, signal);
        Optional<ThreadChange> turn = Lifecycle.afterJoining(thread, event.getTitle(), event.getArrivedAt());
        return ThreadStep.of(
                thread,
                turn.map(List::of).orElseGet(() -> grown(known, thread, signal)),
                List.of(Membership.row(thread, signal, reason)));
    }

    private static List<ThreadChange> grown(ThreadState known, ThreadState thread, Signal signal) {
        boolean worse = thread.getSeverity() > known.getSeverity();
        if (!worse && !isWorthARow(thread.getEventCount())) {
            return List.of();
        }
        var event = signal.getEvent();
        return List.of((worse ? Changes.UPDATED : Changes.JOINED).of(thread, event.getTitle(), event.getArrivedAt()));
    }

    /**
     * Each row repeats what the thread lists. One that has grown beyond that is told of at every eighth of its size; its
     * members all have rows of their own.
     */
    private static boolean isWorthARow(int eventCount) {
        return eventCount <= EACH_TOLD || eventCount % (Integer.highestOneBit(eventCount) / 8) == 0;
    }

    /** A condition that stays met tells its newest figures: verification needs them, the story does not. */
    private static boolean onlyRepeatsFigures(ThreadState known, Signal signal) {
        var event = signal.getEvent();
        return event.getKind() == EventKind.CONDITION
                && event.getStatus() == EventStatus.UPDATED
                && signal.getSeverity() <= known.getSeverity()
                && known.getIdentities().stream()
                        .anyMatch(open -> open.getOpen() && open.getIdentity().equals(event.getIdentity()));
    }

    /** Adds the signal's event to the thread: member, identity, resources, span. */
    private void add(ThreadState thread, Signal signal, JoinReason reason) {
        var event = signal.getEvent();
        Membership.add(thread, List.of(Membership.member(signal, reason)), settings.maxMembers());
        OpenIdentities.join(thread, signal, settings.maxResources());
        thread.setResources(resources(thread.getResources(), event.getResources()));
        if (!joining.widens(thread, event)) {
            return;
        }
        Instant at = EventTimes.of(event);
        if (at.isBefore(thread.getOpenedAt())) {
            thread.setOpenedAt(at);
        }
        if (at.isAfter(thread.getLastEventAt())) {
            thread.setLastEventAt(at);
        }
    }

    /** Sorted; what the thread knows stays, new ones enter while there is room. */
    private List<String> resources(List<String> known, List<String> more) {
        var all = new TreeSet<>(known);
        more.stream().filter(resource -> all.size() < settings.maxResources()).forEach(all::add);
        return new ArrayList<>(all);
    }
}
