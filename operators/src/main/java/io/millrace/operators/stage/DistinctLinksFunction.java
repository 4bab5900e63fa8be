package io.millrace.operators.stage;

import io.millrace.domain.ThreadLink;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.time.Slots;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells a link of two threads once: those that share several resources meet under each of them. State: until when the link is
 * remembered, as long as a silent thread stays open since it was last found, cleared by a timer; and the slot buffer.
 */
public final class DistinctLinksFunction extends KeyedProcessFunction<String, ThreadLink, ThreadLink> {
    private static final long serialVersionUID = 1L;

    private final ThreadSettings settings;

    private transient SlotBuffer<ThreadLink> buffer;
    /** Epoch milliseconds of arrival time, the end of a slot. */
    private transient ValueState<Long> toldUntil;

    public DistinctLinksFunction(ThreadSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime, "link-slots", Records.type(ThreadLink.class), ThreadLink::getArrivedAt, Orders.LINKS);
        toldUntil = runtime.getState(new ValueStateDescriptor<>("told-until", Types.LONG));
    }

    @Override
    public void processElement(ThreadLink link, Context context, Collector<ThreadLink> out) throws Exception {
        buffer.add(link, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<ThreadLink> out) throws Exception {
        var found = buffer.take(timer);
        Long until = toldUntil.value();
        if (!found.isEmpty()) {
            if (until == null) {
                out.collect(found.get(0));
            }
            long next = Slots.endOf(timer + settings.staleAfter().toMillis());
            toldUntil.update(next);
            context.timerService().registerEventTimeTimer(next);
        } else if (until != null && until <= timer) {
            toldUntil.clear();
        }
    }
}
