package io.millrace.operators.stage;

import io.millrace.domain.Signal;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Bounds what CEP sees of a scope: each opening alarm is a partial match that every later signal of the scope is held against,
 * and that is written anew with each, so an unbounded storm costs its square. The first {@value #MOST} signals of each
 * {@link #WINDOW} of arrival time pass, the others are counted; all of them reach the thread stage by another way.
 * State: the window's count, cleared when it ends, and the slot buffer.
 */
public final class LimitSignalsFunction extends KeyedProcessFunction<String, Signal, Signal> {
    private static final long serialVersionUID = 1L;

    /** Signals of a scope in a window. */
    public static final int MOST = 200;

    /** Whole slots. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private transient SlotBuffer<Signal> buffer;
    /** The window's last millisecond, and the signals that it passed. */
    private transient ValueState<Tuple2<Long, Integer>> window;

    private transient Counter beyond;

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime,
                "slots",
                Records.type(Signal.class),
                signal -> signal.getEvent().getArrivedAt(),
                Orders.SIGNALS);
        window = runtime.getState(new ValueStateDescriptor<>("window", Types.TUPLE(Types.LONG, Types.INT)));
        beyond = runtime.getMetricGroup().addGroup("kinesisanalytics").counter("signalsNotSituated");
    }

    @Override
    public void processElement(Signal signal, Context context, Collector<Signal> out) throws Exception {
        buffer.add(signal, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Signal> out) throws Exception {
        long ends = Math.floorDiv(timer, WINDOW.toMillis()) * WINDOW.toMillis() + WINDOW.toMillis() - 1;
        var signals = buffer.take(timer);
        if (!signals.isEmpty()) {
            var known = window.value();
            int passed = known == null || known.f0 != ends ? 0 : known.f1;
            for (Signal signal : signals) {
                if (passed < MOST) {
                    passed++;
                    out.collect(signal);
                } else {
                    beyond.inc();
                }
            }
            window.update(Tuple2.of(ends, passed));
            context.timerService().registerEventTimeTimer(ends);
        }
        if (timer == ends) {
            window.clear();
        }
    }
}
