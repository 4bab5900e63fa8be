package io.millrace.models.forecast;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a series that fills or drains will be in the coming six hours: its last level carried on along the slopes of the
 * last six hours (Theil and Sen: the quantiles of the slopes between any two quarters of an hour that lie an hour apart
 * or more), so that neither noise nor one jump makes a trend. It never looks farther ahead than it looked back. 130 bytes of state.
 */
public final class CapacityForecaster {
    /** Quarters of an hour, looked back and ahead. */
    public static final int STEPS = 24;

    private static final long STEP = 900_000L;
    private static final int VERSION = 1;

    /** Three hours are known, or nobody can say. */
    private static final int LEAST = 12;

    private static final int LEAST_APART = 4;
    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private final float[] means = new float[STEPS];
    private long step = Long.MIN_VALUE;
    private double sum;
    private int count;

    /** One that has seen nothing. */
    public CapacityForecaster() {
        Arrays.fill(means, Float.NaN);
    }

    /** Takes in a point; what is not finite or older than the current quarter of an hour is not learned. */
    public void learn(long millis, double value) {
        long next = Math.floorDiv(millis, STEP);
        if (!Double.isFinite(value) || next < step) {
            return;
        }
        if (next > step) {
            end(next);
        }
        sum += value;
        count++;
    }

    private void end(long next) {
        if (count > 0) {
            push(sum / count);
            for (long missing = step + 1; missing < Math.min(next, step + 1 + STEPS); missing++) {
                push(Double.NaN);
            }
        }
        step = next;
        sum = 0;
        count = 0;
    }

    private void push(double mean) {
        System.arraycopy(means, 1, means, 0, STEPS - 1);
        means[STEPS - 1] = (float) mean;
    }

    /** Quarters of an hour from the current one on; empty while fewer than three hours are known or the newest is not. */
    public Optional<Forecast> forecast() {
        int known = 0;
        for (float mean : means) {
            known += Float.isNaN(mean) ? 0 : 1;
        }
        if (known < LEAST || Float.isNaN(means[STEPS - 1])) {
            return Optional.empty();
        }
        double[] slopes = slopes();
        var quantiles = new double[LEVELS.length][STEPS];
        for (int level = 0; level < LEVELS.length; level++) {
            double slope = slopes[(int) Math.round(LEVELS[level] * (slopes.length - 1))];
            for (int ahead = 0; ahead < STEPS; ahead++) {
                quantiles[level][ahead] = means[STEPS - 1] + (ahead + 1) * slope;
            }
        }
        return Optional.of(new Forecast(step * STEP, STEP, LEVELS, quantiles));
    }

    private double[] slopes() {
        var slopes = new double[STEPS * STEPS / 2];
        int found = 0;
        for (int from = 0; from < STEPS; from++) {
            for (int to = from + LEAST_APART; to < STEPS; to++) {
                double rise = means[to] - means[from];
                if (!Double.isNaN(rise)) {
                    slopes[found++] = rise / (to - from);
                }
            }
        }
        double[] sorted = Arrays.copyOf(slopes, found);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The state, versioned. */
    public byte[] state() {
        var out = new StateWriter(128);
        out.writeByte(VERSION);
        out.writeLong(step);
        out.writeDouble(sum);
        out.writeInt(count);
        for (float mean : means) {
            out.writeFloat(mean);
        }
        return out.toBytes();
    }

    /** One that goes on where the saved one was. */
    public static CapacityForecaster restore(byte[] state) {
        var forecaster = new CapacityForecaster();
        var in = new StateReader("capacity state", state);
        in.readVersion(VERSION);
        forecaster.step = in.readLong();
        forecaster.sum = in.readDouble();
        forecaster.count = in.readInt();
        for (int i = 0; i < STEPS; i++) {
            forecaster.means[i] = in.readFloat();
        }
        in.end();
        return forecaster;
    }
}
