package io.millrace.operators.stage;

import io.millrace.domain.EscalationInput;
import io.millrace.domain.EscalationState;
import io.millrace.domain.Notification;
import io.millrace.domain.escalate.Escalating;
import io.millrace.domain.escalate.EscalationInputs;
import io.millrace.domain.time.Slots;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.ContentHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Calls people for one thread and keeps others informed of it, as time passes: what became of the thread in, notifications out.
 * A thread is seen to by the version of content that it opened with. State: the thread until it closes, a week after its last news
 * at most, with one pending timer, and the slot buffer. When bounded input ends nobody is called by time.
 */
public final class EscalateFunction extends KeyedProcessFunction<String, EscalationInput, Notification>
        implements ContentStage {
    private static final long serialVersionUID = 1L;

    private final LiveContent<Escalating> content;

    private transient SlotBuffer<EscalationInput> buffer;
    private transient ValueState<EscalationState> thread;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public EscalateFunction(ContentHistory content) {
        this.content = new LiveContent<>(
                content, bundle -> new Escalating(bundle.compile().responders()));
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime,
                "escalation-slots",
                Records.type(EscalationInput.class),
                EscalationInputs::arrivedAt,
                EscalationInputs.ORDER);
        thread = runtime.getState(new ValueStateDescriptor<>("escalation", Records.type(EscalationState.class)));
        counters = new OutcomeCounters(runtime.getMetricGroup(), "escalate");
        undecided = new Undecided(runtime.getMetricGroup(), "escalate");
    }

    @Override
    public void processElement(EscalationInput input, Context context, Collector<Notification> out) throws Exception {
        buffer.add(input, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Notification> out) throws Exception {
        var now = Instant.ofEpochMilli(timer);
        boolean inputEnded = context.timerService().currentWatermark() == Long.MAX_VALUE;
        EscalationState state = thread.value();
        for (EscalationInput input : buffer.take(timer)) {
            var told = new ArrayList<Notification>();
            try {
                state = escalating(state, input, now)
                        .on(state, input, now, told)
                        .orElse(null);
            } catch (RuntimeException e) {
                context.output(
                        Outputs.DEAD_LETTERS,
                        undecided.record(input, EscalationInputs.id(input), EscalationInputs.arrivedAt(input), e));
                continue;
            }
            emit(told, out);
        }
        if (state != null && !inputEnded) {
            state = pass(state, now, out);
        }
        keep(state, now, inputEnded, context.timerService());
    }

    private @Nullable EscalationState pass(EscalationState state, Instant now, Collector<Notification> out) {
        if (Escalating.isForgotten(state, now)) {
            return null;
        }
        var told = new ArrayList<Notification>();
        EscalationState after = escalating(state, now).onTime(state, now, told);
        emit(told, out);
        return after;
    }

    private void emit(ArrayList<Notification> told, Collector<Notification> out) {
        for (Notification notification : told) {
            counters.count(notification.getKind());
            out.collect(notification);
        }
    }

    private void keep(@Nullable EscalationState state, Instant now, boolean inputEnded, TimerService timers)
            throws Exception {
        if (state == null) {
            thread.clear();
            return;
        }
        if (inputEnded) {
            // what is due is not made any more: a timer for it would fire without end
            thread.update(state);
            return;
        }
        Instant due = escalating(state, now).due(state);
        long wakeAt = Slots.endOf(due.toEpochMilli());
        boolean pending = state.getWakeAt() > now.toEpochMilli() && state.getWakeAt() <= wakeAt;
        if (!pending) {
            state.setWakeAt(wakeAt);
            timers.registerEventTimeTimer(wakeAt);
        }
        thread.update(state);
    }

    private Escalating escalating(@Nullable EscalationState state, EscalationInput input, Instant now) {
        return Optional.ofNullable(state)
                .map(known -> escalating(known, now))
                .orElseGet(() -> input.getChange() == null
                        ? content.at(now).value()
                        : content.version(input.getChange().getContentVersion(), now)
                                .value());
    }

    private Escalating escalating(EscalationState state, Instant now) {
        return content.version(state.getThread().getContentVersion(), now).value();
    }
}
