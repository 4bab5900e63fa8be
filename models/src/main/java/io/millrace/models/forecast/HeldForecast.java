package io.millrace.models.forecast;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/** The forecast of the current hour as it was made, guess by guess, so that each value can teach what it was off by. */
final class HeldForecast {
    static final int STEPS = 12;
    static final long STEP_MILLIS = 300_000L;
    static final double[] LEVELS = {0.01, 0.05, 0.1, 0.5, 0.9, 0.95, 0.99};
    static final int GUESSES = 7;

    private long start = Long.MIN_VALUE;
    private final float[] guesses = new float[STEPS * GUESSES];
    private final float[] medians = new float[STEPS];
    private final float[] quantiles = new float[STEPS * LEVELS.length];

    void begin(long startMillis) {
        start = startMillis;
    }

    /** The step that covers a time, or -1. */
    int stepOf(long millis) {
        if (start == Long.MIN_VALUE) {
            return -1;
        }
        long step = Math.floorDiv(millis - start, STEP_MILLIS);
        return step >= 0 && step < STEPS ? (int) step : -1;
    }

    void set(int step, double[] ours, double median) {
        for (int i = 0; i < GUESSES; i++) {
            guesses[step * GUESSES + i] = (float) ours[i];
        }
        medians[step] = (float) median;
    }

    /** Quantiles around the median: the given ones of normalised errors times their scale. */
    void band(int step, double scale, double[] normal) {
        for (int level = 0; level < LEVELS.length; level++) {
            quantiles[step * LEVELS.length + level] = (float) (medians[step] + scale * normal[level]);
        }
    }

    double guess(int step, int position) {
        return guesses[step * GUESSES + position];
    }

    double median(int step) {
        return medians[step];
    }

    Forecast forecast() {
        var values = new double[LEVELS.length][STEPS];
        for (int level = 0; level < LEVELS.length; level++) {
            for (int step = 0; step < STEPS; step++) {
                values[level][step] = quantiles[step * LEVELS.length + level];
            }
        }
        return new Forecast(start, STEP_MILLIS, LEVELS, values);
    }

    void write(StateWriter out) {
        out.writeLong(start);
        write(guesses, out);
        write(medians, out);
        write(quantiles, out);
    }

    private static void write(float[] values, StateWriter out) {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    void read(StateReader in) {
        start = in.readLong();
        read(guesses, in);
        read(medians, in);
        read(quantiles, in);
    }

    private static void read(float[] values, StateReader in) {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
    }
}
