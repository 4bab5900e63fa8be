package io.millrace.operators.stage;

import io.millrace.domain.DischargeState;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadState;
import io.millrace.domain.thread.Discharging;
import io.millrace.domain.time.Slots;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * What people discharged in the present scope and is not over yet: read at most once and written once for a slot, as the scope's
 * threads are. Each occurrence is cleared when it ends, and by a timer after a week.
 */
final class DischargedThreads {
    private final ValueState<DischargeState> state;

    private @Nullable DischargeState known;
    private @Nullable DischargeState now;

    DischargedThreads(RuntimeContext context) {
        this.state = context.getState(new ValueStateDescriptor<>("discharged", Records.type(DischargeState.class)));
    }

    /** Of the present key. */
    void load() throws Exception {
        known = state.value();
        now = known;
    }

    /** Whose news the signal is, as a row of the discharged thread; empty where it goes on. */
    Optional<ThreadEvent> on(Signal signal) {
        Optional<ThreadEvent> row = Discharging.row(now, signal);
        now = Discharging.after(now, signal);
        return row;
    }

    void closed(ThreadState thread, Instant at) {
        now = Discharging.after(now, thread, at);
    }

    void save(Instant at, TimerService timers) throws Exception {
        now = Discharging.after(now, at);
        if (Objects.equals(now, known)) {
            return;
        }
        if (now == null) {
            state.clear();
            return;
        }
        state.update(now);
        Discharging.due(now).ifPresent(due -> timers.registerEventTimeTimer(Slots.endOf(due.toEpochMilli())));
    }
}
