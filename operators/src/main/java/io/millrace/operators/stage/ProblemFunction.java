package io.millrace.operators.stage;

import io.millrace.domain.Incident;
import io.millrace.domain.Problem;
import io.millrace.domain.ProblemState;
import io.millrace.domain.thread.ProblemSettings;
import io.millrace.domain.thread.Recurrence;
import io.millrace.domain.time.Slots;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts incidents of one signature and says when they are a problem. State: the incidents of the window and the slot
 * buffer, each cleared by a timer.
 */
public final class ProblemFunction extends KeyedProcessFunction<String, Incident, Problem> {
    private static final long serialVersionUID = 1L;

    private final ProblemSettings settings;

    private transient SlotBuffer<Incident> buffer;
    private transient ValueState<ProblemState> incidents;
    private transient Undecided undecided;
    private transient Recurrence recurrence;

    public ProblemFunction(ProblemSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime, "incident-slots", Records.type(Incident.class), Incident::getArrivedAt, Orders.INCIDENTS);
        incidents = runtime.getState(new ValueStateDescriptor<>("incidents", Records.type(ProblemState.class)));
        recurrence = new Recurrence(settings);
        undecided = new Undecided(runtime.getMetricGroup(), "problem");
    }

    @Override
    public void processElement(Incident incident, Context context, Collector<Problem> out) throws Exception {
        buffer.add(incident, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Problem> out) throws Exception {
        ProblemState known = incidents.value();
        ProblemState state = known == null ? ProblemState.newBuilder().build() : known;
        for (Incident incident : buffer.take(timer)) {
            try {
                recurrence.onIncident(state, incident).ifPresent(out::collect);
            } catch (RuntimeException e) {
                context.output(
                        Outputs.DEAD_LETTERS,
                        undecided.record(incident, incident.getThreadId(), incident.getArrivedAt(), e));
                continue;
            }
            Instant unneeded = incident.getArrivedAt().plus(recurrence.memory());
            context.timerService().registerEventTimeTimer(Slots.endOf(unneeded.toEpochMilli()));
        }
        if (recurrence.forget(state, Instant.ofEpochMilli(timer))) {
            incidents.update(state);
        } else {
            incidents.clear();
        }
    }
}
