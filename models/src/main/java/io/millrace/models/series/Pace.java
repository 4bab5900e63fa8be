package io.millrace.models.series;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/** At what distance a series' points come: the least of late, so that missing points do not slow it. */
final class Pace {
    /** A longer distance takes over by a hundredth with each point, which is when a series is sampled more rarely. */
    private static final double RISE = 1.01;

    /** So many missing points make a gap, an hour of five-minute ones. */
    private static final int GAP = 12;

    private float millis;

    /** Takes in the time since the point before; whether it is a gap, across which no step is told. */
    boolean isGap(long since) {
        var gap = millis > 0 && since > GAP * (double) millis;
        millis = millis == 0 ? since : (float) Math.min(millis * RISE, since);
        return gap;
    }

    /** The usual distance in milliseconds; 0 before the second point. */
    double millis() {
        return millis;
    }

    void write(StateWriter out) {
        out.writeFloat(millis);
    }

    void read(StateReader in) {
        millis = in.readFloat();
    }
}
