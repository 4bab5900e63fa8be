package io.millrace.runbooks.conditions;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A rising trend over a window, told from noise: the Theil–Sen slope (median of the slopes between all
 * pairs of points, which up to 29 % outliers cannot turn) carries the series up by at least {@code rise}
 * over the window, the newest point lies above the oldest, and more pairs rise than chance explains
 * (Mann–Kendall, one-sided at 1 %; of four or five points, all pairs).
 */
public final class Trend {
    /** Fewer points make no trend. */
    static final int MIN_POINTS = 4;

    /** 99 % quantile of the normal distribution. */
    private static final double SIGNIFICANT = 2.326;

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
        while (first > 0 && times.get(last) - times.get(first - 1) <= over.toMillis()) {
            first--;
        }
        if (last - first + 1 < MIN_POINTS || values.get(last) <= values.get(first)) {
            return false;
        }
        var slopes = slopes(times.subList(first, last + 1), values.subList(first, last + 1));
        double slope = median(slopes);
        return slope > 0 && slope * over.toMillis() >= rise && isSignificant(slopes, last - first + 1);
    }

    /** Mann (1945): without a trend, rising less falling pairs of n points vary by n (n - 1) (2 n + 5) / 18. */
    private static boolean isSignificant(double[] slopes, int n) {
        double surplus = Arrays.stream(slopes).map(Math::signum).sum();
        double deviation = Math.sqrt(n * (n - 1) * (2 * n + 5) / 18.0);
        return surplus >= Math.min(slopes.length, SIGNIFICANT * deviation);
    }

    /** Between all pairs, per millisecond, in order of size. */
    private static double[] slopes(List<Long> times, List<Double> values) {
        int n = times.size();
        var slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[count++] = (values.get(j) - values.get(i)) / (times.get(j) - times.get(i));
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
