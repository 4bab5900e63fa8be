package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import io.millrace.domain.record.Copies;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides, point by point in order of time, whether a condition is met. Pure: the state passed in is not changed and
 * not kept.
 *
 * <p>A point covers the period that starts at its timestamp, so a run of breaching points lasts from its first
 * timestamp to its newest plus one period: five one-minute points make five minutes.
 */
public final class ConditionEvaluator {
    private ConditionEvaluator() {}

    /** The state before the first point. */
    public static ConditionState initial(ConditionRule rule) {
        return ConditionState.newBuilder().setConditionId(rule.id()).build();
    }

    /**
     * Takes one point of a series. One that is not newer than the last, or does not carry the figure, is as if it were
     * missing.
     */
    public static ConditionStep evaluate(MetricCondition condition, ConditionState state, Reading reading) {
        double statistic = statistic(condition, reading);
        double figure = isNewer(state, reading.at()) ? figure(condition, state, reading, statistic) : Double.NaN;
        ConditionStep step = take(
                condition.rule(),
                reading.point().getSeriesKey(),
                state,
                new Taken(condition, reading.at(), reading.arrivedAt(), figure));
        if (condition.figure().isRate() && Double.isFinite(statistic) && reading.at() > state.getPreviousAt()) {
            step.state().setPrevious(statistic);
            step.state().setPreviousAt(reading.at());
        }
        var threshold = condition.thresholdOrNull();
        if (condition.figure().isFromExpected() && threshold != null && Double.isFinite(figure)) {
            HeldExpectation.after(step.state(), reading, threshold.of(figure));
        }
        return step;
    }

    /** Takes what a joined minute says. One that is not newer than the last, or says nothing, is as if it were missing. */
    static ConditionStep evaluate(
            ConditionRule rule, String key, ConditionState state, long at, long arrivedAt, Said said) {
        return take(rule, key, state, new Taken(at, arrivedAt, said));
    }

    private static ConditionStep take(ConditionRule rule, String key, ConditionState state, Taken point) {
        var next = Copies.shallow(state, new ConditionState());
        var at = Instant.ofEpochMilli(point.at);
        if (!Double.isFinite(point.figure) || !isNewer(state, point.at)) {
            return new ConditionStep(next, Transition.NONE, at, point.figure, Double.NaN, 0, at);
        }
        var filled = MissingPoints.before(rule, key, next, point.at);
        RecentPoints.remember(point.trend, next, point.at, point.figure);
        if (rule.watchesSilence()) {
            next.setArrivedAt(point.arrivedAt);
        }
        long period = RecentPoints.period(rule, next);
        var course = new ConditionCourse(rule, key, next);
        var transition = course.take(point.at, period, point.verdict(next, period), () -> point.holds(next, period));
        var step = step(transition, point, next, course);
        return filled.transition() == Transition.NONE ? step : step.after(filled.step(next));
    }

    private static ConditionStep step(Transition transition, Taken point, ConditionState next, ConditionCourse course) {
        var at = Instant.ofEpochMilli(point.at);
        if (transition == Transition.CLEARED) {
            var since = ConditionCourse.orElse(next.getNormalSince(), at);
            int points = next.getNormalPoints();
            course.clear();
            return new ConditionStep(next, transition, at, point.figure, point.clearLevel, points, since);
        }
        var since = ConditionCourse.orElse(next.getBreachingSince(), ConditionCourse.orElse(next.getNormalSince(), at));
        return new ConditionStep(next, transition, at, point.figure, point.level, course.breachingPoints(), since);
    }

    private static double statistic(MetricCondition condition, Reading reading) {
        return condition.statistic().map(wanted -> wanted.read(reading.point())).orElse(Double.NaN);
    }

    private static double figure(MetricCondition condition, ConditionState state, Reading reading, double statistic) {
        if (condition.rule().absentFor().isPresent()) {
            // any point is a sign of life, or only one that carries the statistic
            return condition.statistic().isPresent()
                    ? statistic
                    : reading.point().getCount();
        }
        return condition.figure().of(reading, statistic, state);
    }

    private static boolean isNewer(ConditionState state, long at) {
        var times = state.getRecentTimes();
        return times.isEmpty() || at > times.get(times.size() - 1);
    }

    /** One point on its way through the course. */
    private static final class Taken {
        private final long at;
        private final long arrivedAt;
        private final double figure;
        private final double level;
        private final double clearLevel;
        private final @Nullable Threshold threshold;
        private final @Nullable Trend trend;
        private final @Nullable Verdict said;

        Taken(MetricCondition condition, long at, long arrivedAt, double figure) {
            this.at = at;
            this.arrivedAt = arrivedAt;
            this.figure = figure;
            this.threshold = condition.thresholdOrNull();
            this.trend = condition.trendOrNull();
            this.level = threshold == null ? Double.NaN : threshold.level();
            this.clearLevel = threshold == null ? Double.NaN : threshold.clearLevel();
            this.said = condition.rule().absentFor().isPresent() ? Verdict.NORMAL : null;
        }

        Taken(long at, long arrivedAt, Said said) {
            this.at = at;
            this.arrivedAt = arrivedAt;
            this.figure = said.value();
            this.level = said.level();
            this.clearLevel = said.clearLevel();
            this.threshold = null;
            this.trend = null;
            this.said = said.verdict();
        }

        Verdict verdict(ConditionState next, long period) {
            if (said != null) {
                return said;
            }
            if (threshold != null) {
                return threshold.of(figure);
            }
            return holds(next, period) ? Verdict.BREACHING : Verdict.NORMAL;
        }

        boolean holds(ConditionState next, long period) {
            return trend == null || trend.holds(next.getRecentTimes(), next.getRecentValues(), period);
        }
    }
}
