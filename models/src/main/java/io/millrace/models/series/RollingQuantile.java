package io.millrace.models.series;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * A running quantile of one series' scores in one number: each score above it lifts it by p steps, each other lowers it
 * by 1 - p steps, so it rests where a share p lies below. The step shrinks as 1/n to a floor, from which on it forgets.
 */
public final class RollingQuantile {
    private static final double LARGEST_STEP = 0.5;

    /** A step after n scores is 5/n until, after 500, it stays the smallest: the estimate follows the last thousands. */
    private static final double STEPS = 5;

    private static final double SMALLEST_STEP = 0.01;

    private final double probability;
    private double estimate;
    private long count;

    /** One that has learned nothing, of a share between 0 and 1. */
    public RollingQuantile(double probability) {
        this.probability = probability;
    }

    /** One that goes on from an estimate after so many scores. */
    public RollingQuantile(double probability, double estimate, long count) {
        this.probability = probability;
        this.estimate = estimate;
        this.count = count;
    }

    /** The quantile as it stands; 0 before the first score. */
    public double estimate() {
        return estimate;
    }

    /** Takes one more score into account. */
    public void learn(double score) {
        count++;
        estimate = moved(estimate, score, probability, step(count));
    }

    /** The step that the next score moves the estimate by. */
    double step() {
        return step(count + 1);
    }

    private static double step(long count) {
        return Math.max(SMALLEST_STEP, Math.min(LARGEST_STEP, STEPS / count));
    }

    /** An estimate after one more score. */
    static double moved(double estimate, double score, double probability, double step) {
        return Math.max(0, estimate + (score > estimate ? step * probability : -step * (1 - probability)));
    }

    /** Appends estimate and count. */
    public void write(StateWriter out) {
        out.writeDouble(estimate);
        out.writeLong(count);
    }

    /** Takes over what {@link #write} wrote. */
    public void read(StateReader in) {
        estimate = in.readDouble();
        count = in.readLong();
    }
}
