package io.millrace.domain.delay;

import io.millrace.domain.Asking;
import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.DelayState;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OperatorAnswer;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.decision.Loop;
import io.millrace.domain.fold.Occurrences;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import io.millrace.domain.thread.Inhibiting;
import io.millrace.domain.time.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * "Only if still true after": an opening that a policy delays, or a silence holds back, waits until its time is over in arrival
 * time. Resolved before, it was never told; else it goes on then, as if it had arrived at that moment, so that the order of
 * what follows is the same however the records were delivered. What belongs to an opening that has gone on waits no more.
 *
 * <p>Where a policy asks a person, the answer ends the wait with its slot: accepted, or discharged until it is over. Of several
 * answers the first to arrive counts; without one the policy's own.
 */
public final class Delaying {
    /** Of one identity. More than that in one wait is told at once: what changes so often is not quiet. */
    public static final int MOST = 32;

    /** A discharge is remembered so long at most, where nothing tells that the trouble is over. */
    static final Duration LONGEST_DISCHARGE = Duration.ofDays(7);

    private static final String STAGE = "delay";

    private Delaying() {}

    /** @param known what waits for the signal's identity, null when nothing does; never modified */
    public static DelayStep on(@Nullable DelayState known, Signal signal) {
        var step = new DelayStep(known);
        Instant arrivedAt = signal.getEvent().getArrivedAt();
        DelayState waiting = known;
        if (waiting != null && Slots.endOf(arrivedAt.toEpochMilli()) > waiting.getUntil()) {
            // its time was over before this arrived, whichever is processed first
            conclude(waiting, step);
            waiting = step.state().orElse(null);
        }
        Optional<OperatorAnswer> answer = Questions.answer(signal);
        if (answer.isPresent()) {
            answered(waiting, signal, answer.get(), step);
        } else if (Loop.isControl(signal.getEvent())) {
            goOn(signal, step);
        } else if (waiting != null && waiting.getHeld().isEmpty()) {
            afterDischarge(waiting, signal, step);
        } else if (signal.getEvent().getStatus() == EventStatus.RESOLVED) {
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
        conclude(waiting, step);
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
        Asking asking = signal.getAsks();
        boolean isAsked = waiting == null && asking != null;
        var next = waiting == null
                ? DelayState.newBuilder()
                        .setHeld(held)
                        .setUntil(until)
                        .setQuestionId(isAsked ? Questions.id(signal) : "")
                        .build()
                : DelayState.newBuilder(waiting).setHeld(held).setUntil(until).build();
        if (asking != null && isAsked) {
            step.ask(Questions.request(signal, asking, end(next)));
        }
        if (held.size() > MOST) {
            release(next, step, signal.getEvent().getArrivedAt(), "more than " + MOST + " events waited");
            return;
        }
        var row = row(signal, DecisionAction.SUPPRESSED, signal.getWaitsFor());
        step.tell(row.setDecisionId(Ids.hash("decision", row.getRecordId(), row.getEventId(), STAGE, "waits"))
                .setFinal$(false)
                .setReason((isSilenced(signal) ? row.getReason() + "; " : "")
                        + (next.getQuestionId().isEmpty() ? "waits until " : "a person is asked until ")
                        + end(next))
                .build());
        step.keep(next);
    }

    private static void over(@Nullable DelayState waiting, Signal end, DelayStep step) {
        if (waiting == null) {
            goOn(end, step);
            return;
        }
        Instant at = end.getEvent().getArrivedAt();
        // the time to be told by an answer of the same slot depends on which is processed first: it is not told
        String reason = "over at " + at + ", before "
                + (waiting.getQuestionId().isEmpty()
                        ? "it was to be told at " + end(waiting)
                        : "anybody's answer held");
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

    /** Its time is over: it goes on, unless a person, or the policy where nobody answered, says otherwise. */
    private static void conclude(DelayState waiting, DelayStep step) {
        Instant at = end(waiting);
        Asking asking =
                waiting.getHeld().isEmpty() ? null : waiting.getHeld().get(0).getAsks();
        OperatorAnswer answer = waiting.getAnswer();
        if (waiting.getHeld().isEmpty()) {
            step.keep(null);
        } else if (asking == null || waiting.getQuestionId().isEmpty()) {
            release(waiting, step, at, "still true at " + at);
        } else if (answer == null) {
            String reason = "nobody answered until " + at;
            settle(waiting, step, asking.getUnanswered(), reason);
        } else {
            String why = answer.getReason().isEmpty() ? "" : ": " + answer.getReason();
            settle(waiting, step, answer.getDecision(), "decided by " + answer.getBy() + why);
        }
    }

    private static void settle(DelayState waiting, DelayStep step, DecisionAction decision, String reason) {
        if (decision == DecisionAction.ACCEPTED) {
            release(waiting, step, end(waiting), reason);
            return;
        }
        for (Signal signal : waiting.getHeld()) {
            step.tell(row(signal, DecisionAction.DISCHARGED, signal.getWaitsFor())
                    .setReason(reason)
                    .build());
        }
        Signal newest = waiting.getHeld().get(waiting.getHeld().size() - 1);
        step.keep(DelayState.newBuilder()
                .setHeld(List.of())
                .setUntil(Slots.endOf(end(waiting).plus(LONGEST_DISCHARGE).toEpochMilli()))
                .setDischarged(newest.getOccurrenceId())
                .setDischargedBecause(reason)
                .build());
    }

    /** The first to arrive counts, at the end of its slot: what ended within the slot was over before. */
    private static void answered(@Nullable DelayState waiting, Signal signal, OperatorAnswer answer, DelayStep step) {
        goOn(signal, step);
        if (waiting == null
                || waiting.getQuestionId().isEmpty()
                || !waiting.getQuestionId().equals(Questions.questionOf(signal))) {
            return;
        }
        long slot = Slots.endOf(answer.getArrivedAt().toEpochMilli());
        OperatorAnswer before = waiting.getAnswer();
        boolean isFirst = before == null
                || slot < waiting.getUntil()
                || slot == waiting.getUntil() && answer.getEventId().compareTo(before.getEventId()) < 0;
        if (isFirst) {
            step.keep(DelayState.newBuilder(waiting)
                    .setAnswer(answer)
                    .setUntil(slot)
                    .build());
        }
    }

    /** What belongs to a discharged occurrence is discharged with it; what opens anew, or is judged by other policies, is not. */
    private static void afterDischarge(DelayState discharged, Signal signal, DelayStep step) {
        boolean isOver = signal.getEvent().getStatus() == EventStatus.RESOLVED;
        boolean belongs = signal.getOccurrenceId().equals(discharged.getDischarged());
        if (!isOver && !belongs && signal.getWaitsUntil() != null && opens(signal)) {
            step.keep(null);
            hold(null, signal, step);
            return;
        }
        if (belongs && signal.getRow() != null && (isOver || signal.getWaitsUntil() != null && isOpen(signal))) {
            step.tell(row(signal, DecisionAction.DISCHARGED, signal.getRow().getRule())
                    .setReason("belongs to what was discharged, " + discharged.getDischargedBecause())
                    .build());
        } else {
            goOn(signal, step);
        }
        if (isOver) {
            step.keep(null);
        }
    }

    private static void release(DelayState waiting, DelayStep step, Instant at, String reason) {
        for (Signal signal : waiting.getHeld()) {
            Decision row = row(signal, DecisionAction.ACCEPTED, signal.getRule())
                    .setReason(reason + ", as " + signal.getWaitsFor() + " wanted to know")
                    .build();
            pass(arrivingAt(at, signal), row, step);
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
        if (row.getAction() == DecisionAction.ACCEPTED) {
            pass(plain(signal), row, step);
        } else {
            step.tell(row);
        }
    }

    /** What an inhibition may make silent takes its row along: the thread stage writes it. */
    private static void pass(Signal plain, Decision row, DelayStep step) {
        if (Inhibiting.mayHold(plain)) {
            plain.setRow(row);
        } else {
            step.tell(row);
        }
        step.pass(plain);
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
        plain.setAsks(null);
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
