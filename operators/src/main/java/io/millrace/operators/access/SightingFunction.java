package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.record.Copies;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What both keyed access stages do: sightings of a slot in their order, a model's memory per key, and a dead letter for
 * what cannot be judged, which leaves the memory as it was.
 */
abstract class SightingFunction<M> extends KeyedProcessFunction<String, AccessSighting, AccessSighting> {
    private static final long serialVersionUID = 1L;

    private final Duration retention;

    private transient SlotBuffer<AccessSighting> buffer;
    private transient AccessMemory memory;
    private transient Undecided undecided;

    SightingFunction(Duration retention) {
        this.retention = retention;
    }

    /** The key's model before its first sighting. */
    abstract M fresh();

    abstract M restore(byte[] state);

    abstract byte[] state(M model);

    /** Writes its verdict into the sighting, a copy, and learns from it; whether it learned anything. */
    abstract boolean judge(M model, AccessSighting sighting);

    /** Whether the next stage needs the sighting. */
    abstract boolean handsOn(AccessSighting judged, boolean learned);

    @Override
    public void open(OpenContext context) {
        buffer = new SlotBuffer<>(
                getRuntimeContext(),
                "slots",
                Records.type(AccessSighting.class),
                AccessSighting::getArrivedAt,
                SightingOrder.ORDER);
        memory = new AccessMemory(getRuntimeContext(), retention);
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "access");
    }

    @Override
    public void processElement(AccessSighting sighting, Context context, Collector<AccessSighting> out)
            throws Exception {
        buffer.add(sighting, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<AccessSighting> out) throws Exception {
        for (AccessSighting sighting : buffer.take(timer)) {
            take(sighting, context, out);
        }
        memory.forget(timer, context.timerService());
    }

    private void take(AccessSighting sighting, OnTimerContext context, Collector<AccessSighting> out) throws Exception {
        M model = memory.model(this::restore, this::fresh);
        var judged = Copies.shallow(sighting, new AccessSighting());
        boolean learned;
        try {
            learned = judge(model, judged);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(sighting, sighting.getRecordId(), sighting.getArrivedAt(), e));
            return;
        }
        if (learned) {
            memory.save(state(model), sighting.getArrivedAt().toEpochMilli(), context.timerService());
        }
        if (handsOn(judged, learned)) {
            out.collect(judged);
        }
    }
}
