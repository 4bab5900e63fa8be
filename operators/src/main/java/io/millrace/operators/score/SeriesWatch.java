package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.TimeBounds;
import io.millrace.models.series.SeriesScore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides which events the anomalies of a series give: one opens once and recovers after enough usual points. Pure: states
 * in, states out.
 */
final class SeriesWatch {
    private final int recoverPoints;
    private final TimeBounds times;

    SeriesWatch(ScoreSettings settings) {
        this.recoverPoints = settings.recoverPoints();
        this.times = settings.times();
    }

    /** The event of the anomaly's opening or end, if the point gives one; {@code next} is given the state after it. */
    List<OpsEvent> anomaly(
            AnomalyState known, MetricDatum point, SeriesScore score, double value, Consumer<AnomalyState> next) {
        if (score.isAnomaly()) {
            next.accept(new AnomalyState(true, 0));
            return known.getOpen()
                    ? List.of()
                    : List.of(MetricEvents.marked(MetricEvents.anomaly(point, score, value), times));
        }
        if (!known.getOpen()) {
            return List.of();
        }
        int normal = score.isUsual() ? known.getNormalPoints() + 1 : 0;
        boolean over = normal >= recoverPoints;
        next.accept(new AnomalyState(!over, over ? 0 : normal));
        return over ? List.of(MetricEvents.marked(MetricEvents.recovered(point, value, normal), times)) : List.of();
    }

    /** As {@link #anomaly}, for a series that leaves its forecast: another identity, so that the two never end each other. */
    List<OpsEvent> departure(
            AnomalyState known,
            MetricDatum point,
            SeriesScore score,
            double value,
            Map<String, String> judged,
            Consumer<AnomalyState> next) {
        if (score.isAnomaly()) {
            next.accept(new AnomalyState(true, 0));
            return known.getOpen()
                    ? List.of()
                    : List.of(MetricEvents.marked(MetricEvents.departure(point, score, value, judged), times));
        }
        return back(known, score.isUsual(), next)
                ? List.of(MetricEvents.marked(MetricEvents.returned(point, value, recoverPoints), times))
                : List.of();
    }

    /** The event of a limit that comes into sight, or is out of sight for enough points. */
    List<OpsEvent> capacity(
            AnomalyState known,
            MetricDatum point,
            Optional<Duration> left,
            double limit,
            double value,
            Consumer<AnomalyState> next) {
        if (left.isPresent()) {
            next.accept(new AnomalyState(true, 0));
            return known.getOpen()
                    ? List.of()
                    : List.of(MetricEvents.marked(MetricEvents.limitInSight(point, left.get(), limit, value), times));
        }
        return back(known, true, next)
                ? List.of(MetricEvents.marked(MetricEvents.limitOutOfSight(point, limit, value), times))
                : List.of();
    }

    /** Whether what was open is over with this point. */
    private boolean back(AnomalyState known, boolean usual, Consumer<AnomalyState> next) {
        if (!known.getOpen()) {
            return false;
        }
        int normal = usual ? known.getNormalPoints() + 1 : 0;
        boolean over = normal >= recoverPoints;
        next.accept(new AnomalyState(!over, over ? 0 : normal));
        return over;
    }
}
