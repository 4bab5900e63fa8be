package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.ConditionState;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ScoreState;
import io.millrace.domain.time.TimeBounds;
import io.millrace.models.series.SeriesScore;
import io.millrace.runbooks.conditions.ConditionEvaluator;
import io.millrace.runbooks.conditions.ConditionStep;
import io.millrace.runbooks.conditions.MetricCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Decides which events one scored point gives: an anomaly opens once and recovers after enough usual points;
 * a condition is met, repeated with its newest figures while it lasts, and cleared. Pure: states in, states out.
 */
final class SeriesWatch {
    /**
     * While a condition stays met its figures are repeated at the first point of each such span of event time, so
     * that verification sees data of sparse metrics and is not flooded by dense ones.
     */
    private static final long REPEAT_EVERY = Duration.ofMinutes(5).toMillis();

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
            return known.getOpen() ? List.of() : List.of(marked(MetricEvents.anomaly(point, score, value)));
        }
        if (!known.getOpen()) {
            return List.of();
        }
        int normal = score.isUsual() ? known.getNormalPoints() + 1 : 0;
        boolean over = normal >= recoverPoints;
        next.accept(new AnomalyState(!over, over ? 0 : normal));
        return over ? List.of(marked(MetricEvents.recovered(point, value, normal))) : List.of();
    }

    /** As {@link #anomaly}, for a series that leaves its forecast: another identity, so that the two never end each other. */
    List<OpsEvent> departure(
            AnomalyState known, MetricDatum point, SeriesScore score, double value, Consumer<AnomalyState> next) {
        if (score.isAnomaly()) {
            next.accept(new AnomalyState(true, 0));
            return known.getOpen() ? List.of() : List.of(marked(MetricEvents.departure(point, score, value)));
        }
        return back(known, score.isUsual(), next)
                ? List.of(marked(MetricEvents.returned(point, value, recoverPoints)))
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
                    : List.of(marked(MetricEvents.limitInSight(point, left.get(), limit, value)));
        }
        return back(known, true, next) ? List.of(marked(MetricEvents.limitOutOfSight(point, limit, value))) : List.of();
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

    /** The events of all conditions on this metric; {@code next} is updated. */
    List<OpsEvent> conditions(ScoreState next, MetricDatum point, List<MetricCondition> conditions) {
        if (conditions.isEmpty()) {
            return List.of();
        }
        var states = new ArrayList<ConditionState>(conditions.size());
        var events = new ArrayList<OpsEvent>();
        for (MetricCondition condition : conditions) {
            ConditionState known = state(next, condition);
            OptionalDouble value = condition.statistic().of(point);
            if (value.isEmpty()) {
                states.add(known);
                continue;
            }
            ConditionStep step = ConditionEvaluator.evaluate(
                    condition, point.getSeriesKey(), known, point.getTimestamp().toEpochMilli(), value.getAsDouble());
            states.add(step.state());
            event(point, condition, known, step).map(this::marked).ifPresent(events::add);
        }
        next.setConditions(states);
        return events;
    }

    /** A point may lie as far from its arrival as any event. */
    private OpsEvent marked(OpsEvent event) {
        event.setFuture(times.isFuture(event.getEventTime(), event.getArrivedAt()));
        event.setLate(times.isLate(event.getEventTime(), event.getArrivedAt()));
        return event;
    }

    private static Optional<OpsEvent> event(
            MetricDatum point, MetricCondition condition, ConditionState known, ConditionStep step) {
        switch (step.transition()) {
            case MET:
                return Optional.of(MetricEvents.conditionMet(point, condition, step));
            case CLEARED:
                return Optional.of(MetricEvents.conditionCleared(point, condition, step));
            default:
                boolean repeats = step.state().getMet()
                        && step.state().getNormalPoints() == 0
                        && beginsASpan(known, point.getTimestamp().toEpochMilli());
                return repeats ? Optional.of(MetricEvents.conditionStillMet(point, condition, step)) : Optional.empty();
        }
    }

    private static boolean beginsASpan(ConditionState known, long at) {
        var times = known.getRecentTimes();
        return times.isEmpty()
                || Math.floorDiv(times.get(times.size() - 1), REPEAT_EVERY) != Math.floorDiv(at, REPEAT_EVERY);
    }

    private static ConditionState state(ScoreState state, MetricCondition condition) {
        return state.getConditions().stream()
                .filter(known -> known.getConditionId().equals(condition.id()))
                .findFirst()
                .orElseGet(() -> ConditionEvaluator.initial(condition));
    }
}
