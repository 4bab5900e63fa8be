package io.millrace.operators.score;

import io.millrace.domain.ConditionPart;
import io.millrace.domain.JoinedState;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.Slots;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.operators.stage.Orders;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.conditions.ConditionEvaluator;
import io.millrace.runbooks.conditions.JoinedCondition;
import io.millrace.runbooks.conditions.JoinedMinutes;
import io.millrace.runbooks.conditions.MetricConditions;
import io.millrace.runbooks.conditions.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges one condition over several metrics of one resource (the key, {@link ConditionPart#getJoinKey}), minute by minute.
 * A late part is counted and changes nothing. State per resource: {@link JoinedState}, forgotten after the retention. At
 * the end of bounded input minutes that still wait for a part stay undecided, and silence is not judged.
 */
public final class JudgeJoinedConditionsFunction extends KeyedProcessFunction<String, ConditionPart, OpsEvent>
        implements ContentStage {
    private static final long serialVersionUID = 1L;

    private final LiveContent<MetricConditions> content;
    private final ScoreSettings settings;

    private transient SlotBuffer<ConditionPart> buffer;
    private transient ValueState<JoinedState> resource;
    private transient Undecided undecided;
    private transient Counter late;

    public JudgeJoinedConditionsFunction(ContentHistory content, ScoreSettings settings) {
        this.content = new LiveContent<>(content, bundle -> bundle.compile().conditions());
        this.settings = settings;
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime, "slots", Records.type(ConditionPart.class), ConditionPart::getArrivedAt, Orders.PARTS);
        resource = runtime.getState(new ValueStateDescriptor<>("resource", Records.type(JoinedState.class)));
        undecided = new Undecided(runtime.getMetricGroup(), "score");
        late = runtime.getMetricGroup().addGroup("kinesisanalytics").counter("lateConditionParts");
    }

    @Override
    public void processElement(ConditionPart part, Context context, Collector<OpsEvent> out) throws Exception {
        buffer.add(part, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        JoinedState known = resource.value();
        JoinedState next = known;
        for (ConditionPart part : buffer.take(timer)) {
            next = taken(next, part, timer, context, out);
        }
        boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (next != null && next.getWakeAt() != 0 && next.getWakeAt() <= timer && !ended) {
            next = woken(next, timer, context.getCurrentKey(), out);
        }
        if (next == null) {
            resource.clear();
        } else if (next != known) {
            resource.update(scheduled(next, timer, context));
        }
    }

    private @Nullable JoinedState taken(
            @Nullable JoinedState known, ConditionPart part, long now, Context context, Collector<OpsEvent> out) {
        var condition = condition(part.getConditionId(), part.getArrivedAt().toEpochMilli());
        if (condition.isEmpty()) {
            return known;
        }
        var events = new ArrayList<OpsEvent>();
        try {
            var minutes = new JoinedMinutes(condition.get());
            JoinedState state = known == null ? minutes.initial(part) : known;
            if (minutes.isLate(state, part)) {
                late.inc();
                return known;
            }
            JoinedState next = decided(minutes.add(state, part), condition.get(), now, events);
            events.forEach(out::collect);
            return next;
        } catch (RuntimeException e) {
            String id = part.getRecordId() + "-" + part.getLine() + "-" + part.getConditionId();
            context.output(Outputs.DEAD_LETTERS, undecided.record(part, id, part.getArrivedAt(), e));
            return known;
        }
    }

    /** All minutes that can be decided now, oldest first. */
    private JoinedState decided(JoinedState state, JoinedCondition condition, long now, List<OpsEvent> events) {
        var minutes = new JoinedMinutes(condition);
        String key = state.getLast().getJoinKey();
        JoinedState next = state;
        for (var step = minutes.decide(next, key, now); step.isPresent(); step = minutes.decide(next, key, now)) {
            events.addAll(teller(next.getLast(), condition, step.get().values(), now)
                    .tell(next.getCondition(), step.get().step()));
            next = step.get().state();
        }
        return next;
    }

    /** What waited long enough, what silence did, and whether all can be forgotten (null). */
    private @Nullable JoinedState woken(JoinedState known, long timer, String key, Collector<OpsEvent> out) {
        if (forgetAt(known) <= timer) {
            return null;
        }
        var next = Copies.shallow(known, new JoinedState());
        next.setWakeAt(0L);
        var condition = condition(known.getLast().getConditionId(), timer);
        if (condition.isEmpty()) {
            return withdrawn(next, timer, out);
        }
        var events = new ArrayList<OpsEvent>();
        next = decided(next, condition.get(), timer, events);
        var due = Silence.dueAt(condition.get().rule(), next.getCondition());
        if (next.getOpen().isEmpty() && due.isPresent() && due.getAsLong() <= timer) {
            var before = next.getCondition();
            var step = Silence.take(condition.get().rule(), key, before);
            next.setCondition(step.state());
            events.addAll(
                    teller(next.getLast(), condition.get(), Map.of(), timer).tell(before, step));
        }
        events.forEach(out::collect);
        return next;
    }

    /** Content declares the condition no more: where it was met that ends, without a claim that the trouble is over. */
    private JoinedState withdrawn(JoinedState next, long timer, Collector<OpsEvent> out) {
        String id = next.getLast().getConditionId();
        Optional<JoinedCondition> declared = content.newest(conditions -> conditions.findJoined(id));
        if (next.getCondition().getMet() && declared.isPresent()) {
            var speaking = speaking(next.getLast(), declared.get(), timer);
            out.collect(WithdrawnCondition.event(id, speaking, Instant.ofEpochMilli(timer), settings.times()));
            next.setCondition(ConditionEvaluator.initial(declared.get().rule()));
        }
        return next;
    }

    /** Registers the earliest timer that is wanted, unless an earlier one is pending. */
    private JoinedState scheduled(JoinedState state, long now, Context context) {
        long wanted = wakeAt(state, now);
        if (state.getWakeAt() != 0 && state.getWakeAt() <= wanted) {
            return state;
        }
        var next = Copies.shallow(state, new JoinedState());
        next.setWakeAt(wanted);
        context.timerService().registerEventTimeTimer(wanted);
        return next;
    }

    private long wakeAt(JoinedState state, long now) {
        long wanted = forgetAt(state);
        if (state.getCondition().getMet()) {
            // no part tells that content has dropped it
            wanted = Math.min(wanted, Slots.endOf(now + WithdrawnCondition.LOOK_EVERY));
        }
        Optional<JoinedCondition> condition = condition(state.getLast().getConditionId(), now);
        if (condition.isPresent()) {
            var due = new JoinedMinutes(condition.get()).dueAt(state);
            wanted = due.isPresent() ? Math.min(wanted, Slots.endOf(due.getAsLong())) : wanted;
            var silent = Silence.dueAt(condition.get().rule(), state.getCondition());
            wanted = silent.isPresent() ? Math.min(wanted, Slots.endOf(silent.getAsLong())) : wanted;
        }
        // what is due by now waits for a minute that is open
        return Math.max(wanted, Slots.endOf(now + 1));
    }

    private Optional<JoinedCondition> condition(String id, long arrivedAt) {
        return content.at(arrivedAt).value().findJoined(id);
    }

    private long forgetAt(JoinedState state) {
        return Slots.endOf(state.getTouchedAt() + settings.retention().toMillis());
    }

    /** The condition's events speak of its first metric, on the resource, and carry the figures of all. */
    private ConditionTeller teller(
            ConditionPart part, JoinedCondition condition, Map<String, Double> values, long arrivedAt) {
        String figure = "Of " + String.join(", ", condition.metricNames()) + " the leading figure";
        return new ConditionTeller(
                speaking(part, condition, arrivedAt), condition.rule(), "joined", figure, values, "", settings.times());
    }

    private static MetricDatum speaking(ConditionPart part, JoinedCondition condition, long arrivedAt) {
        var home = condition.home();
        return MetricDatum.newBuilder()
                .setRecordId(part.getRecordId())
                .setLine(part.getLine())
                .setArrivedAt(Instant.ofEpochMilli(arrivedAt))
                .setTimestamp(part.getTimestamp())
                .setAccount(part.getAccount())
                .setRegion(part.getRegion())
                .setNamespace(home.namespace())
                .setMetricName(String.join(",", condition.metricNames()))
                .setDimensions(part.getDimensions())
                .setSeriesKey(part.getJoinKey())
                .setCount(0)
                .setSum(0)
                .setMin(0)
                .setMax(0)
                .build();
    }
}
