package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.JoinedMinute;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.VectorPart;
import io.millrace.domain.VectorResourceState;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.Slots;
import io.millrace.models.vector.VectorDetector;
import io.millrace.models.vector.VectorScore;
import io.millrace.models.vector.VectorSettings;
import io.millrace.models.vector.VectorState;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.operators.stage.Orders;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.scoring.MetricVector;
import io.millrace.runbooks.scoring.ScoringRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges the vector of one resource (the key, {@link VectorPart#getResourceKey}), minute by minute. A late part is counted
 * and changes nothing. State per resource: {@link VectorResourceState} and the detector's row part with every minute, its
 * forest with every 64th; all forgotten after the retention. Heap holds a read cache of detectors. At the end of bounded
 * input minutes that still wait for a part stay unjudged.
 */
public final class JudgeVectorsFunction extends KeyedProcessFunction<String, VectorPart, OpsEvent>
        implements ContentStage {
    private static final long serialVersionUID = 1L;

    /** Named in every event and row. */
    public static final String MODEL = "embedded-rcf-vector";

    /** A forest holds some 0.3 MB of heap. */
    private static final int MOST_CACHED = 250;

    private final LiveContent<ScoringRules> content;
    private final ScoreSettings settings;

    private transient SlotBuffer<VectorPart> buffer;
    private transient ValueState<VectorResourceState> resource;
    private transient ValueState<byte[]> rowPart;
    private transient ValueState<byte[]> forest;
    private transient DetectorCache<VectorDetector> cache;
    private transient Undecided undecided;
    private transient Counter late;
    private transient Counter judged;

    public JudgeVectorsFunction(ContentHistory content, ScoreSettings settings) {
        this.content = new LiveContent<>(content, bundle -> bundle.compile().scoring());
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
                runtime, "slots", Records.type(VectorPart.class), VectorPart::getArrivedAt, Orders.VECTOR_PARTS);
        resource = runtime.getState(new ValueStateDescriptor<>("resource", Records.type(VectorResourceState.class)));
        var bytes = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        rowPart = runtime.getState(new ValueStateDescriptor<>("row", bytes));
        forest = runtime.getState(new ValueStateDescriptor<>("forest", bytes));
        cache = new DetectorCache<>(Math.min(MOST_CACHED, settings.cachedSeries()));
        undecided = new Undecided(runtime.getMetricGroup(), "score");
        var counters = runtime.getMetricGroup().addGroup("kinesisanalytics");
        late = counters.counter("lateVectorParts");
        judged = counters.counter("judgedVectorRows");
    }

    @Override
    public void processElement(VectorPart part, Context context, Collector<OpsEvent> out) throws Exception {
        buffer.add(part, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        VectorResourceState known = resource.value();
        VectorResourceState next = known;
        for (VectorPart part : buffer.take(timer)) {
            next = taken(next, part);
        }
        if (next == null) {
            return;
        }
        var vector = content.at(timer).value().findVector(next.getLast().getVectorId());
        if (vector.isPresent()) {
            boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE;
            next = judged(next, vector.get(), ended ? Long.MIN_VALUE : timer, context, out);
        }
        if (forgetAt(next) <= timer) {
            resource.clear();
            rowPart.clear();
            forest.clear();
            cache.drop(context.getCurrentKey());
        } else {
            resource.update(scheduled(next, timer, context));
        }
    }

    private @Nullable VectorResourceState taken(@Nullable VectorResourceState known, VectorPart part) {
        VectorResourceState state = known == null ? VectorMinutes.initial(part) : known;
        if (VectorMinutes.isLate(state, part)) {
            late.inc();
            return known;
        }
        return VectorMinutes.add(state, part);
    }

    /** All minutes that can be judged now, oldest first. */
    private VectorResourceState judged(
            VectorResourceState state, MetricVector vector, long now, OnTimerContext context, Collector<OpsEvent> out)
            throws Exception {
        var minutes = new VectorMinutes(vector.features().size());
        VectorResourceState next = state;
        for (Optional<JoinedMinute> minute = minutes.ready(next, now);
                minute.isPresent();
                minute = minutes.ready(next, now)) {
            next = judge(next, vector, minute.get(), context, out);
        }
        return next;
    }

    private VectorResourceState judge(
            VectorResourceState state,
            MetricVector vector,
            JoinedMinute minute,
            OnTimerContext context,
            Collector<OpsEvent> out)
            throws Exception {
        String key = context.getCurrentKey();
        VectorResourceState next = VectorMinutes.judged(state);
        VectorDetector detector = detector(key, vector);
        List<OpsEvent> events;
        MetricScore row;
        try {
            var words = new VectorEvents(vector, state.getLast(), minute);
            VectorScore score = detector.score(minute.getMinute(), words.row());
            events = watch(next, score, words);
            row = words.row(score);
        } catch (RuntimeException e) {
            // The live detector may have learned half a row: the saved one is the truth.
            cache.drop(key);
            String id = key + "@" + minute.getMinute();
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(minute, id, state.getLast().getArrivedAt(), e));
            return next;
        }
        save(detector);
        judged.inc();
        if (row.getAnomalyGrade() > 0) {
            context.output(Outputs.SCORES, row);
        }
        events.forEach(out::collect);
        return next;
    }

    private VectorDetector detector(String key, MetricVector vector) throws Exception {
        VectorDetector detector = cache.get(key);
        if (detector == null) {
            byte[] row = rowPart.value();
            var wanted = VectorSettings.of(vector.names());
            if (row != null && VectorDetector.fits(row, wanted)) {
                detector = VectorDetector.restore(key, new VectorState(row, forest.value()), wanted);
            } else {
                forest.clear();
                detector = VectorDetector.create(key, wanted);
            }
            cache.put(key, detector);
        }
        return detector;
    }

    private void save(VectorDetector detector) throws Exception {
        VectorState changes = detector.changes();
        rowPart.update(changes.row());
        byte[] trees = changes.forest();
        if (trees != null) {
            forest.update(trees);
        }
    }

    /** As {@link SeriesWatch}: one opens once and recovers after enough usual minutes. */
    private List<OpsEvent> watch(VectorResourceState next, VectorScore score, VectorEvents words) {
        var events = new ArrayList<OpsEvent>(1);
        AnomalyState known = next.getAnomaly();
        if (score.isAnomaly()) {
            next.setAnomaly(new AnomalyState(true, 0));
            if (!known.getOpen()) {
                events.add(MetricEvents.marked(words.anomaly(score), settings.times()));
            }
        } else if (known.getOpen()) {
            int usual = score.isUsual() ? known.getNormalPoints() + 1 : 0;
            boolean over = usual >= settings.recoverPoints();
            next.setAnomaly(new AnomalyState(!over, over ? 0 : usual));
            if (over) {
                events.add(MetricEvents.marked(words.recovered(usual), settings.times()));
            }
        }
        return events;
    }

    /** Registers the earliest timer that is wanted, unless an earlier one is pending. */
    private VectorResourceState scheduled(VectorResourceState state, long now, OnTimerContext context) {
        long wanted = forgetAt(state);
        if (!state.getOpen().isEmpty()) {
            wanted = Math.min(
                    wanted, Slots.endOf(VectorMinutes.dueAt(state.getOpen().get(0))));
        }
        wanted = Math.max(wanted, Slots.endOf(now + 1));
        if (state.getWakeAt() > now && state.getWakeAt() <= wanted) {
            return state;
        }
        var next = Copies.shallow(state, new VectorResourceState());
        next.setWakeAt(wanted);
        context.timerService().registerEventTimeTimer(wanted);
        return next;
    }

    private long forgetAt(VectorResourceState state) {
        return Slots.endOf(state.getTouchedAt() + settings.retention().toMillis());
    }
}
