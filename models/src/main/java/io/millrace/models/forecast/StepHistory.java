package io.millrace.models.forecast;

import io.millrace.domain.ForecastWindow;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last means of one series in steps of five minutes, and when its forecast is due: once in twelve steps, at a step that
 * the series' name chooses, so that a fleet does not ask all at once. 4 bytes a step; the same steps in the same order give
 * the same windows, through any number of saves and restores.
 */
public final class StepHistory {
    private static final int VERSION = 1;
    private static final long STEP = SeasonalForecaster.STEP_MILLIS;
    private static final int PERIOD = SeasonalForecaster.STEPS;

    private final int most;
    private float[] means;
    private long end;
    private long asked = Long.MIN_VALUE;

    private StepHistory(int most, float[] means, long end) {
        this.most = most;
        this.means = means;
        this.end = end;
    }

    /** One that has seen nothing. @param most steps that are kept */
    public static StepHistory create(int most) {
        return new StepHistory(most, new float[0], 0);
    }

    /** One that goes on where the saved one was, with its newest steps where fewer are to be kept. */
    public static StepHistory restore(byte[] state, int most) {
        var in = new StateReader("forecast history", state);
        in.readVersion(VERSION);
        long end = in.readLong();
        long asked = in.readLong();
        var means = new float[in.readInt()];
        for (int i = 0; i < means.length; i++) {
            means[i] = in.readFloat();
        }
        in.end();
        var history = new StepHistory(most, newest(means, most), end);
        history.asked = asked;
        return history;
    }

    /** Takes in the mean of a step that is over. One that is not later than all before is not learned. */
    public void learn(long stepStart, double mean) {
        if (means.length > 0 && stepStart < end) {
            return;
        }
        if (means.length == 0) {
            end = stepStart;
        }
        reach(stepStart + STEP);
        double bounded = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, mean));
        means[means.length - 1] = (float) bounded;
    }

    /** Steps without a value up to this time are missing ones. */
    private void reach(long newEnd) {
        long steps = (newEnd - end) / STEP;
        if (steps <= 0) {
            return;
        }
        if (steps > most) {
            // A pause as long as all that is kept: what was before it tells nothing.
            means = new float[] {Float.NaN};
        } else {
            int known = means.length;
            var longer = Arrays.copyOf(means, known + (int) steps);
            Arrays.fill(longer, known, longer.length, Float.NaN);
            means = newest(longer, most);
        }
        end = newEnd;
    }

    /**
     * The window to be asked about before the step of this time begins, when one is due; then not again for twelve steps.
     *
     * @param millis of the point that begins a step
     */
    public Optional<ForecastWindow> due(long millis, int phase) {
        if (means.length == 0) {
            return Optional.empty();
        }
        reach(Math.floorDiv(millis, STEP) * STEP);
        long period = Math.floorDiv(Math.floorDiv(end, STEP) - phase, PERIOD);
        if (period <= asked) {
            return Optional.empty();
        }
        asked = period;
        var values = new ArrayList<Double>(means.length);
        for (float mean : means) {
            values.add((double) mean);
        }
        return Optional.of(new ForecastWindow(end - means.length * STEP, values));
    }

    /** Which of the twelve steps a series asks at: by its name. */
    public static int phase(String seriesKey) {
        return Math.floorMod(seriesKey.hashCode(), PERIOD);
    }

    /** The state to be kept. */
    public byte[] state() {
        var out = new StateWriter(21 + Float.BYTES * means.length);
        out.writeByte(VERSION);
        out.writeLong(end);
        out.writeLong(asked);
        out.writeInt(means.length);
        for (float mean : means) {
            out.writeFloat(mean);
        }
        return out.toBytes();
    }

    private static float[] newest(float[] values, int most) {
        return values.length <= most ? values : Arrays.copyOfRange(values, values.length - most, values.length);
    }
}
