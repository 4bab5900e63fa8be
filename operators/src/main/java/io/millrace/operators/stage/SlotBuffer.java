package io.millrace.operators.stage;

import io.millrace.domain.time.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Holds a keyed stage's input until its slot of arrival time is complete, then hands it out by event time
 * and id: the order of delivery within a slot does not matter. State: one entry per key and open slot,
 * cleared when the slot is taken. An element whose slot is already closed joins the present one.
 */
public final class SlotBuffer<T> {
    private final MapState<Long, List<T>> slots;
    private final Function<T, Instant> arrivedAt;
    private final Comparator<T> order;

    public SlotBuffer(
            RuntimeContext context,
            String name,
            TypeInformation<T> type,
            Function<T, Instant> arrivedAt,
            Comparator<T> order) {
        this.slots = context.getMapState(new MapStateDescriptor<>(name, Types.LONG, Types.LIST(type)));
        this.arrivedAt = arrivedAt;
        this.order = order;
    }

    /** Keeps the element and registers the timer at which {@link #take} will hand it out. */
    public void add(T element, TimerService timers) throws Exception {
        long slot = Slots.endOf(arrivedAt.apply(element).toEpochMilli());
        long watermark = timers.currentWatermark();
        if (slot <= watermark && watermark != Long.MAX_VALUE) {
            slot = Slots.endOf(watermark + 1);
        }
        List<T> held = slots.get(slot);
        if (held == null) {
            held = new ArrayList<>(1);
            timers.registerEventTimeTimer(slot);
        }
        held.add(element);
        slots.put(slot, held);
    }

    /** The elements of the slot that ends at this timer, in order; empty for any other timer. */
    public List<T> take(long timer) throws Exception {
        List<T> held = slots.get(timer);
        if (held == null) {
            return List.of();
        }
        slots.remove(timer);
        if (held.size() > 1) {
            held.sort(order);
        }
        return held;
    }
}
