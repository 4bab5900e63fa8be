package io.millrace.domain.escalate;

import io.millrace.domain.Command;
import io.millrace.domain.EscalationInput;
import io.millrace.domain.EscalationState;
import io.millrace.domain.Notification;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.thread.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls the next tier of people ({@link NextCall}) when a thread is not acknowledged, not diagnosed, not verified or not resolved in
 * its time, and keeps others informed ({@link Informing}). The clock begins with what called a person first: the page, or a ladder.
 * Each call is made once, with the id of what it is due for. Pure; the states passed in are never modified.
 */
public final class Escalating {
    /** Threads are closed as stale long before: what is older was lost sight of. */
    static final Duration MEMORY = Duration.ofDays(7);

    private final Responders responders;
    private final NextCall nextCall;
    private final Informing informing;

    public Escalating(Responders responders) {
        this.responders = responders;
        this.nextCall = new NextCall(responders);
        this.informing = new Informing(responders);
    }

    /**
     * What an input tells of its thread.
     *
     * @param known null for a thread that is not known
     * @return the thread as it stands; empty when nothing is to be remembered of it
     */
    public Optional<EscalationState> on(
            @Nullable EscalationState known, EscalationInput input, Instant now, List<Notification> told) {
        if (input.getChange() != null) {
            return onChange(known, input.getChange(), input.getSecurity(), now, told);
        }
        if (known == null) {
            return Optional.empty();
        }
        var state = EscalationState.newBuilder(known).setTouchedAt(now).build();
        Page page = input.getPage();
        Command command = input.getCommand();
        Outcome outcome = input.getOutcome();
        if (page != null) {
            call(state, page.getArrivedAt());
        } else if (command != null) {
            state.setDiagnosed(true);
            Watching.begin(state, command);
        } else if (outcome != null) {
            Watching.end(state, outcome.getCommandId());
        }
        return Optional.of(state);
    }

    private Optional<EscalationState> onChange(
            @Nullable EscalationState known,
            ThreadChange change,
            boolean security,
            Instant now,
            List<Notification> told) {
        Instant at = change.getArrivedAt();
        EscalationState before = known == null ? begun(change, security, now) : known;
        if (known != null && change.getVersion() <= known.getThread().getVersion()) {
            // a repeat after a restore
            return Optional.of(known);
        }
        var state = EscalationState.newBuilder(before)
                .setThread(change)
                .setSecurity(before.getSecurity() || security)
                .setTouchedAt(now)
                .build();
        if (is(change, Changes.REOPENED)) {
            state.setSince(at);
            state.setDiagnosed(false);
            state.setPlans(new ArrayList<>());
            recall(state, null);
        } else if (is(change, Changes.REASSIGNED) && state.getCalledAt() != null) {
            recall(state, at);
            responders.path(state).ifPresent(path -> {
                Call call = Call.ofTier(path, 1, "reassigned", at);
                raise(call, state);
                tell(call, path, state, now, told);
            });
        } else if (is(change, Changes.ESCALATED)) {
            // the ladder's own call has told those whom a page would
            call(state, at);
            state.setReached(Math.max(1, state.getReached()));
        } else if (is(change, Changes.DIAGNOSED)) {
            state.setDiagnosed(true);
        }
        if (Standing.isOver(state)) {
            informing.end(state, now, told);
            Watching.endAll(state);
        }
        return change.getStatus() == ThreadStatus.CLOSED ? Optional.empty() : Optional.of(state);
    }

    /** What is due by now: calls in the order in which they are due, then updates. */
    public EscalationState onTime(EscalationState known, Instant now, List<Notification> told) {
        var state = EscalationState.newBuilder(known).build();
        if (Standing.isOver(state)) {
            return state;
        }
        for (Optional<Call> next = nextCall.of(state);
                next.isPresent() && !next.get().dueAt().isAfter(now);
                next = nextCall.of(state)) {
            make(next.get(), state, now, told);
        }
        informing.onTime(state, now, told);
        return state;
    }

    /** When the thread must be looked at again (arrival time). */
    public Instant due(EscalationState state) {
        Instant due = state.getTouchedAt().plus(MEMORY);
        if (Standing.isOver(state)) {
            return due;
        }
        Optional<Instant> call = nextCall.of(state).map(Call::dueAt);
        Optional<Instant> update = informing.due(state);
        return List.of(Optional.of(due), call, update).stream()
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(due);
    }

    /** Whether it was lost sight of. */
    public static boolean isForgotten(EscalationState state, Instant now) {
        return !state.getTouchedAt().plus(MEMORY).isAfter(now);
    }

    private static EscalationState begun(ThreadChange change, boolean security, Instant now) {
        return EscalationState.newBuilder()
                .setThread(change)
                .setSecurity(security)
                .setSince(change.getArrivedAt())
                .setTouchedAt(now)
                .build();
    }

    private static boolean is(ThreadChange change, Changes word) {
        return change.getChange().equals(word.name());
    }

    private static void call(EscalationState state, Instant at) {
        if (state.getCalledAt() == null) {
            state.setCalledAt(at);
        }
    }

    private static void recall(EscalationState state, @Nullable Instant at) {
        state.setCalledAt(at);
        state.setReached(0);
        state.setRaised(new ArrayList<>());
    }

    private void make(Call call, EscalationState state, Instant now, List<Notification> told) {
        raise(call, state);
        EscalationPath path = responders.path(state).orElseThrow();
        EscalationTier tier = path.tiers().get(call.tier() - 1);
        boolean byThePage = call.reason().equals("called") && tier.isToldByThePage() && state.getCalledAt() != null;
        if (byThePage) {
            reach(call, state);
        } else {
            tell(call, path, state, now, told);
        }
    }

    private static void tell(
            Call call, EscalationPath path, EscalationState state, Instant now, List<Notification> told) {
        told.add(CallWords.of(call, path, state, now));
        reach(call, state);
    }

    private static void raise(Call call, EscalationState state) {
        var raised = new TreeSet<>(state.getRaised());
        raised.add(call.name());
        state.setRaised(new ArrayList<>(raised));
    }

    private static void reach(Call call, EscalationState state) {
        state.setReached(Math.max(call.tier(), state.getReached()));
    }
}
