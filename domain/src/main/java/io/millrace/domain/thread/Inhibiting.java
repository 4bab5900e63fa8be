package io.millrace.domain.thread;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.EventStatus;
import io.millrace.domain.InhibitedSignal;
import io.millrace.domain.InhibitingSource;
import io.millrace.domain.InhibitionPart;
import io.millrace.domain.InhibitionSide;
import io.millrace.domain.InhibitionState;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.decision.Loop;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A target is silent while a source of the same scope is on that has the rule's keys in common with it. A source is what was told:
 * an unresolved thread waits for its end, so whoever hears nothing of a target hears of what keeps it silent. When the source is
 * over, a target that is still on is told then; so it is when its time is over. What both sides of a rule match is not made silent
 * by another such. Values in, values out; the states passed in are never modified.
 */
public final class Inhibiting {
    /** Of one scope. What is beyond is told at once, and the oldest source makes nobody silent any more. */
    static final int MOST_HELD = 200;

    static final int MOST_SOURCES = 100;

    private static final String STAGE = "thread";

    private static final Comparator<InhibitedSignal> IN_ORDER = Comparator.comparing(
                    (InhibitedSignal held) -> held.getSignal().getEvent().getEventTime())
            .thenComparing(held -> held.getSignal().getEvent().getEventId())
            .thenComparing(held -> held.getSignal().getEvent().getRecordId());

    private Inhibiting() {}

    /** Whether the signal may be made silent: then its decision row is written by the thread stage. */
    public static boolean mayHold(Signal signal) {
        return targets(signal).findAny().isPresent()
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
        if (known == null && signal.getInhibitions().isEmpty()) {
            goOn(signal, step);
        } else if (Loop.isControl(signal.getEvent())) {
            goOn(signal, step);
        } else if (signal.getEvent().getStatus() == EventStatus.RESOLVED) {
            over(signal, step);
            goOn(signal, step);
        } else if (Joining.opens(signal)) {
            opening(threads, signal, step);
        } else {
            goOn(signal, step);
        }
        return step;
    }

