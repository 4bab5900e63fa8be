package io.millrace.operators.stage;

import io.millrace.domain.ExecutionState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.execution.ExecutionStep;
import io.millrace.domain.execution.Executions;
import io.millrace.domain.time.Slots;
import java.time.Instant;
import java.util.Comparator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds the command of an execution: reports of executors and status events of Systems Manager in; the status events out, and the
 * outcome of each command whose execution ended. Of one slot reports come first. State: one {@link ExecutionState} per execution,
 * forgotten by timer an hour after the end of one that is nobody's (a row then) and a day after the last word on a command's; and
 * the slot buffer. When bounded input ends nobody is given up.
 */
public final class JoinExecutionsFunction extends KeyedProcessFunction<String, OpsEvent, OpsEvent> {
    private static final long serialVersionUID = 1L;

    private static final Comparator<OpsEvent> REPORTS_FIRST =
            Comparator.<OpsEvent, Boolean>comparing(Executions::isStatus).thenComparing(Orders.EVENTS);

    private transient SlotBuffer<OpsEvent> buffer;
    private transient ValueState<ExecutionState> execution;
    private transient Undecided undecided;

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer =
                new SlotBuffer<>(runtime, "slots", Records.type(OpsEvent.class), OpsEvent::getArrivedAt, REPORTS_FIRST);
        execution = runtime.getState(new ValueStateDescriptor<>("execution", Records.type(ExecutionState.class)));
        undecided = new Undecided(runtime.getMetricGroup(), "join");
    }

    /** The execution of an event that {@link SortExecutionsFunction} gave to this stage. */
    public static String key(OpsEvent event) {
        return Executions.id(event).orElseThrow(() -> new IllegalArgumentException("No execution: " + event));
    }

    @Override
    public void processElement(OpsEvent event, Context context, Collector<OpsEvent> out) throws Exception {
        buffer.add(event, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        ExecutionState known = execution.value();
        ExecutionState state = known;
        for (OpsEvent event : buffer.take(timer)) {
            ExecutionStep step;
            try {
                step = Executions.on(state, event);
            } catch (RuntimeException e) {
                failedOpen(event, e, context, out);
                continue;
            }
            state = step.state();
            step.events().forEach(out::collect);
        }
        boolean inputEnded = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (state != null && !inputEnded && forgetAt(state) <= timer) {
            forget(state, timer, context);
        } else if (state != null && state != known) {
            execution.update(state);
            context.timerService().registerEventTimeTimer(forgetAt(state));
        }
    }

    /** What a command's execution said is a dead letter; the event of Systems Manager goes on as if it were nobody's. */
    private void failedOpen(OpsEvent event, RuntimeException cause, OnTimerContext context, Collector<OpsEvent> out) {
        context.output(Outputs.DEAD_LETTERS, undecided.event(event, cause));
        if (Executions.isStatus(event) && Sendable.is(event)) {
            out.collect(event);
        }
    }

    private void forget(ExecutionState state, long timer, OnTimerContext context) throws Exception {
        for (Outcome row : Executions.unmatched(state, Instant.ofEpochMilli(timer))) {
            context.output(Outputs.OUTCOMES, row);
        }
        execution.clear();
    }

    private static long forgetAt(ExecutionState state) {
        return Slots.endOf(state.getForgetAt());
    }
}
