package io.millrace.operators.stage;

import io.millrace.domain.time.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/** How {@link SlotBuffer} kept its elements before they had numbered places: one list per slot, written anew for each. */
final class EarlierSlotBuffer<T> {
    private final MapState<Long, List<T>> slots;
    private final Function<T, Instant> arrivedAt;

    EarlierSlotBuffer(RuntimeContext context, String name, TypeInformation<T> type, Function<T, Instant> arrivedAt) {
        this.slots = context.getMapState(new MapStateDescriptor<>(name, Types.LONG, Types.LIST(type)));
        this.arrivedAt = arrivedAt;
    }

    void add(T element, TimerService timers) throws Exception {
        long slot = Slots.endOf(arrivedAt.apply(element).toEpochMilli());
        List<T> held = slots.get(slot);
        if (held == null) {
            held = new ArrayList<>(1);
            timers.registerEventTimeTimer(slot);
        }
        held.add(element);
        slots.put(slot, held);
    }
}
