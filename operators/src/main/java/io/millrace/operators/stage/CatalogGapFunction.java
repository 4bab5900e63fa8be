package io.millrace.operators.stage;

import io.millrace.domain.CatalogGap;
import io.millrace.domain.CatalogGapSighting;
import io.millrace.domain.CatalogGapState;
import io.millrace.domain.decision.CatalogGaps;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Reports an account that is in no catalog once a day. State: a count by account, forgotten when it was silent for two days. */
public final class CatalogGapFunction extends KeyedProcessFunction<String, CatalogGapSighting, CatalogGap> {
    private static final long serialVersionUID = 1L;

    private static final Duration RETENTION = Duration.ofDays(2);

    private transient SlotBuffer<CatalogGapSighting> buffer;
    private transient ValueState<CatalogGapState> account;
    private transient Retention retention;

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime,
                "slots",
                Records.type(CatalogGapSighting.class),
                CatalogGapSighting::getArrivedAt,
                Orders.GAPS);
        account = runtime.getState(new ValueStateDescriptor<>("account", Records.type(CatalogGapState.class)));
        retention = new Retention(RETENTION);
    }

    @Override
    public void processElement(CatalogGapSighting seen, Context context, Collector<CatalogGap> out) throws Exception {
        buffer.add(seen, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<CatalogGap> out) throws Exception {
        CatalogGapState state = account.value();
        for (CatalogGapSighting seen : buffer.take(timer)) {
            CatalogGaps.report(state, seen).ifPresent(out::collect);
            state = CatalogGaps.after(state, seen);
            state.setForgetAt(retention.scheduled(state.getForgetAt(), state.getTouchedAt(), context.timerService()));
        }
        if (state == null) {
            return;
        }
        long forgetAt = retention.after(timer, state.getForgetAt(), state.getTouchedAt(), context.timerService());
        if (forgetAt == Retention.OVER) {
            account.clear();
        } else {
            state.setForgetAt(forgetAt);
            account.update(state);
        }
    }
}
