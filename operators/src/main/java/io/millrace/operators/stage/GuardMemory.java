package io.millrace.operators.stage;

import io.millrace.domain.GuardState;
import io.millrace.domain.guard.Guarding;
import io.millrace.domain.time.Slots;
import java.util.ArrayList;
import java.util.HashMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;

/** Grants and storms as the guard's state: read once and written once for a slot, cleared by a timer when nothing of it counts. */
final class GuardMemory {
    private final ValueState<GuardState> state;

    GuardMemory(RuntimeContext runtime) {
        state = runtime.getState(new ValueStateDescriptor<>("grants", Records.type(GuardState.class)));
    }

    GuardState read() throws Exception {
        GuardState known = state.value();
        return known == null ? new GuardState(new ArrayList<>(), new HashMap<>()) : known;
    }

    void write(GuardState now, Guarding guarding, long timer, TimerService timers) throws Exception {
        GuardState recent = guarding.recent(now, timer);
        var emptyAt = guarding.emptyAt(recent);
        if (emptyAt.isEmpty()) {
            state.clear();
            return;
        }
        state.update(recent);
        timers.registerEventTimeTimer(Slots.endOf(emptyAt.getAsLong()));
    }
}
