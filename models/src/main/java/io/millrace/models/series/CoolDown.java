package io.millrace.models.series;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;

/**
 * Lets a score pass only when it exceeds every score of the rows before it, so that one disturbance is reported once and
 * again only while it grows. The rows are remembered as the peaks of six blocks, not one by one: a cool-down of n rows
 * looks back over n to n + n/6 of them.
 */
public final class CoolDown {
    private static final int BLOCKS = 7;

    private final int rowsPerBlock;
    private final float[] peaks = new float[BLOCKS];
    private int current;
    private int rows;

    /** One of so many rows; 0 lets everything pass. */
    public CoolDown(int rows) {
        this.rowsPerBlock = (rows + BLOCKS - 2) / (BLOCKS - 1);
        Arrays.fill(peaks, -1);
    }

    /** The score when it passes, otherwise 0. */
    public double admit(double score) {
        if (rowsPerBlock == 0) {
            return score;
        }
        var highest = -1f;
        for (var peak : peaks) {
            highest = Math.max(highest, peak);
        }
        remember((float) score);
        return (float) score > highest ? score : 0;
    }

    private void remember(float score) {
        if (rows == rowsPerBlock) {
            current = (current + 1) % BLOCKS;
            peaks[current] = -1;
            rows = 0;
        }
        peaks[current] = Math.max(peaks[current], score);
        rows++;
    }

    /** Appends what it remembers. */
    public void write(StateWriter out) {
        for (var i = 0; i < BLOCKS; i++) {
            out.writeFloat(peaks[(current + 1 + i) % BLOCKS]);
        }
        out.writeInt(rows);
    }

    /** Takes over what {@link #write} wrote. */
    public void read(StateReader in) {
        for (var i = 0; i < BLOCKS; i++) {
            peaks[i] = in.readFloat();
        }
        current = BLOCKS - 1;
        rows = in.readInt();
    }
}
