package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest points that a condition remembers: three times, which tell the period, or for a trend those of its window,
 * thinned to at most {@link #MOST} by keeping the first of each stretch of time; the newest three are always kept.
 */
final class RecentPoints {
    /** Enough for a trend; 496 pairs. */
    static final int MOST = 32;

    static final int LEAST = 3;

    private static final int STRETCHES = MOST - LEAST;
    private static final long DEFAULT_PERIOD = Duration.ofMinutes(1).toMillis();

    /** EC2's basic monitoring; a sparser metric's single point is not taken for more. */
    private static final long MAX_PERIOD = Duration.ofMinutes(5).toMillis();

    private RecentPoints() {}

    /** Adds a point that is newer than all others. */
    static void remember(@Nullable Trend trend, ConditionState next, long at, double figure) {
        var times = new ArrayList<>(next.getRecentTimes());
        times.add(at);
        if (trend == null) {
            keepNewest(times);
            next.setRecentTimes(times);
            next.setRecentValues(List.of());
            return;
        }
        // a state kept without a trend has times only
        var values = new ArrayList<>(next.getRecentValues());
        while (times.size() > values.size() + 1) {
            times.remove(0);
        }
        values.add(figure);
        thin(times, values, trend.over().toMillis());
        next.setRecentTimes(times);
        next.setRecentValues(values);
    }

    /**
     * The declared period, or the smallest distance between the newest three points (one minute until two are known, at
     * most five minutes), so that a gap is never taken for a long period.
     */
    static long period(ConditionRule rule, ConditionState state) {
        if (rule.period().isPresent()) {
            return rule.period().get().toMillis();
        }
        var times = state.getRecentTimes();
        long smallest = Long.MAX_VALUE;
        for (int i = Math.max(1, times.size() - LEAST + 1); i < times.size(); i++) {
            smallest = Math.min(smallest, times.get(i) - times.get(i - 1));
        }
        return smallest == Long.MAX_VALUE ? DEFAULT_PERIOD : Math.min(smallest, MAX_PERIOD);
    }

    private static void keepNewest(List<Long> times) {
        while (times.size() > LEAST) {
            times.remove(0);
        }
    }

    private static void thin(List<Long> times, List<Double> values, long over) {
        long oldest = times.get(times.size() - 1) - over;
        while (times.size() > LEAST && times.get(0) < oldest) {
            times.remove(0);
            values.remove(0);
        }
        // the one that has just left the newest three goes where its stretch has one already
        int aged = times.size() - LEAST - 1;
        long stretch = Math.max(1, over / STRETCHES + 1);
        if (aged > 0 && times.get(aged) / stretch == times.get(aged - 1) / stretch) {
            times.remove(aged);
            values.remove(aged);
        }
        // what an older, larger memory left
        while (times.size() > MOST) {
            times.remove(0);
            values.remove(0);
        }
    }
}
