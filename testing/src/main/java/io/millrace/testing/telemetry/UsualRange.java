package io.millrace.testing.telemetry;

import java.util.Arrays;

/** What is usual of a series before anything is planted: quantiles of its values, and its noise from point to point. */
record UsualRange(double lowest, double low, double median, double high, double width, double noise) {
    /** A tenth of a per cent of wobble would be no range to measure an anomaly by. */
    private static final double LEAST_WIDTH = 0.2;

    /** Of a normal distribution, the deviation by the median of absolute differences of neighbours. */
    private static final double DEVIATIONS_PER_STEP = 1.05;

    static UsualRange of(double[] values) {
        var sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        var low = quantile(sorted, 0.01);
        var median = quantile(sorted, 0.5);
        var high = quantile(sorted, 0.99);
        var width = Math.max(high - low, Math.max(1e-9, LEAST_WIDTH * Math.abs(median)));
        return new UsualRange(sorted[0], low, median, high, width, noise(values));
    }

    private static double noise(double[] values) {
        var steps = new double[values.length];
        for (var i = 1; i < values.length; i++) {
            steps[i] = Math.abs(values[i] - values[i - 1]);
        }
        var sorted = Arrays.stream(steps).filter(Double::isFinite).sorted().toArray();
        return DEVIATIONS_PER_STEP * quantile(sorted, 0.5);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))];
    }

    /** Metrics that never were negative cannot become so. */
    double bounded(double value) {
        return lowest >= 0 ? Math.max(0, value) : value;
    }
}
