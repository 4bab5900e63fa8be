package io.millrace.models.series;

import io.millrace.models.forest.CountedSample;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * The points of the four views, in the order of {@link SeriesView}: the value, the step from the value before
 * it, the level (a slow running mean), and the season (a faster running mean of the distance to what this hour of the
 * week usually reads). The first two catch spikes, the third drifts and shifts, the fourth values wrong for their time.
 */
final class SeriesViews {
    /** A mean over some 50 points. */
    private static final double LEVEL_SMOOTHING = 0.02;

    /** A mean over some 20 points. */
    private static final double SEASON_SMOOTHING = 0.05;

    private boolean started;
    private boolean paused;
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
        var step = paused ? Float.NaN : CountedSample.pointOf(value - lastValue);
        paused = false;
        lastValue = value;
        level += LEVEL_SMOOTHING * (value - level);
        deviation += SEASON_SMOOTHING * (value - usual - deviation);
        return new float[] {
            CountedSample.pointOf(value), step, CountedSample.pointOf(level), CountedSample.pointOf(deviation)
        };
    }

    /** After missing points, or some passed over, there is no next step: it is not a number. */
    void pause() {
        paused = true;
    }

    void write(StateWriter out) {
        out.writeByte((started ? 1 : 0) + (paused ? 2 : 0));
        out.writeDouble(lastValue);
        out.writeDouble(level);
        out.writeDouble(deviation);
    }

    void read(StateReader in) {
        var flags = in.readByte();
        started = (flags & 1) != 0;
        paused = (flags & 2) != 0;
        lastValue = in.readDouble();
        level = in.readDouble();
        deviation = in.readDouble();
    }
}
