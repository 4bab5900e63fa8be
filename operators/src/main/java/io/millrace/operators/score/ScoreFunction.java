package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.ConditionPart;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ScoreRequest;
import io.millrace.domain.ScoreState;
import io.millrace.domain.ShingleState;
import io.millrace.domain.StreamCount;
import io.millrace.domain.VectorPart;
import io.millrace.domain.record.Copies;
import io.millrace.models.sagemaker.Shingle;
import io.millrace.models.series.ScoringSettings;
import io.millrace.models.series.SeriesDetector;
import io.millrace.models.series.SeriesScore;
import io.millrace.models.series.SeriesState;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.operators.stage.Orders;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.Retention;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.conditions.Reading;
import io.millrace.runbooks.scoring.ScoringRules;
import io.millrace.runbooks.scoring.UsualRange;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Scores each series with the embedded model and watches its conditions. A point not newer than the last
 * scored one is counted, not learned. State per series: {@link ScoreState} and the detector's point part with every point, its
 * profile and sample when they change; all forgotten after the retention. Heap holds a read cache only.
 * Where an endpoint scores the namespace, the anomaly is not decided here: the embedded score goes along with the request.
 * Conditions are: runbooks never wait for a model. In an excluded window points are neither learned nor raised; conditions
 * on what was measured are evaluated all the same.
 */
public final class ScoreFunction extends KeyedProcessFunction<String, MetricDatum, OpsEvent> implements ContentStage {
    private static final long serialVersionUID = 1L;

    /** Named in every score. */
    public static final String MODEL = "embedded-rcf-1d";

    private final LiveContent<SeriesRules> content;
    private final ScoreSettings settings;

    private transient SlotBuffer<MetricDatum> buffer;
    private transient ValueState<ScoreState> series;
    private transient ValueState<byte[]> pointPart;
    private transient ValueState<byte[]> profile;
    private transient ValueState<byte[]> sample;
    private transient ValueState<ShingleState> shingleBeside;
    private transient DetectorCache<SeriesDetector> cache;
    private transient ScoringSettings scoring;
    private transient ValueState<MetricDatum> lastPoint;
    private transient SeriesWatch watch;
    private transient Undecided undecided;
    private transient Retention retention;
    private transient Shingle shingle;
    private transient Counter excludedPoints;

