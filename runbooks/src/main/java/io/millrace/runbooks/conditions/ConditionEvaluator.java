package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, point by point in order of time, whether a condition is met. Pure: the state passed in is
 * not changed and not kept.
 *
 * <p>A point covers the period that starts at its timestamp, so a run of breaching points lasts from
 * its first timestamp to its newest plus one period: five one-minute points make five minutes. The
 * period is the smallest distance between recent points (one minute until two are known, at most five
 * minutes), so that a gap is never taken for a long period. A gap longer than the condition's duration
 * and three periods breaks the run: nothing is known about the time between.
 */
public final class ConditionEvaluator {
    /** Points kept for a trend; without one, those that tell the period. */
    static final int MAX_RECENT = 60;

    static final int MIN_RECENT = 3;

    private static final long DEFAULT_PERIOD = Duration.ofMinutes(1).toMillis();

    /** EC2's basic monitoring; a sparser metric's single point is not taken for more. */
    private static final long MAX_PERIOD = Duration.ofMinutes(5).toMillis();

    private static final int GAP_PERIODS = 3;

    private ConditionEvaluator() {}

    /** The state before the first point. */
    public static ConditionState initial(MetricCondition condition) {
        return ConditionState.newBuilder().setConditionId(condition.id()).build();
    }

    /**
     * Takes one point of a series. A value that is not finite, or a point not newer than the last one,
     * changes nothing.
     */
    public static ConditionStep evaluate(
            MetricCondition condition, String seriesKey, ConditionState state, long timestampMillis, double value) {
        var next = Copies.shallow(state, new ConditionState());
        var at = Instant.ofEpochMilli(timestampMillis);
        if (!Double.isFinite(value) || !isNewer(state, timestampMillis)) {
            return new ConditionStep(next, Transition.NONE, value, condition.level(), next.getBreachingPoints(), at);
        }
        breakRunAfterGap(condition, next, timestampMillis);
        remember(condition, next, timestampMillis, value);
        count(condition, next, at, value);

        if (!next.getMet() && isMet(condition, next, timestampMillis)) {
            var since = orElse(next.getBreachingSince(), at);
            next.setMet(true);
            next.setOccurrenceId(Ids.hash("condition", condition.id(), seriesKey, Long.toString(since.toEpochMilli())));
            return new ConditionStep(next, Transition.MET, value, condition.level(), next.getBreachingPoints(), since);
        }
        if (next.getMet() && next.getNormalPoints() >= condition.clearPoints()) {
            var since = orElse(next.getNormalSince(), at);
            int points = next.getNormalPoints();
            next.setMet(false);
            next.setNormalPoints(0);
            next.setNormalSince(null);
            return new ConditionStep(next, Transition.CLEARED, value, condition.clearLevel(), points, since);
        }
        var since = orElse(next.getBreachingSince(), orElse(next.getNormalSince(), at));
        return new ConditionStep(next, Transition.NONE, value, condition.level(), next.getBreachingPoints(), since);
    }

    private static boolean isNewer(ConditionState state, long timestampMillis) {
        var times = state.getRecentTimes();
        return times.isEmpty() || timestampMillis > times.get(times.size() - 1);
    }

    private static void breakRunAfterGap(MetricCondition condition, ConditionState next, long timestampMillis) {
        var times = next.getRecentTimes();
        if (times.isEmpty() || next.getBreachingSince() == null) {
            return;
        }
        long gap = timestampMillis - times.get(times.size() - 1);
        if (gap > Math.max(condition.lasting().toMillis(), GAP_PERIODS * period(times))) {
            next.setBreachingSince(null);
            next.setBreachingPoints(0);
        }
    }

    private static void remember(MetricCondition condition, ConditionState next, long timestampMillis, double value) {
        var times = new ArrayList<>(next.getRecentTimes());
        var values = new ArrayList<>(next.getRecentValues());
        times.add(timestampMillis);
        values.add(value);
        long oldest = condition
                .trend()
                .map(trend -> timestampMillis - trend.over().toMillis())
                .orElse(timestampMillis);
        while (times.size() > MAX_RECENT || (times.size() > MIN_RECENT && times.get(0) < oldest)) {
            times.remove(0);
            values.remove(0);
        }
        next.setRecentTimes(times);
        next.setRecentValues(values);
    }

    private static void count(MetricCondition condition, ConditionState next, Instant at, double value) {
        if (condition.comparator().breaches(value, condition.level())) {
            next.setBreachingSince(orElse(next.getBreachingSince(), at));
            next.setBreachingPoints(next.getBreachingPoints() + 1);
        } else {
            next.setBreachingSince(null);
            next.setBreachingPoints(0);
        }
        if (next.getMet() && !condition.comparator().breaches(value, condition.clearLevel())) {
            next.setNormalSince(orElse(next.getNormalSince(), at));
            next.setNormalPoints(next.getNormalPoints() + 1);
        } else {
            next.setNormalSince(null);
            next.setNormalPoints(0);
        }
    }

    private static boolean isMet(MetricCondition condition, ConditionState next, long timestampMillis) {
        var since = next.getBreachingSince();
        if (since == null) {
            return false;
        }
        var times = next.getRecentTimes();
        long lasted = timestampMillis + period(times) - since.toEpochMilli();
        return lasted >= condition.lasting().toMillis()
                && condition
                        .trend()
                        .map(trend -> trend.rising(times, next.getRecentValues()))
                        .orElse(true);
    }

    private static long period(List<Long> times) {
        long smallest = Long.MAX_VALUE;
        for (int i = 1; i < times.size(); i++) {
            smallest = Math.min(smallest, times.get(i) - times.get(i - 1));
        }
        return smallest == Long.MAX_VALUE ? DEFAULT_PERIOD : Math.min(smallest, MAX_PERIOD);
    }

    private static Instant orElse(@Nullable Instant value, Instant otherwise) {
        return value == null ? otherwise : value;
    }
}
