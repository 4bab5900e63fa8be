package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpenAccess;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.Slots;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.Undecided;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * By entity and network: opens an anomaly where the access is too surprising, and ends it when the entity was not seen in
 * the network for twelve hours, or comes there for a week and so has moved (arrival time). State: {@link OpenAccess} while
 * an anomaly is open, a week at most.
 */
public final class JudgeAccessesFunction extends KeyedProcessFunction<String, AccessSighting, OpsEvent> {
    private static final long serialVersionUID = 1L;

    /** Named in every event that no endpoint judged. */
    public static final String MODEL = "embedded-access";

    /** A night; less than the day after which a thread without news is stale. */
    static final Duration QUIET = Duration.ofHours(12);

    static final Duration HABIT = Duration.ofDays(7);

    private final RemoteAccess settings;

    private transient ValueState<OpenAccess> open;
    private transient AccessQuestions questions;
    private transient Undecided undecided;

    public JudgeAccessesFunction(RemoteAccess settings) {
        this.settings = settings;
    }

    /** By what an anomaly is about. */
    public static String key(AccessSighting sighting) {
        return sighting.getEntity() + "|" + sighting.getNetwork();
    }

    @Override
    public void open(OpenContext context) {
        open = getRuntimeContext().getState(new ValueStateDescriptor<>("open", Records.type(OpenAccess.class)));
        questions = new AccessQuestions(settings);
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "access");
    }

    @Override
    public void processElement(AccessSighting sighting, Context context, Collector<OpsEvent> out) throws Exception {
        OpenAccess known = open.value();
        RemoteAnswer row;
        OpsEvent raised = null;
        try {
            row = questions.row(sighting);
            if (known == null && AccessVerdict.isRaised(sighting, settings)) {
                raised = AccessEvents.anomaly(sighting, AccessVerdict.score(sighting), settings);
            }
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(sighting, sighting.getRecordId(), sighting.getArrivedAt(), e));
            return;
        }
        if (row != null) {
            context.output(Outputs.REMOTE_ANSWERS, row);
        }
        long seenAt = sighting.getArrivedAt().toEpochMilli();
        if (raised != null) {
            long checkAt = Slots.endOf(seenAt + QUIET.toMillis());
            open.update(new OpenAccess(sighting, seenAt, checkAt));
            context.timerService().registerEventTimeTimer(checkAt);
            out.collect(raised);
        } else if (known != null && seenAt > known.getSeenAt()) {
            var next = Copies.shallow(known, new OpenAccess());
            next.setSeenAt(seenAt);
            open.update(next);
        }
    }

    /** At the end of bounded input, time has not passed: what is open stays so. */
    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        OpenAccess known = open.value();
        if (known == null
                || timer < known.getCheckAt()
                || context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return;
        }
        String why = over(known, timer);
        if (why != null) {
            open.clear();
            out.collect(AccessEvents.recovered(known.getSighting(), timer, why));
            return;
        }
        var next = Copies.shallow(known, new OpenAccess());
        next.setCheckAt(Math.min(Slots.endOf(known.getSeenAt() + QUIET.toMillis()), habitAt(known)));
        open.update(next);
        context.timerService().registerEventTimeTimer(next.getCheckAt());
    }

    private static @Nullable String over(OpenAccess known, long timer) {
        if (known.getSeenAt() + QUIET.toMillis() <= timer) {
            return "Not seen there for " + QUIET.toHours() + " hours";
        }
        return timer >= habitAt(known) ? "Seen there for " + HABIT.toDays() + " days: a habit" : null;
    }

    private static long habitAt(OpenAccess known) {
        return Slots.endOf(known.getSighting().getArrivedAt().toEpochMilli() + HABIT.toMillis());
    }
}
