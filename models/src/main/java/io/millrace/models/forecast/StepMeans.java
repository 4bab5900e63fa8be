package io.millrace.models.forecast;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * Points into means of steps. A step is over when a point of a later one arrives; it can be judged as soon as it holds as
 * many points as the one before, so that a five-minute metric is judged at once and not a point later.
 */
final class StepMeans {
    private static final long STEP = HeldForecast.STEP_MILLIS;

    private long start = Long.MIN_VALUE;
    private double sum;
    private int count;
    private int usualCount;
    private boolean judged;

    /** Whether the point begins a step and so ends the one before. */
    boolean ends(long millis) {
        return start != Long.MIN_VALUE && Math.floorDiv(millis, STEP) * STEP > start;
    }

    void add(long millis, double value) {
        if (start == Long.MIN_VALUE || ends(millis)) {
            usualCount = count;
            start = Math.floorDiv(millis, STEP) * STEP;
            sum = 0;
            count = 0;
            judged = false;
        }
        sum += value;
        count++;
    }

    /** Whether the current step has what it needs and was not judged: the caller judges it now. */
    boolean mayBeJudged() {
        return !judged && count > 0 && usualCount > 0 && count >= usualCount;
    }

    /** Whether the current step, which is about to end, was never judged. */
    boolean wasNotJudged() {
        return !judged && count > 0;
    }

    void judged() {
        judged = true;
    }

    long start() {
        return start;
    }

    double mean() {
        return sum / count;
    }

    void write(StateWriter out) {
        out.writeLong(start);
        out.writeDouble(sum);
        out.writeInt(count);
        out.writeInt(usualCount);
        out.writeByte(judged ? 1 : 0);
    }

    void read(StateReader in) {
        start = in.readLong();
        sum = in.readDouble();
        count = in.readInt();
        usualCount = in.readInt();
        judged = in.readByte() != 0;
    }
}
