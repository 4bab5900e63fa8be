package io.millrace.domain.thread;

import io.millrace.domain.DischargeState;
import io.millrace.domain.DischargedOccurrence;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadState;
import io.millrace.domain.decision.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a person discharged stays so until it is over: further news of the same occurrences opens no new thread, and is a row of
 * the discharged one. What opens anew is news. Values in, values out; the states passed in are never modified.
 */
public final class Discharging {
    /** Of one scope; the oldest is forgotten first, and may open a thread again. */
    static final int MOST = 200;

    /** Where nothing tells that it is over. */
    static final Duration LONGEST = Duration.ofDays(7);

    private Discharging() {}

    /** Remembers what a thread waited for when a person discharged it; nothing of a thread that ended otherwise. */
    public static @Nullable DischargeState after(@Nullable DischargeState known, ThreadState closed, Instant now) {
        if (closed.getDischargedBy().isEmpty()) {
            return known;
        }
        var all = new ArrayList<>(known == null ? List.<DischargedOccurrence>of() : known.getOccurrences());
        for (OpenIdentity identity : closed.getIdentities()) {
            if (identity.getOpen()) {
                all.removeIf(one -> one.getIdentity().equals(identity.getIdentity()));
                all.add(new DischargedOccurrence(
                        identity.getIdentity(), identity.getOccurrenceId(), closed.getThreadId(), now.plus(LONGEST)));
            }
        }
        return kept(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** The row of a signal that belongs to what was discharged; empty for any other, which goes on. */
    public static Optional<ThreadEvent> row(@Nullable DischargeState known, Signal signal) {
        if (known == null || Loop.isControl(signal.getEvent())) {
            return Optional.empty();
        }
        return known.getOccurrences().stream()
                .filter(isOf(signal))
                .filter(one -> one.getOccurrenceId().equals(signal.getOccurrenceId()))
                .findFirst()
                .map(one -> {
                    var row = Membership.brought(signal);
                    row.setThreadId(one.getThreadId());
                    row.setReason(JoinReason.SAME_IDENTITY.code());
                    row.setWeight(JoinReason.SAME_IDENTITY.weight());
                    return row;
                });
    }

    /** Forgets what this signal ends, or begins anew. */
    public static @Nullable DischargeState after(@Nullable DischargeState known, Signal signal) {
        if (known == null || Loop.isControl(signal.getEvent())) {
            return known;
        }
        boolean isOver = signal.getEvent().getStatus() == EventStatus.RESOLVED;
        return without(
                known, isOf(signal).and(one -> isOver || !one.getOccurrenceId().equals(signal.getOccurrenceId())));
    }

    /** Forgets what has been remembered for long enough. */
    public static @Nullable DischargeState after(@Nullable DischargeState known, Instant now) {
        return known == null ? null : without(known, one -> !one.getUntil().isAfter(now));
    }

    /** When something is forgotten next (arrival time). */
    public static Optional<Instant> due(@Nullable DischargeState state) {
        return state == null
                ? Optional.empty()
                : state.getOccurrences().stream()
                        .map(DischargedOccurrence::getUntil)
                        .min(Comparator.naturalOrder());
    }

    private static Predicate<DischargedOccurrence> isOf(Signal signal) {
        return one -> one.getIdentity().equals(signal.getEvent().getIdentity());
    }

    private static @Nullable DischargeState without(DischargeState known, Predicate<DischargedOccurrence> forgotten) {
        var left = new ArrayList<>(known.getOccurrences());
        return left.removeIf(forgotten) ? kept(left) : known;
    }

    private static @Nullable DischargeState kept(List<DischargedOccurrence> occurrences) {
        return occurrences.isEmpty() ? null : new DischargeState(new ArrayList<>(occurrences));
    }
}
