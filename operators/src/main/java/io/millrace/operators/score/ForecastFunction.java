package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.ForecastRequest;
import io.millrace.domain.ForecastSeriesState;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.record.Copies;
import io.millrace.models.forecast.CapacityForecaster;
import io.millrace.models.forecast.ForecastDetector;
import io.millrace.models.forecast.ForecastSettings;
import io.millrace.models.forecast.ForecastState;
import io.millrace.models.forecast.Limit;
import io.millrace.models.forecast.Side;
import io.millrace.models.forecast.StepHistory;
import io.millrace.models.series.SeriesScore;
import io.millrace.operators.stage.Orders;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.Retention;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges chosen series by the forecast of their hour and by the limit they head for, beside the anomaly score. State per
 * series: {@link ForecastSeriesState}, 100 bytes and 130 with every point, 3.2 KB with every five minutes; forgotten after
 * the retention. Where an endpoint forecasts the series, a departure is not decided here: the embedded verdict goes along
 * with the request, and once an hour the history, another 2.3 KB of state.
 */
public final class ForecastFunction extends KeyedProcessFunction<String, MetricDatum, OpsEvent> {
    private static final long serialVersionUID = 1L;

    /** Named in every event and row. */
    public static final String MODEL = "embedded-forecast";

    private static final Map<String, String> EMBEDDED = Map.of("model", MODEL);
    private static final String COLD_START = "cold-start";

    private final ScoreSettings settings;

    private transient SlotBuffer<MetricDatum> buffer;
    private transient ValueState<ForecastSeriesState> series;
    private transient ValueState<byte[]> pointPart;
    private transient ValueState<byte[]> model;
    private transient ValueState<byte[]> capacity;
    private transient ValueState<byte[]> history;
    private transient SeriesWatch watch;
    private transient Undecided undecided;
    private transient Retention retention;

    public ForecastFunction(ScoreSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer = new SlotBuffer<>(
                runtime, "slots", Records.type(MetricDatum.class), MetricDatum::getArrivedAt, Orders.POINTS);
        series = runtime.getState(new ValueStateDescriptor<>("series", Records.type(ForecastSeriesState.class)));
        var bytes = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        pointPart = runtime.getState(new ValueStateDescriptor<>("point", bytes));
        model = runtime.getState(new ValueStateDescriptor<>("model", bytes));
        capacity = runtime.getState(new ValueStateDescriptor<>("capacity", bytes));
        history = runtime.getState(new ValueStateDescriptor<>("history", bytes));
        watch = new SeriesWatch(settings);
        undecided = new Undecided(runtime.getMetricGroup(), "forecast");
        retention = new Retention(settings.retention());
    }

    @Override
    public void processElement(MetricDatum point, Context context, Collector<OpsEvent> out) throws Exception {
        buffer.add(point, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        for (MetricDatum point : buffer.take(timer)) {
            take(point, context, out);
        }
        forget(timer, context);
    }

    private void take(MetricDatum point, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        ForecastSeriesState known = series.value();
        long at = point.getTimestamp().toEpochMilli();
        if (known != null && at <= known.getLastTimestamp()) {
            return;
        }
        ForecastSeriesState next = known == null ? fresh() : Copies.shallow(known, new ForecastSeriesState());
        byte[] knownPoint = pointPart.value();
        byte[] knownModel = model.value();
        byte[] knownCapacity = capacity.value();
        var events = new ArrayList<OpsEvent>();
        ForecastState changes = null;
        byte[] nextCapacity = null;
        String endpoint = settings.remoteForecasts().endpointOf(point);
        byte[] knownHistory = endpoint == null ? null : history.value();
        byte[] nextHistory = null;
        ForecastRequest request = null;
        try {
            double value = ScoredStatistic.finite(point);
            next.setLastTimestamp(at);
            next.setTouchedAt(Math.max(next.getTouchedAt(), point.getArrivedAt().toEpochMilli()));
            Side side = settings.forecasts().sideOf(point);
            if (side != null) {
                var detector = detector(side, knownPoint, knownModel);
                SeriesScore score = detector.score(at, value);
                changes = detector.changes();
                if (endpoint == null) {
                    events.addAll(
                            watch.departure(next.getDeparture(), point, score, value, EMBEDDED, next::setDeparture));
                } else {
                    request = request(next, point, value, endpoint, detector);
                    if (detector.endedAStep()) {
                        nextHistory = ask(request, knownHistory, detector);
                    }
                }
            }
            Double limit = settings.forecasts().limitOf(point);
            if (limit != null) {
                var forecaster =
                        knownCapacity == null ? new CapacityForecaster() : CapacityForecaster.restore(knownCapacity);
                forecaster.learn(at, value);
                nextCapacity = forecaster.state();
                Optional<Duration> left = forecaster.forecast().flatMap(Limit.above(limit)::reachedAfter);
                events.addAll(watch.capacity(next.getCapacity(), point, left, limit, value, next::setCapacity));
            }
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.point(point, e));
            return;
        }
        save(next, changes, nextCapacity, context);
        if (nextHistory != null) {
            history.update(nextHistory);
        }
        if (request != null) {
            context.output(Outputs.FORECAST_REQUESTS, request);
        }
        events.forEach(out::collect);
    }

