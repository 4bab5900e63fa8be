package io.millrace.models.forecast;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;

/**
 * What a series usually reads at each hour of a day or a week (UTC): an exponentially weighted mean of the hours seen,
 * read on the line between the middles of two hours.
 */
final class HourTable {
    private static final long HOUR = 3_600_000L;

    private final double weight;
    private final float[] means;

    /**
     * @param hours 24 or 168
     * @param weight of the newest hour
     */
    HourTable(int hours, double weight) {
        this.weight = weight;
        this.means = new float[hours];
        Arrays.fill(means, Float.NaN);
    }

    /** Takes in the mean of an hour that is over. */
    void enter(long hour, double mean) {
        int slot = Math.floorMod(hour, means.length);
        means[slot] = (float) (Float.isNaN(means[slot]) ? mean : means[slot] + weight * (mean - means[slot]));
    }

    /** The usual value at this time; NaN where one of the hours around it was never seen. */
    double at(long millis) {
        long fromMiddle = millis - HOUR / 2;
        long hour = Math.floorDiv(fromMiddle, HOUR);
        double share = (double) Math.floorMod(fromMiddle, HOUR) / HOUR;
        double before = means[Math.floorMod(hour, means.length)];
        double after = means[Math.floorMod(hour + 1, means.length)];
        return before + share * (after - before);
    }

    void write(StateWriter out) {
        for (float mean : means) {
            out.writeFloat(mean);
        }
    }

    void read(StateReader in) {
        for (int i = 0; i < means.length; i++) {
            means[i] = in.readFloat();
        }
    }
}
