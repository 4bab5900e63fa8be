package io.millrace.models.forest;

/**
 * The generating function of a point's depth, G(t) = E[t^D], at eight Gauss-Legendre nodes on (0, 1). A side adds the
 * factor t for its first gap and 1 - p(1 - t) for each further one, where p is the gap's share of the distance to its
 * far end. Distant gaps are taken in blocks, so that the cost grows like log n. StrictMath, because scores must come out
 * the same on every machine and in every Java.
 */
final class DepthTransform {
    private static final int NODES = 8;
    private static final double[] NODE = new double[NODES];
    private static final double[] LOG_NODE = new double[NODES];
    private static final double[] WEIGHT = new double[NODES];

    static {
        // Abscissas and weights on (-1, 1): Abramowitz & Stegun, table 25.4, n = 8.
        var half = new double[][] {
            {0.1834346424956498, 0.3626837833783620},
            {0.5255324099163290, 0.3137066458778873},
            {0.7966664774136267, 0.2223810344533745},
            {0.9602898564975363, 0.1012285362903763}
        };
        for (var i = 0; i < half.length; i++) {
            NODE[i] = (1 - half[i][0]) / 2;
            NODE[NODES - 1 - i] = (1 + half[i][0]) / 2;
            WEIGHT[i] = half[i][1] / 2;
            WEIGHT[NODES - 1 - i] = half[i][1] / 2;
        }
        for (var i = 0; i < NODES; i++) {
            LOG_NODE[i] = StrictMath.log(NODE[i]);
        }
    }

    private final double blockRatio;
    private final double[] exact = {1, 1, 1, 1, 1, 1, 1, 1};
    private int sides;
    private double blockLogs;
    private double blockSquares;
    private double blockCubes;

    DepthTransform(double blockRatio) {
        this.blockRatio = blockRatio;
    }

    /** Adds the {@code count} points from {@code start} outwards in the direction {@code step} of {@code x}. */
    void addSide(float[] sorted, int start, int step, int count, float x) {
        if (count == 0) {
            return;
        }
        sides++;
        var taken = 1;
        var near = distance(sorted[start], x);
        var block = 1;
        while (taken < count) {
            var size = Math.min(block, count - taken);
            var far = distance(sorted[start + step * (taken + size - 1)], x);
            if (near >= blockRatio * far) {
                addBlock(near, far, size);
            } else if (size > 1) {
                block = size >> 1;
                continue;
            } else {
                addGap(near / far);
            }
            taken += size;
            near = far;
            block = blockRatio > 1 ? 1 : block << 1;
        }
    }

    private static double distance(float a, float b) {
        return Math.abs((double) a - b);
    }

    private void addGap(double ratio) {
        for (var i = 0; i < NODES; i++) {
            exact[i] *= ratio + NODE[i] * (1 - ratio);
        }
    }

    /** A block telescopes; its sums of squares and cubes are those of evenly random gaps. */
    private void addBlock(double near, double far, int size) {
        if (near == far) {
            return;
        }
        var y = 1 - near / far;
        blockLogs += StrictMath.log(far / near);
        blockSquares += y * y / (size + 1);
        blockCubes += y * y * y * 2 / ((size + 1.0) * (size + 2));
    }

    /** The integral of t^power G(t) over (0, 1). */
    double integral(double power) {
        var sum = 0.0;
        for (var i = 0; i < NODES; i++) {
            var t = NODE[i];
            var u = 1 - t;
            var blocks = -u * blockLogs + u * t * (blockSquares + (1 + u) * blockCubes);
            sum += WEIGHT[i] * exact[i] * StrictMath.exp(blocks + (power + sides) * LOG_NODE[i]);
        }
        return sum;
    }
}
