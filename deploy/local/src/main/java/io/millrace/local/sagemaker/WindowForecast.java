package io.millrace.local.sagemaker;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Forecasts what follows a window from the window alone: halfway between the last level and what followed a day before it,
 * as far as the window reaches; around it the quantiles of what this would have been off within the window.
 */
final class WindowForecast {
    private static final int LEVEL_STEPS = 3;

    private final double[] values;
    private final int day;
    private final double[][] errors;

    /**
     * @param values oldest first, NaN where missing
     * @param day steps of a day
     */
    WindowForecast(double[] values, int day, int steps) {
        this.values = values;
        this.day = day;
        this.errors = IntStream.range(0, steps).mapToObj(this::errors).toArray(double[][]::new);
    }

    private double[] errors(int step) {
        return IntStream.range(LEVEL_STEPS, values.length - step)
                .mapToDouble(origin -> values[origin + step] - guess(origin, step))
                .filter(error -> !Double.isNaN(error))
                .sorted()
                .toArray();
    }

    /** A quantile of the value so many steps after the window. */
    double quantile(double level, int step) {
        double guess = guess(values.length, step);
        double[] sorted = errors[step];
        double off = sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, level * sorted.length)];
        return (Double.isNaN(guess) ? 0 : guess) + off;
    }

    private double guess(int origin, int step) {
        double level = level(origin);
        if (origin - day < LEVEL_STEPS || day <= step) {
            return level;
        }
        int then = origin - day + step;
        double season = mean(then - 1, Math.min(origin, then + 2)) + (level - level(origin - day)) / 2;
        return Double.isNaN(season) ? level : season;
    }

    private double level(int origin) {
        return mean(Math.max(0, origin - LEVEL_STEPS), origin);
    }

    /** Of those that are known; NaN where none is. */
    private double mean(int from, int to) {
        return Arrays.stream(values, from, to)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
