package io.millrace.domain.delay;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.DelayState;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.fold.Occurrences;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * "Only if still true after": an opening that a policy delays, or a silence holds back, waits until its time is over in arrival
 * time. Resolved before, it was never told; else it goes on then, as if it had arrived at that moment, so that the order of
 * what follows is the same however the records were delivered. What belongs to an opening that has gone on waits no more.
 */
public final class Delaying {
    /** Of one identity. More than that in one wait is told at once: what changes so often is not quiet. */
    public static final int MOST = 32;

    private static final String STAGE = "delay";

    private Delaying() {}

    /** @param known what waits for the signal's identity, null when nothing does; never modified */
    public static DelayStep on(@Nullable DelayState known, Signal signal) {
        var step = new DelayStep(known);
        Instant arrivedAt = signal.getEvent().getArrivedAt();
        DelayState waiting = known;
        if (waiting != null && Slots.endOf(arrivedAt.toEpochMilli()) > waiting.getUntil()) {
            // its time was over before this arrived, whichever is processed first
            release(waiting, step, Instant.ofEpochMilli(waiting.getUntil()), "still true at " + end(waiting));
            waiting = null;
        }
        if (signal.getEvent().getStatus() == EventStatus.RESOLVED) {
            over(waiting, signal, step);
        } else if (signal.getWaitsUntil() != null && (opens(signal) || waiting != null && isOpen(signal))) {
            hold(waiting, signal, step);
        } else {
            if (waiting != null && isOpen(signal)) {
                release(waiting, step, arrivedAt, "what followed at " + arrivedAt + " does not wait");
            }
            goOn(signal, step);
        }
        return step;
    }

    /** The time of what waits is over. */
    public static DelayStep due(DelayState waiting) {
        var step = new DelayStep(waiting);
        release(waiting, step, Instant.ofEpochMilli(waiting.getUntil()), "still true at " + end(waiting));
        return step;
    }

    /** The input ended first: a longer one could tell what became of it. */
    public static DelayStep inputEnded(DelayState waiting) {
        var step = new DelayStep(waiting);
        for (Signal signal : waiting.getHeld()) {
            step.tell(row(signal, DecisionAction.SUPPRESSED, signal.getWaitsFor())
                    .setReason("the input ended while it waited until " + end(waiting))
                    .build());
        }
        step.keep(null);
        return step;
    }

    /** The event that opened its occurrence: an update of what has gone on before is no news that could wait. */
    private static boolean opens(Signal signal) {
        return isOpen(signal) && signal.getOccurrenceId().equals(Occurrences.openedBy(signal.getEvent()));
    }

    /** What merely informs says nothing about whether it is still true. */
    private static boolean isOpen(Signal signal) {
        EventStatus status = signal.getEvent().getStatus();
        return status == EventStatus.OPEN || status == EventStatus.UPDATED;
    }

    private static void hold(@Nullable DelayState waiting, Signal signal, DelayStep step) {
        Instant wanted = Objects.requireNonNull(signal.getWaitsUntil(), "a signal that waits says until when");
        long until = Slots.endOf(wanted.toEpochMilli());
        var held = new ArrayList<Signal>();
        if (waiting != null) {
            // a delay counts from the opening; a silence lasts as long as it lasts
            until = isSilenced(signal) ? Math.max(until, waiting.getUntil()) : waiting.getUntil();
            held.addAll(waiting.getHeld());
        }
        held.add(signal);
        var next = new DelayState(held, until);
        if (held.size() > MOST) {
            release(next, step, signal.getEvent().getArrivedAt(), "more than " + MOST + " events waited");
            return;
        }
        var row = row(signal, DecisionAction.SUPPRESSED, signal.getWaitsFor());
        step.tell(row.setDecisionId(Ids.hash("decision", row.getRecordId(), row.getEventId(), STAGE, "waits"))
                .setFinal$(false)
                .setReason((isSilenced(signal) ? row.getReason() + "; " : "") + "waits until " + end(next))
                .build());
        step.keep(next);
    }

    private static void over(@Nullable DelayState waiting, Signal end, DelayStep step) {
        if (waiting == null) {
            goOn(end, step);
            return;
        }
        Instant at = end.getEvent().getArrivedAt();
        String reason = "over at " + at + ", before it was to be told at " + end(waiting);
        boolean silenced = false;
        for (Signal signal : waiting.getHeld()) {
            silenced |= isSilenced(signal);
            step.tell(row(signal, endedAs(signal), signal.getWaitsFor())
                    .setReason(reason)
                    .build());
        }
        if (silenced || end.getRow() == null) {
            // a silence never swallows the end of trouble; and content under which nothing waits any more has told of
            // it already
            goOn(end, step);
        } else {
            step.tell(
                    row(end, DecisionAction.DISCHARGED, waiting.getHeld().get(0).getWaitsFor())
                            .setReason("ends what was not told yet: " + reason)
                            .build());
        }
        step.keep(null);
    }

    private static DecisionAction endedAs(Signal signal) {
        return isSilenced(signal) ? DecisionAction.SUPPRESSED : DecisionAction.DISCHARGED;
    }

    private static void release(DelayState waiting, DelayStep step, Instant at, String reason) {
        for (Signal signal : waiting.getHeld()) {
            step.tell(row(signal, DecisionAction.ACCEPTED, signal.getRule())
                    .setReason(reason + ", as " + signal.getWaitsFor() + " wanted to know")
                    .build());
            step.pass(arrivingAt(at, signal));
        }
        step.keep(null);
    }

    /** With the row that triage left to this stage, where it did. */
    private static void goOn(Signal signal, DelayStep step) {
        Decision row = signal.getRow();
        if (row == null) {
            step.pass(signal);
            return;
        }
        step.tell(row);
        if (row.getAction() == DecisionAction.ACCEPTED) {
            step.pass(plain(signal));
        }
    }

    private static Signal arrivingAt(Instant at, Signal signal) {
        var event = signal.getEvent();
        var next = plain(signal);
        if (event.getArrivedAt().isBefore(at)) {
            var later = Copies.shallow(event, new OpsEvent());
            later.setArrivedAt(at);
            next.setEvent(later);
        }
        return next;
    }

    private static Signal plain(Signal signal) {
        var plain = Copies.shallow(signal, new Signal());
        plain.setWaitsUntil(null);
        plain.setWaitsFor("");
        plain.setRow(null);
        return plain;
    }

    private static boolean isSilenced(Signal signal) {
        Decision row = signal.getRow();
        return row != null && row.getAction() == DecisionAction.SUPPRESSED;
    }

    private static Instant end(DelayState waiting) {
        return Instant.ofEpochMilli(waiting.getUntil());
    }

    /** Of this stage, final, with everything else as triage wrote it. */
    private static Decision.Builder row(Signal signal, DecisionAction action, String rule) {
        var known = Objects.requireNonNull(signal.getRow(), "what may wait carries its row");
        return Decision.newBuilder(known)
                .setDecisionId(Ids.hash("decision", known.getRecordId(), known.getEventId(), STAGE))
                .setStage(STAGE)
                .setAction(action)
                .setRule(rule);
    }
}
