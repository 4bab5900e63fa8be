package io.millrace.models.series;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * How rarely a series scores as high as it just did: what its scores exceed their quantile by is taken for exponential,
 * as the tails of most distributions are far out (Pickands 1975), so its running mean and the pace of the points tell
 * every return period. The return period is for people; the mean makes the unit of the score.
 */
public final class Rarity {
    /** The running means are over some 200 values, the plain mean before. */
    private static final int MEMORY = 200;

    private static final int LEAST = 10;

    /** Most series exceed their quantile by less; docs/decisions/0008-counted-places.md. */
    private static final double TYPICAL_EXCESS = 0.5;

    private static final double DAY_MILLIS = 86_400_000.0;

    private final double share;
    private float meanExcess;
    private int excesses;

    /** Of scores less this quantile of theirs. */
    public Rarity(double quantile) {
        this.share = 1 - quantile;
    }

    /** Once in so many days a point exceeds the quantile by as much, at this pace; NaN while too little is known. */
    public double days(double excess, double periodMillis) {
        if (excesses < LEAST || periodMillis == 0 || meanExcess == 0) {
            return Double.NaN;
        }
        return periodMillis / DAY_MILLIS / share * StrictMath.exp(Math.min(500, excess / meanExcess));
    }

    /** What a score is to be multiplied by: 1, less where this series exceeds its quantile by more than most series do. */
    double unit() {
        return excesses < LEAST || meanExcess <= TYPICAL_EXCESS ? 1 : Math.sqrt(TYPICAL_EXCESS / meanExcess);
    }

    /** Takes in by how much a score exceeds the quantile; 0 where it does not. */
    public void learn(double excess) {
        if (excess > 0) {
            excesses = Math.min(excesses + 1, MEMORY);
            meanExcess += (float) ((excess - meanExcess) / excesses);
        }
    }

    /** Appends what it learned. */
    public void write(StateWriter out) {
        out.writeFloat(meanExcess);
        out.writeByte(excesses);
    }

    /** Takes over what {@link #write} wrote. */
    public void read(StateReader in) {
        meanExcess = in.readFloat();
        excesses = in.readByte() & 0xFF;
    }
}
