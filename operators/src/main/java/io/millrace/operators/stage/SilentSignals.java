package io.millrace.operators.stage;

import io.millrace.domain.InhibitionState;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.thread.Inhibiting;
import io.millrace.domain.thread.InhibitionStep;
import io.millrace.domain.time.Slots;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * What inhibitions keep silent in the present scope, and who silences it: read at most once and written once for a slot, as the
 * scope's threads are. Cleared when nothing is silent and no source is on; a source is on while a thread waits for it.
 */
final class SilentSignals {
    private final ValueState<InhibitionState> state;
    private final Deciding deciding;

    private @Nullable InhibitionState known;
    private @Nullable InhibitionState now;

    SilentSignals(RuntimeContext context, Deciding deciding) {
        this.deciding = deciding;
        this.state = context.getState(new ValueStateDescriptor<>("silent", Records.type(InhibitionState.class)));
    }

    /** Of the present key. */
    void load() throws Exception {
        known = state.value();
        now = known;
    }

    InhibitionStep onSignal(Collection<ThreadState> threads, Signal signal) {
        return after(deciding.onSignal(now, threads, signal));
    }

    InhibitionStep settle(Collection<ThreadState> threads, Instant at, boolean timePasses) {
        return after(Inhibiting.settle(now, threads, at, timePasses));
    }

    InhibitionStep inputEnded() {
        return after(Inhibiting.inputEnded(now));
    }

    void save(TimerService timers) throws Exception {
        if (now == known) {
            return;
        }
        if (now == null) {
            state.clear();
            return;
        }
        state.update(now);
        Optional<Instant> due = Inhibiting.due(now);
        due.ifPresent(at -> timers.registerEventTimeTimer(Slots.endOf(at.toEpochMilli())));
    }

    private InhibitionStep after(InhibitionStep step) {
        now = step.state().orElse(null);
        return step;
    }

    /** {@link Inhibiting#onSignal}, and in tests what fails. */
    interface Deciding extends Serializable {
        InhibitionStep onSignal(@Nullable InhibitionState known, Collection<ThreadState> threads, Signal signal);
    }
}
