package io.millrace.operators.stage;

import io.millrace.domain.Decision;
import io.millrace.domain.DelayState;
import io.millrace.domain.Signal;
import io.millrace.domain.delay.DelayStep;
import io.millrace.domain.delay.Delaying;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Holds openings that a policy delays or asks a person about, or a silence holds back, by identity, until they are over, answered or
 * their time is. It needs no slot
 * buffer: folding hands out an identity's events in order, one task after the other, and whether a time was over is read off
 * arrivals. State: what waits, cleared at the latest when its time is over (an hour, of a question a day, of a silence 31 days, of a discharge 7 days).
 */
public final class DelaySignalsFunction extends KeyedProcessFunction<String, Signal, Signal> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<DelayState> waiting;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        waiting = runtime.getState(new ValueStateDescriptor<>("waiting", Records.type(DelayState.class)));
        counters = new OutcomeCounters(runtime.getMetricGroup(), "delay");
        undecided = new Undecided(runtime.getMetricGroup(), "delay");
    }

    @Override
    public void processElement(Signal signal, Context context, Collector<Signal> out) throws Exception {
        DelayState known = waiting.value();
        if (known == null && signal.getRow() == null) {
            out.collect(signal);
            return;
        }
        DelayStep step;
        try {
            step = Delaying.on(known, signal);
        } catch (RuntimeException e) {
            // what cannot be judged to wait is told now
            context.output(Outputs.DEAD_LETTERS, undecided.event(signal.getEvent(), e));
            out.collect(signal);
            return;
        }
        apply(known, step, context, out);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Signal> out) throws Exception {
        DelayState known = waiting.value();
        if (known == null || known.getUntil() > timer) {
            return;
        }
        boolean inputEnded = context.timerService().currentWatermark() == Long.MAX_VALUE;
        apply(known, inputEnded ? Delaying.inputEnded(known) : Delaying.due(known), context, out);
    }

    private void apply(@Nullable DelayState known, DelayStep step, Context context, Collector<Signal> out)
            throws Exception {
        for (Decision row : step.rows()) {
            if (row.getFinal$()) {
                counters.count(row.getAction());
            }
            context.output(Outputs.DECISIONS, row);
        }
        step.question().ifPresent(question -> context.output(Outputs.DECISION_REQUESTS, question));
        step.signals().forEach(out::collect);
        if (step.state().isEmpty()) {
            if (known != null) {
                waiting.clear();
            }
        } else if (step.state().get() != known) {
            waiting.update(step.state().get());
            context.timerService().registerEventTimeTimer(step.state().get().getUntil());
        }
    }
}
