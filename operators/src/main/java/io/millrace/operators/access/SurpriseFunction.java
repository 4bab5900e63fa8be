package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.record.Copies;
import io.millrace.models.access.Access;
import io.millrace.models.access.EntityNetworks;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * By entity: says of each sighting how surprising its network is, then learns it, so that one network surprises once. Hands
 * on one sighting an hour and network: a loop of calls ends here. State: {@link EntityNetworks}, 600 bytes at most. Hours are
 * those of arrival: CloudTrail's own times come in any order.
 */
public final class SurpriseFunction extends KeyedProcessFunction<String, AccessSighting, AccessSighting> {
    private static final long serialVersionUID = 1L;

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Duration retention;

    private transient SlotBuffer<AccessSighting> buffer;
    private transient AccessMemory memory;
    private transient Undecided undecided;

    /** @param retention an entity that did not act for so long is forgotten */
    public SurpriseFunction(Duration retention) {
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
        EntityNetworks entity = memory.model(EntityNetworks::restore, EntityNetworks::new);
        long arrivedAt = sighting.getArrivedAt().toEpochMilli();
        var judged = Copies.shallow(sighting, new AccessSighting());
        boolean learned;
        try {
            int address = Access.of(sighting.getEntity(), sighting.getAddress())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The address of a sighting is " + sighting.getAddress() + "; it must be IPv4"))
                    .address();
            long hour = Math.floorDiv(arrivedAt, HOUR);
            judged.setSessions(entity.sessions());
            judged.setSurprise(entity.surprise(address, hour));
            learned = entity.learn(address, hour);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(sighting, sighting.getRecordId(), sighting.getArrivedAt(), e));
            return;
        }
        if (learned) {
            memory.save(entity.state(), arrivedAt, context.timerService());
            out.collect(judged);
        }
    }
}
