package io.millrace.domain.thread;

import io.millrace.domain.EventStatus;
import io.millrace.domain.InhibitedSignal;
import io.millrace.domain.InhibitingSource;
import io.millrace.domain.InhibitionState;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.decision.Loop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A target is silent while a source of the same scope is on that has the rule's keys in common with it. A source is what was told:
 * an unresolved thread waits for its end, so whoever hears nothing of a target hears of what keeps it silent. When the source is
 * over, a target that is still on is told then; so it is when its time is over. What both sides of a rule match is not made silent
 * by another such. Values in, values out; the states passed in are never modified.
 */
public final class Inhibiting {
    private Inhibiting() {}

    /** Whether the signal may be made silent: then its decision row is written by the thread stage. */
    public static boolean mayHold(Signal signal) {
        return Silencing.isTarget(signal)
                && Joining.opens(signal)
                && signal.getEvent().getStatus() != EventStatus.RESOLVED;
    }

    /**
     * @param known of the signal's scope, null for nothing
     * @param threads of the scope, before the signal reaches them
     */
    public static InhibitionStep onSignal(
            @Nullable InhibitionState known, Collection<ThreadState> threads, Signal signal) {
        var step = new InhibitionStep(known);
        if (known == null || Loop.isControl(signal.getEvent())) {
            // no source is on: nothing makes it silent
            Telling.tell(signal, step);
        } else if (signal.getEvent().getStatus() == EventStatus.RESOLVED) {
            // nobody waits for the end of what was never told, but nothing swallows it
            Holding.over(known, signal, step);
            Telling.tell(signal, step);
        } else if (Joining.opens(signal)) {
            opening(known, threads, signal, step);
        } else {
            Telling.tell(signal, step);
        }
        return step;
    }

    /** What cannot be decided is told, with the row that it brings. */
    public static InhibitionStep failedOpen(Signal signal) {
        var step = new InhibitionStep(null);
        Telling.tell(signal, step);
        return step;
    }

    /**
     * What follows from the threads as a slot leaves them: targets without a source go on, sources that are over are forgotten.
     *
     * @param now end of the slot
     * @param timePasses false when the input has ended: then nobody's time is over
     */
    public static InhibitionStep settle(
            @Nullable InhibitionState known, Collection<ThreadState> threads, Instant now, boolean timePasses) {
        var step = new InhibitionStep(known);
        if (known == null) {
            return step;
        }
        Set<String> open = OpenIdentities.of(threads);
        var ready = new ArrayList<InhibitedSignal>();
        var silent = new ArrayList<InhibitedSignal>();
        for (InhibitedSignal held : known.getHeld()) {
            Optional<InhibitingSource> source = timePasses && isDue(held, now)
                    ? Optional.empty()
                    : Silencing.source(known, open::contains, held.getSignal());
            source.ifPresentOrElse(one -> silent.add(Holding.by(one, held)), () -> ready.add(held));
        }
        var sources = known.getSources().stream()
                .filter(source -> open.contains(source.getIdentity()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (silent.equals(known.getHeld())
                && sources.size() == known.getSources().size()) {
            return step;
        }
        step.keep(new InhibitionState(sources, silent));
        ready.sort(Holding.IN_ORDER);
        for (InhibitedSignal held : ready) {
            Telling.tellNow(held, now, SilenceRows.end(held, timePasses && isDue(held, now), now), step);
        }
        return step;
    }

    /** The input ended first: a longer one could tell what became of what is silent. */
    public static InhibitionStep inputEnded(@Nullable InhibitionState known) {
        var step = new InhibitionStep(known);
        if (known == null) {
            return step;
        }
        for (InhibitedSignal held : known.getHeld()) {
            step.tell(SilenceRows.never(held, "the input ended while " + SilenceRows.source(held) + " made it silent"));
        }
        step.keep(null);
        return step;
    }

    /** When time alone has something told (arrival time); empty when nothing is silent. */
    public static Optional<Instant> due(@Nullable InhibitionState state) {
        return state == null
                ? Optional.empty()
                : state.getHeld().stream().map(InhibitedSignal::getUntil).min(Comparator.naturalOrder());
    }

    private static void opening(
            InhibitionState known, Collection<ThreadState> threads, Signal signal, InhibitionStep step) {
        String identity = signal.getEvent().getIdentity();
        List<InhibitedSignal> held = Holding.of(known, identity);
        boolean maySilence = mayHold(signal) && signal.getRow() != null && !OpenIdentities.isOpen(threads, identity);
        Optional<InhibitingSource> source = maySilence && Holding.hasRoom(known, held)
                ? Silencing.source(known, other -> OpenIdentities.isOpen(threads, other), signal)
                : Optional.empty();
        if (source.isPresent()) {
            Holding.hold(known, held, source.get(), signal, step);
            return;
        }
        if (!held.isEmpty()) {
            Instant at = signal.getEvent().getArrivedAt();
            step.keep(Holding.without(known, identity));
            held.sort(Holding.IN_ORDER);
            held.forEach(one -> Telling.tellNow(one, at, "what followed at " + at + " is not silent", step));
        }
        Telling.tell(signal, step);
    }

    private static boolean isDue(InhibitedSignal held, Instant now) {
        return !held.getUntil().isAfter(now);
    }
}
