package io.millrace.models.forest;

/**
 * The expected score of a value under a random cut forest with infinitely many trees over a sorted one-dimensional
 * sample, in closed form. Derivation, special cases and error bounds: docs/decisions/0004-one-dimensional-forest.md.
 * Between 0 and log2(n + 1); only ratios of distances count, so shifting or stretching values changes nothing.
 */
public final class ForestScore {
    private static final double LN_2 = StrictMath.log(2);

    /** A block of gaps is taken in one step when its near end is at least this share of its far end away. */
    private static final double BLOCK_RATIO = 0.93;

    private ForestScore() {}

    /**
     * The score of {@code x} against the first {@code n} elements of {@code sorted} (ascending, finite, no -0.0).
     * 0 for an empty sample and for a value that is not finite.
     */
    public static double of(float[] sorted, int n, float x) {
        return of(sorted, n, x, BLOCK_RATIO);
    }

    /** The same with another block ratio; above 1 no block is ever taken and every gap is computed by itself. */
    static double of(float[] sorted, int n, float x, double blockRatio) {
        if (n == 0 || !Float.isFinite(x)) {
            return 0;
        }
        var query = x + 0.0f; // -0.0 becomes 0.0
        var right = firstAbove(sorted, n, query);
        var left = lastBelow(sorted, right, query);
        var equal = right - left - 1;
        if (equal == n) {
            return 0.5;
        }
        var depth = new DepthTransform(blockRatio);
        depth.addSide(sorted, right, 1, n - right, query);
        depth.addSide(sorted, left, -1, left + 1, query);
        var scale = StrictMath.log(n + 1.0) / LN_2;
        if (equal == 0) {
            return scale * depth.integral(-1);
        }
        return scale * (1 - equal / (2.0 * n)) * depth.integral(StrictMath.log(equal + 1.0) / LN_2 - 1);
    }

    /** The index of the first element above {@code x}, or {@code n}. */
    private static int firstAbove(float[] sorted, int n, float x) {
        var low = 0;
        var high = n;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The index of the last element below {@code x} before {@code end}, or -1. */
    private static int lastBelow(float[] sorted, int end, float x) {
        var low = 0;
        var high = end;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
