package io.millrace.domain.thread;

import io.millrace.domain.Situation;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A situation marks the thread that holds most of its events, raises its severity, brings what it found beside it, and unites the
 * threads that hold the rest where it says that they are one.
 */
final class Recognising {
    /** What a situation says that is told of a thread only when all of it is over. */
    static final String RECOVERY = "recovery";

    /** The least urgent priority that pages. */
    private static final int LEAST_URGENT = 3;

    /** Situations whose own words a thread keeps. */
    private static final int MOST_RECOGNISED = 10;

    private final ThreadSettings settings;

    Recognising(ThreadSettings settings) {
        this.settings = settings;
    }

    ThreadStep onSituation(Collection<ThreadState> threads, Situation situation) {
        Optional<ThreadState> found = holder(threads, situation);
        if (found.isEmpty() || !isNews(found.get(), situation)) {
            return ThreadStep.nothing();
        }
        ThreadState holder = found.get();
        List<ThreadState> united = situation.getUnites() && holder.getStatus() != ThreadStatus.RESOLVED
                ? others(threads, holder, situation)
                : List.of();
        var thread = Versions.next(
                united.isEmpty() ? holder : Merging.into(holder, united, settings), situation.getArrivedAt());
        mark(thread, situation.getType(), situation.getTitle());
        raise(thread, situation.getSeverity());
        var brought = bring(thread, situation);
        return ThreadStep.of(
                        thread,
                        List.of(Changes.UPDATED.of(thread, situation.getTitle(), thread.getUpdatedAt())),
                        brought)
                .after(Merging.ended(
                        united,
                        thread,
                        situation.getArrivedAt(),
                        situation.getType().replace('-', ' ')));
    }

    /** The thread is of this situation from now on, and says so in its words. */
    static void mark(ThreadState thread, String type, String title) {
        var situations = new TreeSet<>(thread.getSituations());
        situations.add(type);
        thread.setSituations(new ArrayList<>(situations));
        if (!thread.getRecognised().contains(title)) {
            var all = new ArrayList<>(thread.getRecognised());
            all.add(title);
            thread.setRecognised(all.size() > MOST_RECOGNISED ? new ArrayList<>(all.subList(1, all.size())) : all);
        }
    }

    /** The thread that holds most of its events; the one that opened last among equals. */
    private static Optional<ThreadState> holder(Collection<ThreadState> threads, Situation situation) {
        return threads.stream()
                .filter(thread -> held(thread, situation) > 0)
                .max(Comparator.<ThreadState>comparingLong(thread -> held(thread, situation))
                        .thenComparing(ThreadState::getOpenedAt)
                        .thenComparing(ThreadState::getThreadId));
    }

    /** Each situation is told once of a thread; that it is over for good, only to who was woken, and when all of it is. */
    private static boolean isNews(ThreadState thread, Situation situation) {
        if (thread.getSituations().contains(situation.getType())) {
            return false;
        }
        return !situation.getType().equals(RECOVERY)
                || thread.getStatus() == ThreadStatus.RESOLVED && thread.getPriority() <= LEAST_URGENT;
    }

    /** Further threads that hold events of the situation, as long as no runbook is at work on them. */
    private static List<ThreadState> others(Collection<ThreadState> threads, ThreadState holder, Situation situation) {
        return threads.stream()
                .filter(thread -> !thread.getThreadId().equals(holder.getThreadId()))
                .filter(thread -> thread.getStatus() != ThreadStatus.RESOLVED)
                .filter(thread -> thread.getStatus() != ThreadStatus.CLOSED)
                .filter(thread -> thread.getLadders().isEmpty())
                .filter(thread -> held(thread, situation) > 0)
                .sorted(Comparator.comparing(ThreadState::getOpenedAt).thenComparing(ThreadState::getThreadId))
                .collect(Collectors.toList());
    }

    private static void raise(ThreadState thread, int severity) {
        int rise = Math.max(0, severity - thread.getSeverity());
        thread.setSeverity(thread.getSeverity() + rise);
        Weighing.raise(thread, rise);
    }

    /** What the situation found beside the thread and no thread holds yet becomes part of this one. */
    private List<ThreadEvent> bring(ThreadState thread, Situation situation) {
        var known = new HashSet<String>();
        thread.getMembers().forEach(member -> known.add(member.getEventId()));
        var rows = new ArrayList<ThreadEvent>();
        var members = new ArrayList<ThreadMember>();
        for (ThreadEvent brought : situation.getBrings()) {
            if (known.add(brought.getEventId())) {
                members.add(Membership.member(brought));
                rows.add(Membership.row(thread, brought));
            }
        }
        Membership.add(thread, members, settings.maxMembers());
        return rows;
    }

    private static long held(ThreadState thread, Situation situation) {
        return thread.getIdentities().stream()
                .filter(identity -> situation.getIdentities().contains(identity.getIdentity()))
                .count();
    }
}
