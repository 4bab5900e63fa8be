package io.millrace.models.series;

import io.millrace.models.forest.SortedSample;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * The four numbers by which a point is judged, each against its own history: the value, the step from the value before
 * it, the level (a slow running mean), and the season (a faster running mean of the distance to what this hour of the
 * week usually reads). The first two catch spikes, the third drifts and shifts, the fourth values wrong for their time.
 */
final class SeriesViews {
    static final int COUNT = 4;

    /** A mean over some 50 points. */
    private static final double LEVEL_SMOOTHING = 0.02;

    /** A mean over some 20 points. */
    private static final double SEASON_SMOOTHING = 0.05;

    private boolean started;
    private double lastValue;
    private double level;
    private double deviation;

    /** Takes in a value and what was usual at its time, and gives the point of each view. */
    float[] next(double value, double usual) {
        if (!started) {
            started = true;
            lastValue = value;
            level = value;
        }
        var step = value - lastValue;
        lastValue = value;
        level += LEVEL_SMOOTHING * (value - level);
        deviation += SEASON_SMOOTHING * (value - usual - deviation);
        return new float[] {
            SortedSample.pointOf(value),
            SortedSample.pointOf(step),
            SortedSample.pointOf(level),
            SortedSample.pointOf(deviation)
        };
    }

    void write(StateWriter out) {
        out.writeByte(started ? 1 : 0);
        out.writeDouble(lastValue);
        out.writeDouble(level);
        out.writeDouble(deviation);
    }

    void read(StateReader in) {
        started = in.readByte() != 0;
        lastValue = in.readDouble();
        level = in.readDouble();
        deviation = in.readDouble();
    }
}
