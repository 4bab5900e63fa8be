package io.millrace.domain.thread;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Too much trouble at once for a thread each: beyond {@value #OPENINGS} threads or {@value #TROUBLES} troubles that open in a
 * scope within {@link #WINDOW} of event time, what no thread would take joins one thread, and what opened with it is merged into it; its
 * oldest represents the storm. While so many troubles open, it takes what is new to all threads whatever it is like. A scope
 * has at most {@value #MOST_THREADS} threads besides. Pure.
 */
final class Storm {
    /** A person reads so many threads in two minutes at most; estates simulated at 50 to 1 open three in a scope. */
    static final int OPENINGS = 20;

    /** Distinct alarms, findings and the like, in few threads or many: those of a person's worst day open a dozen. */
    static final int TROUBLES = 60;

    static final Duration WINDOW = Duration.ofMinutes(2);

    /** Unresolved threads of a scope: every record is held against each of them. */
    static final int MOST_THREADS = 200;

    /** Marks the thread of a storm among its situations. */
    static final String SITUATION = "alarm-storm";

    /** The same in words. */
    static final String TITLE = "More trouble within " + WINDOW.toMinutes() + " minutes than anybody can read";

    private static final Comparator<ThreadState> OLDEST =
            Comparator.comparing(ThreadState::getOpenedAt).thenComparing(ThreadState::getThreadId);

    private final ThreadState representative;
    private final List<ThreadState> absorbed;

    private Storm(ThreadState representative, List<ThreadState> absorbed) {
        this.representative = representative;
        this.absorbed = absorbed;
    }

    /** The storm that a signal belongs to which no thread takes and which would open one; empty in fair weather. */
    static Optional<Storm> of(Collection<ThreadState> threads, Signal signal) {
        Instant at = EventTimes.of(signal.getEvent());
        List<ThreadState> open = threads.stream()
                .filter(thread -> thread.getStatus() != ThreadStatus.RESOLVED)
                .filter(thread -> thread.getStatus() != ThreadStatus.CLOSED)
                .sorted(OLDEST)
                .collect(Collectors.toList());
        boolean isFull = open.size() >= MOST_THREADS;
        Optional<ThreadState> raging = open.stream()
                .filter(thread -> isStorm(thread) && (isFull || lasts(thread, at)))
                .findFirst();
        if (raging.isPresent()) {
            return Optional.of(new Storm(raging.get(), List.of()));
        }
        List<ThreadState> openings =
                open.stream().filter(thread -> near(thread.getOpenedAt(), at)).collect(Collectors.toList());
        if (openings.size() < OPENINGS && !pours(open, at)) {
            return isFull ? Optional.of(new Storm(open.get(open.size() - 1), List.of())) : Optional.empty();
        }
        if (openings.isEmpty()) {
            return open.stream()
                    .max(Comparator.comparingLong((ThreadState thread) -> troubles(thread, at))
                            .thenComparing(OLDEST.reversed()))
                    .map(busiest -> new Storm(busiest, List.of()));
        }
        var representative = openings.get(0);
        // A runbook at work finishes in its own thread.
        return Optional.of(new Storm(
                representative,
                openings.stream()
                        .skip(1)
                        .filter(thread -> thread.getLadders().isEmpty())
                        .collect(Collectors.toList())));
    }

    /** Whether so much pours in that a signal which is new to all threads goes to the storm's, though another is like it. */
    static boolean sweeps(Collection<ThreadState> threads, Joining.Match match, Signal signal) {
        return Joining.opens(signal)
                && match.reason.compareTo(JoinReason.SAME_SERIES) >= 0
                && !isStorm(match.thread)
                && pours(threads, EventTimes.of(signal.getEvent()));
    }

    /** The thread that waits for what recovers without listing it; else one that waits for more than it can name. */
    static Optional<ThreadState> recovering(Collection<ThreadState> threads, Signal signal) {
        if (signal.getEvent().getStatus() != EventStatus.RESOLVED) {
            return Optional.empty();
        }
        String identity = signal.getEvent().getIdentity();
        return threads.stream()
                .filter(thread -> OpenIdentities.holdsUnlisted(thread, identity) || thread.getUnnamed() > 0)
                .filter(thread -> thread.getStatus() != ThreadStatus.CLOSED)
                .min(Comparator.comparing((ThreadState thread) -> !OpenIdentities.holdsUnlisted(thread, identity))
                        .thenComparing(ThreadState::getUnnamed, Comparator.reverseOrder())
                        .thenComparing(OLDEST));
    }

    ThreadState representative() {
        return representative;
    }

    /** What is merged into the storm's thread now. */
    List<ThreadState> absorbed() {
        return absorbed;
    }

    private static boolean isStorm(ThreadState thread) {
        return thread.getSituations().contains(SITUATION);
    }

    private static boolean pours(Collection<ThreadState> threads, Instant at) {
        int known = threads.stream()
                .mapToInt(thread -> thread.getIdentities().size())
                .sum();
        return known >= TROUBLES
                && threads.stream().mapToLong(thread -> troubles(thread, at)).sum() >= TROUBLES;
    }

    private static long troubles(ThreadState thread, Instant at) {
        return thread.getIdentities().stream()
                .filter(identity -> identity.getOpen() && near(identity.getSince(), at))
                .count();
    }

    private static boolean lasts(ThreadState storm, Instant at) {
        return !at.isBefore(storm.getOpenedAt().minus(WINDOW))
                && !at.isAfter(storm.getLastEventAt().plus(WINDOW));
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(WINDOW) <= 0;
    }
}
