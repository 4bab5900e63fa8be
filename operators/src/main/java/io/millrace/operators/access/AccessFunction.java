package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpsEvent;
import io.millrace.models.access.Access;
import io.millrace.models.access.AccessScore;
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
 * By entity: an anomaly where it acts from a network that is too surprising for it. Judged first, then learned, so one
 * network is told once. State: {@link EntityNetworks}, 600 bytes at most. Hours are those of arrival: CloudTrail's own times
 * may lie in any order.
 */
public final class AccessFunction extends KeyedProcessFunction<String, AccessSighting, OpsEvent> {
    private static final long serialVersionUID = 1L;

    /** Named in every event. */
    public static final String MODEL = "embedded-access";

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Duration retention;

    private transient SlotBuffer<AccessSighting> buffer;
    private transient AccessMemory memory;
    private transient Undecided undecided;

    /** @param retention an entity that did not act for so long is forgotten */
    public AccessFunction(Duration retention) {
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
    public void processElement(AccessSighting sighting, Context context, Collector<OpsEvent> out) throws Exception {
        buffer.add(sighting, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        for (AccessSighting sighting : buffer.take(timer)) {
            take(sighting, context, out);
        }
        memory.forget(timer, context.timerService());
    }

    private void take(AccessSighting sighting, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        EntityNetworks entity = memory.model(EntityNetworks::restore, EntityNetworks::new);
        long arrivedAt = sighting.getArrivedAt().toEpochMilli();
        double score;
        double sessions = entity.sessions();
        boolean learned;
        try {
            int address = Access.of(sighting.getEntity(), sighting.getAddress())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The address of a sighting is " + sighting.getAddress() + "; it must be IPv4"))
                    .address();
            long hour = Math.floorDiv(arrivedAt, HOUR);
            score = AccessScore.of(entity.surprise(address, hour), sighting.getOthers());
            learned = entity.learn(address, hour);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(sighting, sighting.getRecordId(), sighting.getArrivedAt(), e));
            return;
        }
        if (learned) {
            memory.save(entity.state(), arrivedAt, context.timerService());
        }
        if (score >= AccessScore.THRESHOLD) {
            out.collect(AccessEvents.anomaly(sighting, score, sessions));
        }
    }
}
