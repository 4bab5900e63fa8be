package io.millrace.models.forecast;

import java.util.Arrays;

/** Quantiles of the values of one series at the coming steps. Levels rise, and so do the quantiles of a step. */
public final class Forecast {
    private final long startMillis;
    private final long stepMillis;
    private final double[] levels;
    private final double[][] quantiles;

    /**
     * @param startMillis time of the first step
     * @param levels between 0 and 1, rising
     * @param quantiles for each level the values of all steps; where they cross they are sorted
     */
    public Forecast(long startMillis, long stepMillis, double[] levels, double[][] quantiles) {
        this.startMillis = startMillis;
        this.stepMillis = stepMillis;
        this.levels = levels.clone();
        this.quantiles = new double[levels.length][];
        for (int level = 0; level < levels.length; level++) {
            this.quantiles[level] = quantiles[level].clone();
        }
        for (int step = 0; step < steps(); step++) {
            sort(step);
        }
    }

    /** Sampled quantiles of neighbouring levels may cross. */
    private void sort(int step) {
        var values = new double[levels.length];
        for (int level = 0; level < levels.length; level++) {
            values[level] = quantiles[level][step];
        }
        Arrays.sort(values);
        for (int level = 0; level < levels.length; level++) {
            quantiles[level][step] = values[level];
        }
    }

    public long startMillis() {
        return startMillis;
    }

    public long stepMillis() {
        return stepMillis;
    }

    public int steps() {
        return quantiles[0].length;
    }

    /** Position of the step that covers a time, or -1 where none does. */
    public int stepAt(long timestampMillis) {
        long step = Math.floorDiv(timestampMillis - startMillis, stepMillis);
        return step >= 0 && step < steps() ? (int) step : -1;
    }

    public double[] levels() {
        return levels.clone();
    }

    /** The value below which the step's will lie with this probability; between two levels on the line between them. */
    public double quantile(double level, int step) {
        int above = 0;
        while (above < levels.length && levels[above] < level) {
            above++;
        }
        if (above == levels.length || above == 0 && levels[0] > level) {
            throw new IllegalArgumentException("The forecast has quantiles from " + levels[0] + " to "
                    + levels[levels.length - 1] + ", but " + level + " was asked for");
        }
        double upper = quantiles[above][step];
        if (levels[above] == level) {
            return upper;
        }
        double share = (level - levels[above - 1]) / (levels[above] - levels[above - 1]);
        return quantiles[above - 1][step] + share * (upper - quantiles[above - 1][step]);
    }
}
