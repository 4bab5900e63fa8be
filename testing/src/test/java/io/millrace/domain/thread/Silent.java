package io.millrace.domain.thread;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.InhibitionPart;
import io.millrace.domain.InhibitionSide;
import io.millrace.domain.InhibitionState;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.decision.Decisions;
import io.millrace.testing.EventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inhibitions before the threads of one scope, slot by slot, as the thread stage has them. */
final class Silent {
    static final Duration MOST = Duration.ofHours(2);

    private final Scope scope;
    private final List<Decision> rows = new ArrayList<>();
    private @Nullable InhibitionState state;

    Silent(ThreadSettings settings) {
        this.scope = new Scope(settings);
    }

    /** An event that has these parts, each a rule, a side and what must be equal: {@code down:SOURCE:a}. */
    static Signal with(EventBuilder event, String... parts) {
        var signal = event.signal();
        signal.setInhibitions(Arrays.stream(parts)
                .map(part -> part.split(":"))
                .map(part -> new InhibitionPart(
                        part[0],
                        InhibitionSide.valueOf(part[1]),
                        part.length < 3 ? List.of() : List.of(List.of(part[2])),
                        part[1].equals("SOURCE") ? 0 : MOST.toMillis()))
                .toList());
        if (Inhibiting.mayHold(signal)) {
            signal.setRow(Decisions.about(signal.getEvent(), "triage", DecisionAction.ACCEPTED)
                    .setRule(signal.getRule())
                    .build());
        }
        return signal;
    }

    Silent take(Signal signal) {
        keep(Inhibiting.onSignal(state, scope.threads(), signal));
        return this;
    }

    /** The slot ends; threads that are due by then have changed already. */
    Silent settle(Instant now) {
        keep(Inhibiting.settle(state, scope.threads(), now, true));
        return this;
    }

    Silent end() {
        keep(Inhibiting.inputEnded(state));
        return this;
    }

    private void keep(InhibitionStep step) {
        state = step.state().orElse(null);
        rows.addAll(step.rows());
        step.signals().forEach(scope::take);
    }

    Scope scope() {
        return scope;
    }

    @Nullable
    InhibitionState state() {
        return state;
    }

    List<Decision> rows() {
        return rows;
    }

    List<Decision> finalRows() {
        return rows.stream().filter(Decision::getFinal$).toList();
    }

    /** Identities that an unresolved thread waits for. */
    static List<String> told(Collection<ThreadState> threads) {
        return threads.stream()
                .filter(thread -> thread.getStatus() != ThreadStatus.RESOLVED)
                .flatMap(thread -> thread.getIdentities().stream())
                .filter(identity -> identity.getOpen())
                .map(identity -> identity.getIdentity())
                .toList();
    }
}
