package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.ForecastJudgeState;
import io.millrace.domain.JudgedStep;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.record.Copies;
import io.millrace.models.forecast.ForecastJudge;
import io.millrace.models.forecast.ForecastSettings;
import io.millrace.models.forecast.Side;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.Retention;
import io.millrace.operators.stage.Undecided;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Compares a series' steps with the endpoint's quantiles; where there are none the carried embedded verdict stands, and what
 * is raised says why. State per series: {@link ForecastJudgeState}, some 500 bytes, forgotten after the retention.
 */
public final class JudgeForecastsFunction extends KeyedProcessFunction<String, ForecastAnswer, OpsEvent> {
    private static final long serialVersionUID = 1L;

    private final ScoreSettings settings;

    private transient ValueState<ForecastJudgeState> series;
    private transient ForecastQuestions questions;
    private transient SeriesWatch watch;
    private transient Undecided undecided;
    private transient Retention retention;

    public JudgeForecastsFunction(ScoreSettings settings) {
        this.settings = settings;
    }

    /** By series, as the points were. */
    public static String key(ForecastAnswer answer) {
        return answer.getRequest().getPoint().getSeriesKey();
    }

    @Override
    public void open(OpenContext context) {
        series = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("forecast", Records.type(ForecastJudgeState.class)));
        questions = new ForecastQuestions(settings.remoteForecasts());
        watch = new SeriesWatch(settings);
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "forecast");
        retention = new Retention(settings.retention());
    }

    @Override
    public void processElement(ForecastAnswer answer, Context context, Collector<OpsEvent> out) throws Exception {
        ForecastJudgeState known = series.value();
        MetricDatum point = answer.getRequest().getPoint();
        ForecastJudgeState next;
        List<OpsEvent> events;
        RemoteAnswer row;
        try {
            row = questions.row(answer);
            var judge = new ForecastJudge(ForecastSettings.defaults(side(point)));
            next = judge.next(known == null ? fresh() : known, answer);
            if (answer.getRequest().getDeparture().getOpen()) {
                next.setDeparture(answer.getRequest().getDeparture());
            }
            next.setTouchedAt(Math.max(next.getTouchedAt(), point.getArrivedAt().toEpochMilli()));
            events = watch.departure(
                    next.getDeparture(),
                    point,
                    judge.score(next),
                    answer.getRequest().getValue(),
                    judged(next, answer),
                    next::setDeparture);
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.point(point, e));
            return;
        }
        next.setForgetAt(retention.scheduled(next.getForgetAt(), next.getTouchedAt(), context.timerService()));
        series.update(next);
        if (row != null) {
            context.output(Outputs.REMOTE_ANSWERS, row);
        }
        events.forEach(out::collect);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        ForecastJudgeState known = series.value();
        if (known == null) {
            return;
        }
        long forgetAt = retention.after(timer, known.getForgetAt(), known.getTouchedAt(), context.timerService());
        if (forgetAt == Retention.OVER) {
            series.clear();
        } else if (forgetAt != known.getForgetAt()) {
            var later = Copies.shallow(known, new ForecastJudgeState());
            later.setForgetAt(forgetAt);
            series.update(later);
        }
    }

    /** A series that was asked about under another configuration is watched on both sides until its answers have passed. */
    private Side side(MetricDatum point) {
        Side side = settings.forecasts().sideOf(point);
        return side == null ? Side.BOTH : side;
    }

    /** Whose forecast the newest step was compared with. */
    private static Map<String, String> judged(ForecastJudgeState state, ForecastAnswer answer) {
        List<JudgedStep> steps = answer.getRequest().getSteps();
        if (!steps.isEmpty()
                && ForecastJudge.covers(state, steps.get(steps.size() - 1).getStart())) {
            return Map.of(
                    "model",
                    "sagemaker:" + answer.getRequest().getModel()
                            + (state.getVariant().isEmpty() ? "" : "/" + state.getVariant()));
        }
        return state.getFailure().isEmpty()
                ? Map.of("model", ForecastFunction.MODEL)
                : Map.of("model", ForecastFunction.MODEL, "fallback", state.getFailure());
    }

    private static ForecastJudgeState fresh() {
        return ForecastJudgeState.newBuilder()
                .setDeparture(new AnomalyState(false, 0))
                .build();
    }
}
