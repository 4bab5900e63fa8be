package io.millrace.local.bench;

import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.record.Copies;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.ThreadStep;
import io.millrace.domain.thread.Threading;
import io.millrace.domain.time.Slots;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The bare keyed function that the thread stage is measured against: it holds the signals of a slot, then for each reads
 * and writes a thread of real size and tells of it. No order, no decision, no lifecycle.
 */
final class BareThreads extends KeyedProcessFunction<String, Signal, ThreadChange> {
    private static final long serialVersionUID = 1L;

    private static final int MEMBERS = 10;

    private transient ListState<Signal> held;
    private transient MapState<String, ThreadState> threads;
    private transient ThreadStep like;

    @Override
    public void open(OpenContext context) {
        held = getRuntimeContext().getListState(new ListStateDescriptor<>("held", Records.type(Signal.class)));
        threads = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("threads", Types.STRING, Records.type(ThreadState.class)));
        var threading = new Threading(ThreadSettings.defaults());
        var signals = new StageSignals(1);
        like = threading.onSignal(List.of(), signals.map(0L));
        for (long number = 1; number < MEMBERS; number++) {
            like = threading.onSignal(List.of(like.state().orElseThrow()), signals.map(number * 2));
        }
    }

    @Override
    public void processElement(Signal signal, Context context, Collector<ThreadChange> out) throws Exception {
        held.add(signal);
        context.timerService()
                .registerEventTimeTimer(
                        Slots.endOf(signal.getEvent().getArrivedAt().toEpochMilli()));
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        for (Signal signal : held.get()) {
            ThreadState known = threads.get(context.getCurrentKey());
            var next = Copies.shallow(known == null ? like.state().orElseThrow() : known, new ThreadState());
            next.setVersion(next.getVersion() + 1);
            next.setUpdatedAt(signal.getEvent().getArrivedAt());
            threads.put(context.getCurrentKey(), next);
            like.changes().forEach(out::collect);
            like.members().forEach(member -> context.output(Outputs.THREAD_EVENTS, member));
        }
        held.clear();
    }
}