    /** The embedded verdict goes along; what the series' state said of a departure until now, the judge takes over. */
    private static ForecastRequest request(
            ForecastSeriesState next, MetricDatum point, double value, String endpoint, ForecastDetector detector) {
        AnomalyState departure = next.getDeparture();
        next.setDeparture(new AnomalyState(false, 0));
        return new ForecastRequest(point, value, endpoint, detector.judgedSteps(), departure, null, "");
    }

    /** Puts the question into the request when one is due; the history after the step that has ended. */
    private byte[] ask(ForecastRequest request, byte @Nullable [] known, ForecastDetector detector) {
        var remote = settings.remoteForecasts();
        var steps = known == null
                ? StepHistory.create(remote.historySteps())
                : StepHistory.restore(known, remote.historySteps());
        steps.learn(detector.endedStart(), detector.endedMean());
        MetricDatum point = request.getPoint();
        steps.due(point.getTimestamp().toEpochMilli(), StepHistory.phase(point.getSeriesKey()))
                .ifPresent(window -> {
                    if (window.getValues().size() < remote.leastSteps()) {
                        request.setUnasked(COLD_START);
                    } else {
                        request.setWindow(window);
                    }
                });
        return steps.state();
    }

    private static ForecastDetector detector(Side side, byte @Nullable [] point, byte @Nullable [] model) {
        var wanted = ForecastSettings.defaults(side);
        return point == null
                ? ForecastDetector.create(wanted)
                : ForecastDetector.restore(new ForecastState(point, model), wanted);
    }

    private void save(
            ForecastSeriesState next,
            @Nullable ForecastState changes,
            byte @Nullable [] nextCapacity,
            OnTimerContext context)
            throws Exception {
        if (changes != null) {
            pointPart.update(changes.point());
            byte[] changedModel = changes.model();
            if (changedModel != null) {
                model.update(changedModel);
            }
        }
        if (nextCapacity != null) {
            capacity.update(nextCapacity);
        }
        next.setForgetAt(retention.scheduled(next.getForgetAt(), next.getTouchedAt(), context.timerService()));
        series.update(next);
    }

    private void forget(long timer, OnTimerContext context) throws Exception {
        ForecastSeriesState known = series.value();
        if (known == null) {
            return;
        }
        long forgetAt = retention.after(timer, known.getForgetAt(), known.getTouchedAt(), context.timerService());
        if (forgetAt == Retention.OVER) {
            series.clear();
            pointPart.clear();
            model.clear();
            capacity.clear();
            history.clear();
        } else if (forgetAt != known.getForgetAt()) {
            var later = Copies.shallow(known, new ForecastSeriesState());
            later.setForgetAt(forgetAt);
            series.update(later);
        }
    }

    private static ForecastSeriesState fresh() {
        return ForecastSeriesState.newBuilder()
                .setLastTimestamp(Long.MIN_VALUE)
                .setDeparture(new AnomalyState(false, 0))
                .setCapacity(new AnomalyState(false, 0))
                .build();
    }
}
