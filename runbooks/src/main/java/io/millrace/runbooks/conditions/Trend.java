package io.millrace.runbooks.conditions;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A rising trend over a window: the Theil–Sen slope (median of the slopes between all pairs of points,
 * which up to 29 % outliers cannot turn) is positive and carries the series up by at least {@code rise}
 * over the window, and the newest point lies above the oldest.
 */
public final class Trend {
    /** Fewer points make no trend. */
    static final int MIN_POINTS = 4;

    private final Duration over;
    private final double rise;

    Trend(Duration over, double rise) {
        this.over = over;
        this.rise = rise;
    }

    /** Length of the window, counted back from the newest point. */
    public Duration over() {
        return over;
    }

    /** Least rise over the whole window, in the metric's unit; 0 takes any. */
    public double rise() {
        return rise;
    }

    /** Whether the points, oldest first, rise; only those within the window before the last one count. */
    boolean rising(List<Long> times, List<Double> values) {
        int last = times.size() - 1;
        int first = last;
        while (first > 0 && times.get(last) - times.get(first - 1) < over.toMillis()) {
            first--;
        }
        if (last - first + 1 < MIN_POINTS || values.get(last) <= values.get(first)) {
            return false;
        }
        double slope = slope(times.subList(first, last + 1), values.subList(first, last + 1));
        return slope > 0 && slope * over.toMillis() >= rise;
    }

    /** Median of the pairwise slopes, per millisecond. */
    private static double slope(List<Long> times, List<Double> values) {
        int n = times.size();
        var slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[count++] = (values.get(j) - values.get(i)) / (times.get(j) - times.get(i));
            }
        }
        Arrays.sort(slopes);
        int middle = count / 2;
        return count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
    }
}
