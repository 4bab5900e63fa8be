package io.millrace.models.series;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * How rarely a series scores as high as it just did: what its scores exceed their quantile by is taken for exponential,
 * as the tails of most distributions are far out (Pickands 1975), so its running mean and the pace of the points tell
 * every return period. For people: nothing is decided by it.
 */
final class Rarity {
    /** The running means are over some 200 values, the plain mean before. */
    private static final int MEMORY = 200;

    private static final int LEAST = 10;

    private static final double DAY_MILLIS = 86_400_000.0;

    private final double share;
    private float meanExcess;
    private int excesses;

    Rarity(double quantile) {
        this.share = 1 - quantile;
    }

    /** Once in so many days a point exceeds the quantile by as much, at this pace; NaN while too little is known. */
    double days(double excess, double periodMillis) {
        if (excesses < LEAST || periodMillis == 0 || meanExcess == 0) {
            return Double.NaN;
        }
        return periodMillis / DAY_MILLIS / share * StrictMath.exp(Math.min(500, excess / meanExcess));
    }

    void learn(double excess) {
        if (excess > 0) {
            excesses = Math.min(excesses + 1, MEMORY);
            meanExcess += (float) ((excess - meanExcess) / excesses);
        }
    }

    void write(StateWriter out) {
        out.writeFloat(meanExcess);
        out.writeByte(excesses);
    }

    void read(StateReader in) {
        meanExcess = in.readFloat();
        excesses = in.readByte() & 0xFF;
    }
}
