package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.RemoteScoreState;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.record.Copies;
import io.millrace.models.sagemaker.RemoteThreshold;
import io.millrace.models.series.SeriesScore;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.Retention;
import io.millrace.operators.stage.Undecided;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an endpoint's scores mean for a series; without one the carried embedded score decides exactly as it would
 * have without an endpoint. State per series: {@link RemoteScoreState}, forgotten after the retention.
 */
public final class RemoteThresholdFunction extends KeyedProcessFunction<String, ScoreAnswer, OpsEvent> {
    private static final long serialVersionUID = 1L;

    private static final Duration NEGLECT = Duration.ofHours(1);

    private static final ForestQuestions QUESTIONS = new ForestQuestions();

    private final ScoreSettings settings;

    private transient ValueState<RemoteScoreState> series;
    private transient RemoteThreshold threshold;
    private transient SeriesWatch watch;
    private transient Undecided undecided;
    private transient Retention retention;

    public RemoteThresholdFunction(ScoreSettings settings) {
        this.settings = settings;
    }

    /** By series, as the points were. */
    public static String key(ScoreAnswer answer) {
        return answer.getRequest().getPoint().getSeriesKey();
    }

    @Override
    public void open(OpenContext context) {
        series = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("remote-series", Records.type(RemoteScoreState.class)));
        threshold = new RemoteThreshold(
                settings.remote().threshold(),
                settings.quantile(),
                settings.remote().warmUpScores());
        watch = new SeriesWatch(settings);
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "score");
        retention = new Retention(settings.retention());
    }

    @Override
    public void processElement(ScoreAnswer answer, Context context, Collector<OpsEvent> out) throws Exception {
        RemoteScoreState kept = series.value();
        RemoteScoreState known = kept == null ? fresh() : kept;
        RemoteScoreState next = known;
        var point = answer.getRequest().getPoint();
        MetricScore row = null;
        List<OpsEvent> events = List.of();
        RemoteAnswer told;
        try {
            told = QUESTIONS.row(answer);
            SeriesScore score = judge(known, answer);
            if (answer.getRequest().getSampled() || score.anomalyGrade() > 0) {
                row = row(answer, score);
            }
            if (!isNoNews(known, answer, score)) {
                next = after(known, answer);
                events = watch.anomaly(
                        known.getAnomaly(),
                        point,
                        score,
                        answer.getRequest().getEmbedded().getValue(),
                        next::setAnomaly);
            }
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.point(point, e));
            return;
        }
        if (next != known) {
            next.setForgetAt(retention.scheduled(next.getForgetAt(), next.getTouchedAt(), context.timerService()));
            series.update(next);
        }
        if (row != null) {
            context.output(Outputs.SCORES, row);
        }
        if (told != null) {
            context.output(Outputs.REMOTE_ANSWERS, told);
        }
        events.forEach(out::collect);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<OpsEvent> out) throws Exception {
        RemoteScoreState known = series.value();
        if (known == null) {
            return;
        }
        long forgetAt = retention.after(timer, known.getForgetAt(), known.getTouchedAt(), context.timerService());
        if (forgetAt == Retention.OVER) {
            series.clear();
        } else if (forgetAt != known.getForgetAt()) {
            var later = Copies.shallow(known, new RemoteScoreState());
            later.setForgetAt(forgetAt);
            series.update(later);
        }
    }

    /**
     * A usual point without an answer, of a series with nothing open: writing the state for each would cost as much as
     * all else here while an endpoint is ill. An hour's neglect is nothing to the time to live.
     */
    private static boolean isNoNews(RemoteScoreState known, ScoreAnswer answer, SeriesScore score) {
        return answer.getScore() == null
                && !score.isAnomaly()
                && !known.getAnomaly().getOpen()
                && (known.getPoints() == 0 || arrival(answer) - known.getTouchedAt() < NEGLECT.toMillis());
    }

    private RemoteScoreState after(RemoteScoreState known, ScoreAnswer answer) {
        RemoteScoreState next = answer.getScore() == null
                ? Copies.shallow(known, new RemoteScoreState())
                : threshold.learn(known, answer.getScore());
        next.setTouchedAt(Math.max(next.getTouchedAt(), arrival(answer)));
        return next;
    }

    private static long arrival(ScoreAnswer answer) {
        return answer.getRequest().getPoint().getArrivedAt().toEpochMilli();
    }

    private SeriesScore judge(RemoteScoreState known, ScoreAnswer answer) {
        MetricScore embedded = answer.getRequest().getEmbedded();
        @Nullable Double score = answer.getScore();
        return score == null
                ? Explanation.again(embedded, answer.getRequest().getSurprise())
                : threshold.judge(known, score, embedded.getExpected());
    }

    private static MetricScore row(ScoreAnswer answer, SeriesScore score) {
        var row = Copies.shallow(answer.getRequest().getEmbedded(), new MetricScore());
        if (answer.getScore() == null) {
            row.setFallback(answer.getFailure());
            return row;
        }
        row.setAnomalyScore(score.anomalyScore());
        row.setThreshold(score.threshold());
        row.setAnomalyGrade(score.anomalyGrade());
        // the embedded model's reasons are not the endpoint's
        row.setShares(Map.of());
        row.setOneInDays(null);
        row.setModel("sagemaker:" + answer.getRequest().getModel()
                + (answer.getVariant().isEmpty() ? "" : "/" + answer.getVariant()));
        return row;
    }

    private static RemoteScoreState fresh() {
        return RemoteScoreState.newBuilder()
                .setAnomaly(new AnomalyState(false, 0))
                .build();
    }
}
