package io.millrace.models.forest;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;

/**
 * The points a one-dimensional forest is grown over: a sorted array of floats (24 significant bits) that grows to what
 * it needs. Which points enter and leave is decided by its owner.
 */
public final class SortedSample {
    private float[] points;
    private int size;

    /** An empty sample. */
    public SortedSample() {
        this(new float[0]);
    }

    /** A sample of the given finite points, ascending. */
    private SortedSample(float[] sorted) {
        this.points = sorted;
        this.size = sorted.length;
    }

    /** The nearest point a sample can hold: a float within the finite ones; -0.0 becomes 0.0. */
    public static float pointOf(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value)) + 0.0f;
    }

    /** The forest's score of a point, which need not be in the sample. */
    public double score(float point) {
        return ForestScore.of(points, size, point);
    }

    /** Adds a finite point in its order. */
    public void add(float point) {
        if (size == points.length) {
            points = Arrays.copyOf(points, Math.max(16, size + (size >> 1)));
        }
        var found = Arrays.binarySearch(points, 0, size, point);
        var index = found < 0 ? -found - 1 : found;
        System.arraycopy(points, index, points, index + 1, size - index);
        points[index] = point;
        size++;
    }

    /** Removes the point of this rank, counted from 0. */
    public void removeAt(int rank) {
        System.arraycopy(points, rank + 1, points, rank, size - rank - 1);
        size--;
    }

    /** How many points it holds. */
    public int size() {
        return size;
    }

    /** Appends the points. */
    public void write(StateWriter out) {
        out.writeInt(size);
        for (var i = 0; i < size; i++) {
            out.writeFloat(points[i]);
        }
    }

    /** A sample as it was written. */
    public static SortedSample read(StateReader in) {
        var sorted = new float[in.readInt()];
        for (var i = 0; i < sorted.length; i++) {
            sorted[i] = in.readFloat();
        }
        return new SortedSample(sorted);
    }
}
