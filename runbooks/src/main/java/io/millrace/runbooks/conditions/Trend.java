package io.millrace.runbooks.conditions;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A trend over a window, told from noise: the points cover a third of the window or more, the newest lies beyond the
 * oldest, more pairs rise than chance explains, and the robust line through them ({@link TheilSen}) carries the series
 * by at least {@code rise} over the window and, where that is declared, to a level within a time.
 */
public final class Trend {
    /** Fewer points make no trend. */
    static final int MIN_POINTS = 4;

    private static final int LEAST_COVERED = 3;

    private final boolean rising;
    private final Duration over;
    private final double rise;
    private final @Nullable Double reaches;
    private final @Nullable Duration within;

    /** @param within given where {@code reaches} is */
    Trend(boolean rising, Duration over, double rise, @Nullable Double reaches, @Nullable Duration within) {
        this.rising = rising;
        this.over = over;
        this.rise = rise;
        this.reaches = reaches;
        this.within = within;
    }

    /** Whether the series rises; otherwise it falls. */
    public boolean rising() {
        return rising;
    }

    /** Length of the window, counted back from the newest point. */
    public Duration over() {
        return over;
    }

    /** Least rise, or fall, over the whole window, in the figure's unit; 0 takes any. */
    public double rise() {
        return rise;
    }

    /** The level that the line must reach {@link #within()} a time. */
    public OptionalDouble reaches() {
        return reaches == null ? OptionalDouble.empty() : OptionalDouble.of(reaches);
    }

    /** How far ahead the line is followed; zero without {@link #reaches()}. */
    public Duration within() {
        return within == null ? Duration.ZERO : within;
    }

    /** The robust line's rise per hour over the newest window of points, oldest first; empty for too few of them. */
    public OptionalDouble slopePerHour(List<Long> times, List<Double> values) {
        int last = Math.min(times.size(), values.size()) - 1;
        int first = firstOf(times, last);
        int points = last - first + 1;
        if (points < MIN_POINTS) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(line(times, values, first, points, 1).slope()
                * Duration.ofHours(1).toMillis());
    }

    /** Whether it holds for points oldest first, at most one period apart from covering the time after the last. */
    boolean holds(List<Long> times, List<Double> values, long period) {
        int last = Math.min(times.size(), values.size()) - 1;
        int first = firstOf(times, last);
        int points = last - first + 1;
        if (points < MIN_POINTS || (times.get(last) + period - times.get(first)) * LEAST_COVERED < over.toMillis()) {
            return false;
        }
        int sign = rising ? 1 : -1;
        if (sign * values.get(last) <= sign * values.get(first)) {
            return false;
        }
        return holds(line(times, values, first, points, sign), sign);
    }

    /** The oldest point of the window that ends with the last one. */
    private int firstOf(List<Long> times, int last) {
        int first = Math.max(last, 0);
        while (first > 0 && times.get(last) - times.get(first - 1) <= over.toMillis()) {
            first--;
        }
        return first;
    }

    private static TheilSen line(List<Long> times, List<Double> values, int first, int points, int sign) {
        var at = new long[points];
        var upwards = new double[points];
        for (int i = 0; i < points; i++) {
            at[i] = times.get(first + i);
            upwards[i] = sign * values.get(first + i);
        }
        return new TheilSen(at, upwards);
    }

    /** The cheap question first: noise rarely passes it. */
    private boolean holds(TheilSen line, int sign) {
        if (!line.rises()) {
            return false;
        }
        double slope = line.slope();
        if (slope <= 0 || slope * over.toMillis() < rise) {
            return false;
        }
        return reaches == null || line.newest(slope) + slope * within().toMillis() >= sign * reaches;
    }
}
