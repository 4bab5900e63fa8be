package io.millrace.models.forecast;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;

/**
 * How far each guess has been off lately, for near, middle and far steps by themselves. The better a guess was, the more
 * it counts: by the sixth power of its error, so that the best nearly decide and a change of who is best takes hours.
 */
final class Experts {
    private static final int GROUPS = 3;
    private static final int GUESSES = HeldForecast.GUESSES;

    /** What remains of an error after the next one: a memory of 50 errors. */
    private static final double MEMORY = 0.98;

    private final float[] errors = new float[GROUPS * GUESSES];

    Experts() {
        Arrays.fill(errors, Float.NaN);
    }

    /** The guesses weighed into one; those that are NaN do not count, and at least one is not. */
    double weigh(int step, double[] guesses) {
        int from = group(step) * GUESSES;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < GUESSES; i++) {
            if (!Double.isNaN(guesses[i]) && errors[from + i] < least) {
                least = errors[from + i];
            }
        }
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < GUESSES; i++) {
            if (!Double.isNaN(guesses[i])) {
                double weight = weight(errors[from + i], least);
                sum += weight * guesses[i];
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double weight(double error, double least) {
        if (Double.isNaN(error)) {
            return least == Double.MAX_VALUE ? 1 : 0;
        }
        double ratio = (least + Double.MIN_NORMAL) / (error + Double.MIN_NORMAL);
        double cube = ratio * ratio * ratio;
        return cube * cube;
    }

    void learn(int step, HeldForecast held, double value) {
        int from = group(step) * GUESSES;
        for (int i = 0; i < GUESSES; i++) {
            double error = Math.abs(value - held.guess(step, i));
            if (!Double.isNaN(error)) {
                double known = errors[from + i];
                errors[from + i] = (float) (Double.isNaN(known) ? error : error + MEMORY * (known - error));
            }
        }
    }

    private static int group(int step) {
        return step < 2 ? 0 : step < 6 ? 1 : 2;
    }

    void write(StateWriter out) {
        for (float error : errors) {
            out.writeFloat(error);
        }
    }

    void read(StateReader in) {
        for (int i = 0; i < errors.length; i++) {
            errors[i] = in.readFloat();
        }
    }
}
