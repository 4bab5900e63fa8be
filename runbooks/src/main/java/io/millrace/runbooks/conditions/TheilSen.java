package io.millrace.runbooks.conditions;

import java.util.Arrays;

/**
 * A line through points that a quarter of outliers cannot turn (Theil 1950, Sen 1968): the median of the slopes between
 * all pairs, through the median of what it leaves. Times are distinct and rising.
 */
final class TheilSen {
    /** 99 % quantile of the normal distribution. */
    private static final double SIGNIFICANT = 2.326;

    private final long[] times;
    private final double[] values;

    TheilSen(long[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    /** Per millisecond. */
    double slope() {
        int n = times.length;
        var slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
            }
        }
        return median(slopes);
    }

    /** Where the line of this slope stands at the newest point. */
    double newest(double slope) {
        long last = times[times.length - 1];
        var left = new double[times.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = values[i] + slope * (last - times[i]);
        }
        return median(left);
    }

    /**
     * Whether more pairs rise than chance explains, one-sided at 1 % (Mann 1945): without a trend, rising less falling
     * pairs of n points vary by n (n - 1) (2 n + 5) / 18. Of four or five points, all pairs.
     */
    boolean rises() {
        int n = times.length;
        int surplus = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                surplus += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
            }
        }
        double deviation = Math.sqrt(n * (n - 1) * (2 * n + 5) / 18.0);
        return surplus >= Math.min(n * (n - 1) / 2, SIGNIFICANT * deviation);
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }
}
