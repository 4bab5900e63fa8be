package io.millrace.models.vector;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * One feature of a vector in units of its own spread, so that no feature counts more because its unit is small: the
 * distance to its running mean in running standard deviations. It also fills in for what is missing.
 */
final class FeatureScale {
    /** The means are over some so many rows, plain means before. */
    private static final int MEMORY = 2048;

    /** Beyond so many deviations only the fact counts. */
    private static final double LIMIT = 100;

    private double mean;
    private double variance;
    private double last = Double.NaN;
    private int known;
    private int missing;

    /** The value in deviations, before it is learned; for one that is missing the last, for a while, then 0. */
    float next(double value, int carryRows) {
        if (!Double.isFinite(value)) {
            missing++;
            return missing <= carryRows && known > 0 ? scaled(last) : 0;
        }
        missing = 0;
        last = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
        var scaled = known == 0 ? 0 : scaled(last);
        learn();
        return scaled;
    }

    private float scaled(double value) {
        var deviation = Math.sqrt(variance);
        var least = 1e-6 * Math.abs(mean) + Float.MIN_NORMAL;
        return (float) Math.max(-LIMIT, Math.min(LIMIT, (value - mean) / Math.max(deviation, least)));
    }

    private void learn() {
        known = Math.min(known + 1, MEMORY);
        var distance = last - mean;
        mean += distance / known;
        variance += (distance * (last - mean) - variance) / known;
    }

    /** What it usually reads; NaN before the first value. */
    double expected() {
        return known == 0 ? Double.NaN : mean;
    }

    void write(StateWriter out) {
        out.writeDouble(mean);
        out.writeDouble(variance);
        out.writeDouble(last);
        out.writeInt(known);
        out.writeInt(missing);
    }

    void read(StateReader in) {
        mean = in.readDouble();
        variance = in.readDouble();
        last = in.readDouble();
        known = in.readInt();
        missing = in.readInt();
    }
}
