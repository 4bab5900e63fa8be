package io.millrace.models.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * The last values of one series on a regular grid, oldest first, a missing one NaN: what a forecaster is told. Optionally
 * with the series' categories and with features of the future, where the model was trained with them.
 */
public final class SeriesWindow {
    private final long startMillis;
    private final long stepMillis;
    private final double[] values;
    private final List<Integer> categories;
    private final List<double[]> features;

    /**
     * @param startMillis time of the first value, a multiple of the step
     * @param stepMillis from one value to the next
     */
    public SeriesWindow(long startMillis, long stepMillis, double[] values) {
        this(startMillis, stepMillis, values, List.of(), List.of());
    }

    private SeriesWindow(
            long startMillis, long stepMillis, double[] values, List<Integer> categories, List<double[]> features) {
        if (stepMillis <= 0 || Math.floorMod(startMillis, stepMillis) != 0) {
            throw new IllegalArgumentException("A window of steps of " + stepMillis + " ms begins at " + startMillis
                    + "; it must begin at a multiple of its step");
        }
        this.startMillis = startMillis;
        this.stepMillis = stepMillis;
        this.values = values.clone();
        this.categories = List.copyOf(categories);
        this.features = new ArrayList<>(features);
    }

    /** The same, of these categories: only for a model that was trained with as many. */
    public SeriesWindow of(List<Integer> wanted) {
        return new SeriesWindow(startMillis, stepMillis, values, wanted, features);
    }

    /** The same, with features: each has a value for every value of the window and every step of the forecast. */
    public SeriesWindow with(List<double[]> known) {
        return new SeriesWindow(startMillis, stepMillis, values, categories, known);
    }

    public long startMillis() {
        return startMillis;
    }

    public long stepMillis() {
        return stepMillis;
    }

    /** Time of the first value that the window does not hold: where a forecast begins. */
    public long endMillis() {
        return startMillis + values.length * stepMillis;
    }

    public int size() {
        return values.length;
    }

    /** NaN where it is missing. */
    public double value(int position) {
        return values[position];
    }

    public List<Integer> categories() {
        return categories;
    }

    public List<double[]> features() {
        return new ArrayList<>(features);
    }
}
