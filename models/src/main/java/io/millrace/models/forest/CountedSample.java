package io.millrace.models.forest;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;

/**
 * The points a one-dimensional forest is grown over, in bounded space: ascending places (floats, 24 significant bits)
 * with the number of points at each. Equal points share a place; beyond the bound the two neighbours become one whose
 * distance times points is least, so that the sample stays exact where it is sparse, where scores are high, and where
 * values repeat; least and greatest never merge. Takes what it holds, not its bound. Which points enter and leave is decided by its owner.
 */
public final class CountedSample {
    /** The most points at one place, and so the most in all. */
    public static final int MOST_POINTS = Short.MAX_VALUE;

    private static final int FIRST_ROOM = 8;

    private final int mostPlaces;
    private float[] places = new float[0];
    /** Above 0: points at the place itself; below 0: points spread around it. */
    private short[] counts = new short[0];

    private int size;
    private int points;

    /** An empty sample of at most so many places, 4 or more. */
    public CountedSample(int mostPlaces) {
        this.mostPlaces = mostPlaces;
    }

    /** The nearest point a sample can hold: a float within the finite ones; -0.0 becomes 0.0. */
    public static float pointOf(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value)) + 0.0f;
    }

    /** The forest's score of a point, which need not be in the sample; 0 for none and for what is not finite. */
    public double score(float point) {
        return score(point, ForestScore.BLOCK_RATIO);
    }

    /** The same with another block ratio; above 1 no block is ever taken. */
    double score(float point, double blockRatio) {
        if (points == 0 || !Float.isFinite(point)) {
            return 0;
        }
        return ForestScore.of(places, counts, size, points, point + 0.0f, blockRatio);
    }

    /** Adds a finite point. */
    public void add(float point) {
        if (points == MOST_POINTS) {
            throw new IllegalStateException("The sample holds " + points + " points, the most it can count");
        }
        var found = Arrays.binarySearch(places, 0, size, point);
        points++;
        if (found >= 0) {
            counts[found] += counts[found] > 0 ? 1 : -1;
            return;
        }
        insert(-found - 1, point, (short) 1);
        if (size > mostPlaces) {
            mergeClosest();
        }
    }

    private void insert(int index, float place, short count) {
        if (size == places.length) {
            var room = Math.max(FIRST_ROOM, Math.min(mostPlaces + 1, size + (size >> 1)));
            places = Arrays.copyOf(places, room);
            counts = Arrays.copyOf(counts, room);
        }
        System.arraycopy(places, index, places, index + 1, size - index);
        System.arraycopy(counts, index, counts, index + 1, size - index);
        places[index] = place;
        counts[index] = count;
        size++;
    }

    private void mergeClosest() {
        var closest = 1;
        var least = Float.POSITIVE_INFINITY;
        for (var i = 1; i + 2 < size; i++) {
            var cost = (places[i + 1] - places[i]) * (Math.abs(counts[i]) + Math.abs(counts[i + 1]));
            if (cost < least) {
                least = cost;
                closest = i;
            }
        }
        merge(closest);
    }

    private void merge(int left) {
        var one = Math.abs(counts[left]);
        var other = Math.abs(counts[left + 1]);
        var middle = (float) ((places[left] * (double) one + places[left + 1] * (double) other) / (one + other));
        places[left] = Math.max(places[left], Math.min(places[left + 1], middle)) + 0.0f;
        counts[left] = (short) -(one + other);
        removePlace(left + 1);
    }

    private void removePlace(int index) {
        System.arraycopy(places, index + 1, places, index, size - index - 1);
        System.arraycopy(counts, index + 1, counts, index, size - index - 1);
        size--;
    }

    /** Removes the point of this rank, counted from 0. */
    public void removeAt(int rank) {
        var index = 0;
        for (var rest = rank - Math.abs(counts[0]); rest >= 0; rest -= Math.abs(counts[index])) {
            index++;
        }
        points--;
        if (Math.abs(counts[index]) == 1) {
            removePlace(index);
        } else {
            counts[index] -= counts[index] > 0 ? 1 : -1;
        }
    }

    /** How many points it holds. */
    public int points() {
        return points;
    }

    /** How many places they share. */
    public int places() {
        return size;
    }

    /** Appends places and counts, six bytes each. */
    public void write(StateWriter out) {
        out.writeShort(size);
        for (var i = 0; i < size; i++) {
            out.writeFloat(places[i]);
            out.writeShort(counts[i]);
        }
    }

    /** Takes over what {@link #write} wrote; a smaller bound merges what is too much. */
    public void read(StateReader in) {
        var written = in.readShort();
        for (var i = 0; i < written; i++) {
            insert(size, in.readFloat(), in.readShort());
            points += Math.abs(counts[size - 1]);
            if (size > mostPlaces) {
                mergeClosest();
            }
        }
    }

    /** Takes over the sorted floats that releases before the places wrote. */
    public void readSorted(StateReader in) {
        var written = in.readInt();
        for (var i = 0; i < written; i++) {
            add(in.readFloat());
        }
    }
}