    public ScoreFunction(ContentHistory content, ScoreSettings settings) {
        this.content = new LiveContent<>(content, bundle -> new SeriesRules(bundle.compile(), settings.times()));
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
                runtime, "slots", Records.type(MetricDatum.class), MetricDatum::getArrivedAt, Orders.POINTS);
        series = runtime.getState(new ValueStateDescriptor<>("series", Records.type(ScoreState.class)));
        var bytes = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        pointPart = runtime.getState(new ValueStateDescriptor<>("point", bytes));
        profile = runtime.getState(new ValueStateDescriptor<>("profile", bytes));
        sample = runtime.getState(new ValueStateDescriptor<>("sample", bytes));
        shingleBeside = runtime.getState(new ValueStateDescriptor<>("shingle", Records.type(ShingleState.class)));
        shingle = new Shingle(settings.remote().shingleSize());
        cache = new DetectorCache<>(settings.cachedSeries());
        scoring = ScoringSettings.defaults().withThreshold(settings.threshold()).withQuantile(settings.quantile());
        lastPoint = runtime.getState(new ValueStateDescriptor<>("last-point", Records.type(MetricDatum.class)));
        excludedPoints = runtime.getMetricGroup().addGroup("kinesisanalytics").counter("excludedPoints");
        watch = new SeriesWatch(settings);
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "score");
        retention = new Retention(settings.retention());
    }

    @Override
    public void processElement(MetricDatum point, Context context, Collector<OpsEvent> out) throws Exception {
        buffer.add(point, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        ScoreState state = series.value();
        for (MetricDatum point : buffer.take(timer)) {
            state = take(state, point, context, out);
        }
        state = silence(state, timer, context, out);
        forget(state, timer, context);
    }

    /** The series' state after the point: read once for a slot, for reading it costs as much as scoring. */
    private @Nullable ScoreState take(
            @Nullable ScoreState known, MetricDatum point, OnTimerContext context, Collector<OpsEvent> out)
            throws Exception {
        SeriesRules present = content.at(point.getArrivedAt()).value();
        SeriesConditions conditions = present.conditions();
        ScoringRules rules = present.scoring();
        long at = point.getTimestamp().toEpochMilli();
        if (known != null && at <= known.getLastTimestamp()) {
            count(point, at == known.getLastTimestamp() ? "repeated" : "late", context);
            return known;
        }
        SeriesDetector detector = detector(context.getCurrentKey(), known);
        List<OpsEvent> events = new ArrayList<>();
        List<ConditionPart> parts;
        List<VectorPart> vectorParts;
        ScoreState next = known == null ? fresh() : Copies.shallow(known, new ScoreState());
        MetricScore row;
        String endpoint = settings.remote().endpointOf(point.getNamespace());
        ShingleState values = endpoint == null ? null : values(next);
        ScoreRequest request = null;
        boolean excluded;
        try {
            double value = ScoredStatistic.finite(point);
            excluded = rules.excludes(point);
            if (excluded) {
                detector.skip(at);
            }
            Optional<UsualRange> range = detector.isCold() && !excluded ? rules.usualRange(point) : Optional.empty();
            SeriesScore learned = detector.score(at, value);
            SeriesScore score = range.map(found -> DeclaredRange.judge(found, value, learned.threshold()))
                    .orElse(learned);
            row = row(point, value, score, range.isPresent() ? DeclaredRange.MODEL : MODEL);
            next.setLastTimestamp(at);
            next.setPoints(next.getPoints() + 1);
            next.setTouchedAt(Math.max(next.getTouchedAt(), point.getArrivedAt().toEpochMilli()));
            if (excluded) {
                excludedPoints.inc();
            } else if (endpoint == null) {
                events.addAll(watch.anomaly(next.getAnomaly(), point, score, value, next::setAnomaly));
            } else {
                values = shingle.next(Objects.requireNonNull(values), value);
                next.setShingle(values);
                request = new ScoreRequest(
                        point, row, score.surprise(), endpoint, shingle.features(values), isSampled(next));
            }
            // conditions that compare what the model says hear nothing of an excluded point
            var reading = new Reading(
                    point,
                    value,
                    learned.expected(),
                    excluded ? Double.NaN : learned.anomalyScore(),
                    excluded ? Double.NaN : learned.anomalyGrade(),
                    next.getPoints());
            events.addAll(conditions.take(next, point, reading, value, learned.expected()));
            parts = conditions.parts(point, reading);
            vectorParts = VectorParts.of(point, rules);
        } catch (RuntimeException e) {
            // The live detector may have learned half a point: the saved one is the truth.
            cache.drop(context.getCurrentKey());
            context.output(Outputs.DEAD_LETTERS, undecided.point(point, e));
            count(point, "dead", context);
            return known;
        }
        listen(next, point, conditions, context);
        save(next, detector, context);
        count(point, "scored", context);
        for (ConditionPart part : parts) {
            context.output(Outputs.CONDITION_PARTS, part);
        }
        for (VectorPart part : vectorParts) {
            context.output(Outputs.VECTOR_PARTS, part);
        }
        if (request != null) {
            if (known == null || known.getShingle() == null) {
                shingleBeside.clear();
            }
            context.output(Outputs.SCORE_REQUESTS, request);
            events.forEach(out::collect);
            return next;
        }
        if (!excluded && (isSampled(next) || row.getAnomalyGrade() > 0)) {
            context.output(Outputs.SCORES, row);
        }
        events.forEach(out::collect);
        return next;
    }

    /** What an endpoint is asked about: in the series' state, where an earlier version had kept it beside that. */
    private ShingleState values(ScoreState next) throws Exception {
        ShingleState within = next.getShingle();
        if (within != null) {
            return within;
        }
        ShingleState beside = shingleBeside.value();
        return beside == null ? Shingle.fresh() : beside;
    }

    private boolean isSampled(ScoreState state) {
        return settings.scoreRowEvery() > 0 && state.getPoints() % settings.scoreRowEvery() == 0;
    }

    private SeriesDetector detector(String key, @Nullable ScoreState known) throws Exception {
        SeriesDetector detector = cache.get(key);
        if (detector == null) {
            detector = known == null
                    ? SeriesDetector.create(key, scoring)
                    : SeriesDetector.restore(
                            new SeriesState(pointPart.value(), profile.value(), sample.value()), scoring);
            cache.put(key, detector);
        }
        return detector;
    }

    private void save(ScoreState next, SeriesDetector detector, OnTimerContext context) throws Exception {
        SeriesState changes = detector.changes();
        pointPart.update(changes.point());
        byte[] changedProfile = changes.profile();
        if (changedProfile != null) {
            profile.update(changedProfile);
        }
        byte[] changedSample = changes.sample();
        if (changedSample != null) {
            sample.update(changedSample);
        }
        next.setForgetAt(retention.scheduled(next.getForgetAt(), next.getTouchedAt(), context.timerService()));
        series.update(next);
    }

    /** Keeps what will speak for the series should it fall silent, and wakes when that would change a condition. */
    private void listen(ScoreState next, MetricDatum point, SeriesConditions conditions, OnTimerContext context)
            throws Exception {
        if (!conditions.watchSilence(point)) {
            return;
        }
        var kept = Copies.shallow(point, new MetricDatum());
        kept.setStatistics(Map.of());
        lastPoint.update(kept);
        wakeAt(next, conditions.silentAt(next, point, point.getArrivedAt().toEpochMilli()), context);
    }

    /** A pending timer that is early enough stays: most points come in time and move what is due. */
    private static void wakeAt(ScoreState next, long due, OnTimerContext context) {
        if (due != 0 && (next.getSilenceAt() == 0 || due < next.getSilenceAt())) {
            next.setSilenceAt(due);
            context.timerService().registerEventTimeTimer(due);
        }
    }

    /** At the end of bounded input, time has not passed: nothing is silent. */
    private @Nullable ScoreState silence(
            @Nullable ScoreState known, long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        if (known == null || known.getSilenceAt() == 0 || known.getSilenceAt() > timer) {
            return known;
        }
        MetricDatum last = lastPoint.value();
        if (last == null || context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return known;
        }
        SeriesConditions conditions = content.at(timer).value().conditions();
        var next = Copies.shallow(known, new ScoreState());
        next.setSilenceAt(0L);
        conditions.silence(next, last, timer).forEach(out::collect);
        wakeAt(next, conditions.silentAt(next, last, timer), context);
        series.update(next);
        return next;
    }

    private void forget(@Nullable ScoreState known, long timer, OnTimerContext context) throws Exception {
        if (known == null) {
            return;
        }
        long forgetAt = retention.after(timer, known.getForgetAt(), known.getTouchedAt(), context.timerService());
        if (forgetAt == Retention.OVER) {
            series.clear();
            pointPart.clear();
            profile.clear();
            sample.clear();
            shingleBeside.clear();
            lastPoint.clear();
            cache.drop(context.getCurrentKey());
        } else if (forgetAt != known.getForgetAt()) {
            var later = Copies.shallow(known, new ScoreState());
            later.setForgetAt(forgetAt);
            series.update(later);
        }
    }

    private static ScoreState fresh() {
        return ScoreState.newBuilder()
                .setLastTimestamp(Long.MIN_VALUE)
                .setAnomaly(new AnomalyState(false, 0))
                .build();
    }

    private static void count(MetricDatum point, String outcome, OnTimerContext context) {
        var hour = point.getArrivedAt().truncatedTo(ChronoUnit.HOURS);
        context.output(Outputs.COUNTS, new StreamCount("metrics", hour, outcome, 1L));
    }

    private static MetricScore row(MetricDatum point, double value, SeriesScore score, String model) {
        return MetricScore.newBuilder()
                .setRecordId(point.getRecordId())
                .setLine(point.getLine())
                .setSeriesKey(point.getSeriesKey())
                .setAccount(point.getAccount())
                .setRegion(point.getRegion())
                .setNamespace(point.getNamespace())
                .setMetricName(point.getMetricName())
                .setDimensions(point.getDimensions())
                .setTimestamp(point.getTimestamp())
                .setArrivedAt(point.getArrivedAt())
                .setValue(value)
                .setAnomalyScore(score.anomalyScore())
                .setThreshold(score.threshold())
                .setAnomalyGrade(score.anomalyGrade())
                .setExpected(score.expected())
                .setModel(model)
                .setShares(Explanation.shares(score))
                .setOneInDays(Explanation.known(score.oneInDays()))
                .build();
    }
}
