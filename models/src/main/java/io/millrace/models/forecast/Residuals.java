package io.millrace.models.forecast;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;

/**
 * How far the last forecasts were off, in the usual error of their step and hour of day: the quantiles of these are
 * the quantiles of the next forecast (conformal prediction, without its guarantee: errors of a series depend on
 * each other). One far beyond the known ones is taken in as not so far, so that an incident does not widen the band at once.
 */
final class Residuals {
    private static final int HOURS = 24;

    /** After so many errors an hour's own usual error counts as much as the common one. */
    private static final float SHRINK = 24;

    private static final float MOST_COUNTED = 240;
    private static final double MEMORY = 0.99;

    /** Times the outermost known error, and times the usual one for the scale. */
    private static final double FARTHEST = 1.5;

    private static final double FARTHEST_SHARE = 10;

    private final float[] ring;
    private int entered;
    private final float[] stepErrors;
    private final float[] hourFactors = new float[HOURS];
    private final float[] hourCounts = new float[HOURS];

    Residuals(int steps, int size) {
        this.ring = new float[size];
        this.stepErrors = new float[steps];
        Arrays.fill(stepErrors, Float.NaN);
        Arrays.fill(hourFactors, 1);
    }

    /** How many are known. */
    int size() {
        return Math.min(entered, ring.length);
    }

    /** The usual absolute error of this step in this hour; 0 before the first. */
    double scale(int step, long hour) {
        if (Float.isNaN(stepErrors[step])) {
            return 0;
        }
        int slot = Math.floorMod(hour, HOURS);
        double own = hourCounts[slot];
        return stepErrors[step] * (SHRINK + own * hourFactors[slot]) / (SHRINK + own);
    }

    /** @param keeps whether it also enters the sample of which quantiles are taken */
    void learn(int step, long hour, double residual, boolean keeps) {
        double scale = scale(step, hour);
        if (!(scale > 0)) {
            stepErrors[step] = (float) Math.abs(residual);
            return;
        }
        double normal = bounded(residual / scale);
        double error = Math.abs(normal) * scale;
        if (stepErrors[step] > 0) {
            int slot = Math.floorMod(hour, HOURS);
            double share = Math.min(FARTHEST_SHARE, error / stepErrors[step]);
            hourCounts[slot] = Math.min(MOST_COUNTED, hourCounts[slot] + 1);
            hourFactors[slot] = (float) (hourFactors[slot] + (share - hourFactors[slot]) / hourCounts[slot]);
        }
        if (keeps) {
            ring[entered % ring.length] = (float) normal;
            // After the ring is full only the position in it matters.
            entered = entered + 1 < 2 * ring.length ? entered + 1 : ring.length;
        }
        stepErrors[step] = (float) (error + MEMORY * (stepErrors[step] - error));
    }

    private double bounded(double normal) {
        if (size() < ring.length) {
            return normal;
        }
        double low = -1;
        double high = 1;
        for (float known : ring) {
            low = Math.min(low, known);
            high = Math.max(high, known);
        }
        return Math.max(FARTHEST * low, Math.min(FARTHEST * high, normal));
    }

    /** Quantiles of the known ones. Plotting positions i / (n + 1): as large a share as the level is expected below. */
    double[] quantiles(double[] levels) {
        float[] sorted = Arrays.copyOf(ring, size());
        Arrays.sort(sorted);
        var quantiles = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            quantiles[i] = quantile(sorted, levels[i]);
        }
        return quantiles;
    }

    private static double quantile(float[] sorted, double level) {
        if (sorted.length == 0) {
            return 0;
        }
        double position = Math.max(0, Math.min(sorted.length - 1, level * (sorted.length + 1) - 1));
        int below = (int) position;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    void write(StateWriter out) {
        out.writeInt(entered);
        for (int i = 0; i < size(); i++) {
            out.writeFloat(ring[i]);
        }
        for (float error : stepErrors) {
            out.writeFloat(error);
        }
        for (int i = 0; i < HOURS; i++) {
            out.writeFloat(hourFactors[i]);
            out.writeFloat(hourCounts[i]);
        }
    }

    void read(StateReader in) {
        entered = in.readInt();
        for (int i = 0; i < size(); i++) {
            ring[i] = in.readFloat();
        }
        for (int i = 0; i < stepErrors.length; i++) {
            stepErrors[i] = in.readFloat();
        }
        for (int i = 0; i < HOURS; i++) {
            hourFactors[i] = in.readFloat();
            hourCounts[i] = in.readFloat();
        }
    }
}
