package io.millrace.models.forest;

/**
 * The expected score of a value under a random cut forest with infinitely many trees over a one-dimensional sample, in
 * closed form. Derivation, special cases and error bounds: docs/decisions/0004-one-dimensional-forest.md. Between 0 and
 * log2(n + 1); only ratios of distances count, so shifting or stretching values changes nothing.
 */
final class ForestScore {
    /** A block of gaps is taken in one step when its near end is at least this share of its far end away. */
    static final double BLOCK_RATIO = 0.93;

    private final float[] places;
    private final short[] counts;
    private final float x;
    private final double blockRatio;
    private final DepthTransform depth = new DepthTransform();

    private ForestScore(float[] places, short[] counts, float x, double blockRatio) {
        this.places = places;
        this.counts = counts;
        this.x = x;
        this.blockRatio = blockRatio;
    }

    /**
     * The score of a finite {@code x}, not -0.0, against {@code n} points at the first {@code size} places, ascending. A
     * count above 0 is that many points at the place itself, one below 0 that many spread around it, half to each side
     * up to the next place. With a block ratio above 1 every gap between places is computed by itself.
     */
    static double of(float[] places, short[] counts, int size, int n, float x, double blockRatio) {
        return new ForestScore(places, counts, x, blockRatio).score(size, n);
    }

    private double score(int size, int n) {
        var left = firstNotBelow(size) - 1;
        var found = left + 1 < size && places[left + 1] == x;
        var right = found ? left + 2 : left + 1;
        if (found && counts[left + 1] == n) {
            return 0.5;
        }
        var equal = found && counts[left + 1] > 0 ? counts[left + 1] : 0;
        var spreadHere = found ? spread(left + 1) : 0.0;
        if (found) {
            addSide(left, -1, left + 1, left < 0 ? 0 : spreadHere + spread(left), 0);
            addSide(right, 1, size - right, right == size ? 0 : spreadHere + spread(right), 0);
        } else if (left >= 0 && right < size) {
            var between = spread(left) + spread(right);
            addSide(left, -1, left + 1, between, distance(right));
            addSide(right, 1, size - right, between, distance(left));
        } else {
            addSide(left, -1, left + 1, 0, 0);
            addSide(right, 1, size - right, 0, 0);
        }
        var scale = FixedMath.log2(n + 1.0);
        if (equal == 0) {
            return scale * depth.integral(-1);
        }
        return scale * (1 - equal / (2.0 * n)) * depth.integral(FixedMath.log2(equal + 1.0) - 1);
    }

    /** Half of what is spread around a place: as much as lies on one side of it. */
    private double spread(int place) {
        return counts[place] < 0 ? -counts[place] / 2.0 : 0;
    }

    private int atItself(int place) {
        return counts[place] < 0 ? 0 : 1;
    }

    private double distance(int place) {
        return Math.abs((double) places[place] - x);
    }

    /**
     * Adds the {@code count} places from {@code start} outwards in the direction {@code step}. Within the gap to the first
     * one and {@code across} on the other side of x, {@code spread} points are spread evenly.
     */
    private void addSide(int start, int step, int count, double spread, double across) {
        if (count == 0) {
            return;
        }
        depth.addSide();
        var near = distance(start);
        var first = (near + across) / (spread + 1);
        if (spread > 0 && first < near) {
            var gaps = spread * near / (near + across) + atItself(start);
            depth.addSpread(first, near, Math.max(0.5, gaps));
        }
        var taken = 1;
        var block = 1;
        while (taken < count) {
            var size = Math.min(block, count - taken);
            var last = start + step * (taken + size - 1);
            var far = distance(last);
            if (size > 1 && near < blockRatio * far) {
                block = size >> 1;
                continue;
            }
            if (size > 1) {
                depth.addBlock(near, far, size);
            } else {
                addPlace(last, last - step, near, far);
            }
            taken += size;
            near = far;
            block = blockRatio > 1 ? 1 : block << 1;
        }
    }

    private void addPlace(int place, int before, double near, double far) {
        var gaps = spread(before) + spread(place) + atItself(place);
        if (gaps > 1) {
            depth.addSpread(near, far, gaps);
        } else if (near >= blockRatio * far) {
            depth.addBlock(near, far, 1);
        } else {
            depth.addGap(near, far);
        }
    }

    private int firstNotBelow(int size) {
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (places[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
