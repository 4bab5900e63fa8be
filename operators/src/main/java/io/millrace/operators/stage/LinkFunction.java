package io.millrace.operators.stage;

import io.millrace.domain.LinkOffer;
import io.millrace.domain.LinkState;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.thread.Linking;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.time.Slots;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Links threads of different scopes under one key. State: the offers of the last hour (of a public issue: of a day) and the slot buffer, each cleared by
 * a timer.
 */
public final class LinkFunction extends KeyedProcessFunction<String, LinkOffer, ThreadLink> {
    private static final long serialVersionUID = 1L;

    private final ThreadSettings settings;

    private transient SlotBuffer<LinkOffer> buffer;
    private transient ValueState<LinkState> offers;
    private transient Linking linking;
    private transient Undecided undecided;

    public LinkFunction(ThreadSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime, "offer-slots", Records.type(LinkOffer.class), LinkOffer::getArrivedAt, Orders.OFFERS);
        offers = runtime.getState(new ValueStateDescriptor<>("offers", Records.type(LinkState.class)));
        linking = new Linking(settings);
        undecided = new Undecided(runtime.getMetricGroup(), "link");
    }

    @Override
    public void processElement(LinkOffer offer, Context context, Collector<ThreadLink> out) throws Exception {
        buffer.add(offer, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<ThreadLink> out) throws Exception {
        var taken = buffer.take(timer);
        LinkState known = offers.value();
        LinkState state = known == null ? LinkState.newBuilder().build() : known;
        for (LinkOffer offer : taken) {
            try {
                linking.onOffer(state, offer).forEach(out::collect);
            } catch (RuntimeException e) {
                context.output(Outputs.DEAD_LETTERS, undecided.record(offer, offer.getKey(), offer.getArrivedAt(), e));
                continue;
            }
            if (offer.getUntil() == null) {
                // what tells that another is over is not kept itself
                long unneeded = Slots.endOf(
                        offer.getArrivedAt().plus(linking.memory(offer)).toEpochMilli());
                context.timerService().registerEventTimeTimer(unneeded);
            }
        }
        if (linking.forget(state, Instant.ofEpochMilli(timer))) {
            offers.update(state);
        } else {
            offers.clear();
        }
    }
}