    /** What cannot be decided is told, with the row that it brings. */
    public static InhibitionStep failedOpen(Signal signal) {
        var step = new InhibitionStep(null);
        goOn(signal, step);
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
        Set<String> open = openIdentities(threads);
        var ready = new ArrayList<InhibitedSignal>();
        var silent = new ArrayList<InhibitedSignal>();
        for (InhibitedSignal held : known.getHeld()) {
            boolean isDue = timePasses && !held.getUntil().isAfter(now);
            Optional<InhibitingSource> source =
                    isDue ? Optional.empty() : source(known, open::contains, held.getSignal());
            if (source.isEmpty()) {
                ready.add(held);
            } else {
                silent.add(by(source.get(), held));
            }
        }
        var sources = known.getSources().stream()
                .filter(source -> open.contains(source.getIdentity()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (silent.equals(known.getHeld())
                && sources.size() == known.getSources().size()) {
            return step;
        }
        step.keep(new InhibitionState(sources, silent));
        ready.sort(IN_ORDER);
        for (InhibitedSignal held : ready) {
            boolean isDue = timePasses && !held.getUntil().isAfter(now);
            release(
                    held,
                    now,
                    isDue
                            ? "silent for as long as " + held.getRule() + " allows, while " + source(held) + " is on"
                            : "still true at " + now + ", when nothing made it silent any more: " + source(held)
                                    + " is over",
                    step);
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
            step.tell(suppressed(held)
                    .setReason("the input ended while " + source(held) + " made it silent")
                    .build());
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

    private static void opening(Collection<ThreadState> threads, Signal signal, InhibitionStep step) {
        String identity = signal.getEvent().getIdentity();
        var known = step.state();
        var held = known.stream()
                .flatMap(state -> state.getHeld().stream())
                .filter(one -> isOf(one, identity))
                .collect(Collectors.toList());
        boolean maySilence = mayHold(signal) && signal.getRow() != null && !isOpen(threads, identity);
        var source = maySilence
                ? known.flatMap(state -> source(state, other -> isOpen(threads, other), signal))
                : Optional.<InhibitingSource>empty();
        boolean hasRoom =
                held.size() > 1 || known.map(state -> state.getHeld().size()).orElse(0) < MOST_HELD;
        if (source.isPresent() && known.isPresent() && hasRoom) {
            hold(known.get(), held, source.get(), signal, step);
            return;
        }
        if (!held.isEmpty()) {
            Instant at = signal.getEvent().getArrivedAt();
            step.keep(without(known.get(), identity));
            held.sort(IN_ORDER);
            held.forEach(one -> release(one, at, "what followed at " + at + " is not silent", step));
        }
        goOn(signal, step);
    }

    private static void hold(
            InhibitionState known,
            List<InhibitedSignal> sameIdentity,
            InhibitingSource source,
            Signal signal,
            InhibitionStep step) {
        InhibitionPart part = partBy(source, signal).orElseThrow();
        Instant arrivedAt = signal.getEvent().getArrivedAt();
        // of one identity all are told when the first one's time is over
        Instant until = sameIdentity.isEmpty()
                ? arrivedAt.plusMillis(part.getMostMillis())
                : sameIdentity.get(0).getUntil();
        var held = new InhibitedSignal(signal, part.getRule(), source.getIdentity(), source.getEventId(), until);
        var all = new ArrayList<>(known.getHeld());
        if (sameIdentity.size() > 1) {
            // how it began and how it is are enough to tell; what came between was never news to anybody
            InhibitedSignal between = sameIdentity.get(sameIdentity.size() - 1);
            all.remove(between);
            step.tell(suppressed(between)
                    .setReason(
                            "silent while " + source(between) + " was on, and followed by newer news at " + arrivedAt)
                    .build());
        }
        all.add(held);
        step.keep(new InhibitionState(known.getSources(), all));
        var row = suppressed(held);
        step.tell(row.setDecisionId(Ids.hash("decision", row.getRecordId(), row.getEventId(), STAGE, "silent"))
                .setFinal$(false)
                .setReason("silent while " + source(held) + " is on, until " + until + " at most")
                .build());
    }

    /** The same; where another source silences it by now, with that one's name. */
    private static InhibitedSignal by(InhibitingSource source, InhibitedSignal held) {
        if (source.getIdentity().equals(held.getSourceIdentity())) {
            return held;
        }
        InhibitionPart part = partBy(source, held.getSignal()).orElseThrow();
        return new InhibitedSignal(
                held.getSignal(), part.getRule(), source.getIdentity(), source.getEventId(), held.getUntil());
    }

    /** It ended before it was told. Its end goes on: nobody waits for it, but nothing swallows it. */
    private static void over(Signal end, InhibitionStep step) {
        String identity = end.getEvent().getIdentity();
        var known = step.state();
        if (known.isEmpty() || known.get().getHeld().stream().noneMatch(held -> isOf(held, identity))) {
            return;
        }
        for (InhibitedSignal held : known.get().getHeld()) {
            if (isOf(held, identity)) {
                step.tell(suppressed(held)
                        .setReason("over at " + end.getEvent().getArrivedAt() + ", while " + source(held) + " was on")
                        .build());
            }
        }
        step.keep(without(known.get(), identity));
    }

    private static void release(InhibitedSignal held, Instant at, String reason, InhibitionStep step) {
        Signal signal = held.getSignal();
        step.tell(row(signal)
                .setAction(DecisionAction.ACCEPTED)
                .setRule(signal.getRule())
                .setReason(reason + " (" + held.getRule() + ")")
                .build());
        var next = plain(signal);
        if (signal.getEvent().getArrivedAt().isBefore(at)) {
            var later = Copies.shallow(signal.getEvent(), new OpsEvent());
            later.setArrivedAt(at);
            next.setEvent(later);
        }
        pass(next, step);
    }

    private static void goOn(Signal signal, InhibitionStep step) {
        Decision row = signal.getRow();
        if (row == null) {
            pass(signal, step);
            return;
        }
        // what passes by mistake of the delay stage has its dead letter
        if (row.getAction() == DecisionAction.ACCEPTED) {
            step.tell(row);
        }
        pass(plain(signal), step);
    }

    /** What is told and is a source makes others silent from now on. */
    private static void pass(Signal signal, InhibitionStep step) {
        step.pass(signal);
        var parts = signal.getInhibitions().stream()
                .filter(part -> part.getSide() != InhibitionSide.TARGET)
                .collect(Collectors.toList());
        if (parts.isEmpty() || !Joining.opens(signal)) {
            return;
        }
        var event = signal.getEvent();
        var known = step.state().orElseGet(() -> new InhibitionState(List.of(), List.of()));
        var sources = new ArrayList<InhibitingSource>();
        String eventId = event.getEventId();
        for (InhibitingSource source : known.getSources()) {
            if (source.getIdentity().equals(event.getIdentity())) {
                eventId = source.getEventId();
            } else {
                sources.add(source);
            }
        }
        sources.add(new InhibitingSource(event.getIdentity(), eventId, parts));
        if (sources.size() > MOST_SOURCES) {
            sources.remove(0);
        }
        step.keep(new InhibitionState(sources, known.getHeld()));
    }

    /** The first source that is on and makes the signal silent. */
    private static Optional<InhibitingSource> source(InhibitionState state, Predicate<String> isOpen, Signal signal) {
        return state.getSources().stream()
                .filter(source -> !source.getIdentity().equals(signal.getEvent().getIdentity()))
                .filter(source -> partBy(source, signal).isPresent())
                .filter(source -> isOpen.test(source.getIdentity()))
                .findFirst();
    }

    /** The signal's part in the first rule by which the source makes it silent. */
    private static Optional<InhibitionPart> partBy(InhibitingSource source, Signal signal) {
        return targets(signal)
                .filter(part -> source.getParts().stream().anyMatch(other -> silences(other, part)))
                .findFirst();
    }

    /** As Alertmanager has it: of two that match both sides of a rule neither makes the other silent. */
    private static boolean silences(InhibitionPart source, InhibitionPart target) {
        if (!source.getRule().equals(target.getRule())
                || source.getSide() == InhibitionSide.BOTH && target.getSide() == InhibitionSide.BOTH
                || source.getValues().size() != target.getValues().size()) {
            return false;
        }
        for (int i = 0; i < target.getValues().size(); i++) {
            if (source.getValues().get(i).stream().noneMatch(target.getValues().get(i)::contains)) {
                return false;
            }
        }
        return true;
    }

    private static Stream<InhibitionPart> targets(Signal signal) {
        return signal.getInhibitions().stream()
                .filter(part -> part.getSide() != InhibitionSide.SOURCE && part.getMostMillis() > 0);
    }

    private static boolean isOpen(Collection<ThreadState> threads, String identity) {
        return open(threads).anyMatch(identity::equals);
    }

    private static Set<String> openIdentities(Collection<ThreadState> threads) {
        return open(threads).collect(Collectors.toSet());
    }

    /** What an unresolved thread waits for. */
    private static Stream<String> open(Collection<ThreadState> threads) {
        return threads.stream()
                .filter(thread -> thread.getStatus() != ThreadStatus.RESOLVED)
                .filter(thread -> thread.getStatus() != ThreadStatus.CLOSED)
                .flatMap(thread -> thread.getIdentities().stream())
                .filter(OpenIdentity::getOpen)
                .map(OpenIdentity::getIdentity);
    }

    private static boolean isOf(InhibitedSignal held, String identity) {
        return held.getSignal().getEvent().getIdentity().equals(identity);
    }

    private static InhibitionState without(InhibitionState known, String identity) {
        return new InhibitionState(
                known.getSources(),
                known.getHeld().stream()
                        .filter(held -> !isOf(held, identity))
                        .collect(Collectors.toCollection(ArrayList::new)));
    }

    private static Decision.Builder suppressed(InhibitedSignal held) {
        return row(held.getSignal()).setAction(DecisionAction.SUPPRESSED).setRule(held.getRule());
    }

    /** Of this stage, final, with everything else as it came. */
    private static Decision.Builder row(Signal signal) {
        Decision known = signal.getRow();
        if (known == null) {
            throw new IllegalArgumentException("What may be silent carries its decision row");
        }
        return Decision.newBuilder(known)
                .setDecisionId(Ids.hash("decision", known.getRecordId(), known.getEventId(), STAGE))
                .setStage(STAGE);
    }

    private static String source(InhibitedSignal held) {
        return "event " + held.getSourceEventId() + " of " + held.getSourceIdentity();
    }

    private static Signal plain(Signal signal) {
        var plain = Copies.shallow(signal, new Signal());
        plain.setRow(null);
        return plain;
    }
}
