package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.record.Copies;
import io.millrace.models.access.NetworkUsers;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * By network: says how many others are at home there, of each sighting that is new to its entity. State:
 * {@link NetworkUsers}, 270 bytes at most.
 */
public final class VouchFunction extends KeyedProcessFunction<String, AccessSighting, AccessSighting> {
    private static final long serialVersionUID = 1L;

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Duration retention;

    private transient SlotBuffer<AccessSighting> buffer;
    private transient AccessMemory memory;
    private transient Undecided undecided;

    /** @param retention a network from which nobody acted for so long is forgotten */
    public VouchFunction(Duration retention) {
        this.retention = retention;
    }

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
        NetworkUsers users = memory.model(NetworkUsers::restore, NetworkUsers::new);
        long arrivedAt = sighting.getArrivedAt().toEpochMilli();
        var vouched = Copies.shallow(sighting, new AccessSighting());
        boolean learned;
        try {
            long day = Math.floorDiv(arrivedAt, DAY);
            vouched.setOthers(users.others(sighting.getEntity(), day));
            learned = users.learn(sighting.getEntity(), day);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(sighting, sighting.getRecordId(), sighting.getArrivedAt(), e));
            return;
        }
        if (learned) {
            memory.save(users.state(), arrivedAt, context.timerService());
        }
        if (vouched.getSurprise() > 0) {
            out.collect(vouched);
        }
    }
}
