package io.millrace.models.forest;

/**
 * The generating function of a point's depth, G(t) = E[t^D], at eight Gauss-Legendre nodes on (0, 1). A side adds the
 * factor t for its first gap and 1 - p(1 - t) for each further one, where p is the gap's share of the distance to its
 * far end. Gaps between points that are spread evenly, and distant gaps, are taken in blocks: what they add is summed as
 * the logarithm of far/near and a correction in t and t².
 */
final class DepthTransform {
    private static final int NODES = 8;
    private static final double[] NODE = new double[NODES];
    private static final double[] LOG_NODE = new double[NODES];
    private static final double[] WEIGHT = new double[NODES];

    /** Beyond so many gaps in a block, of which each is tiny, their number hardly matters. */
    private static final int MOST_GAPS = 4096;

    private static final double[] SQUARES = new double[MOST_GAPS + 1];
    private static final double[] CUBES = new double[MOST_GAPS + 1];

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
        for (var gaps = 1; gaps <= MOST_GAPS; gaps++) {
            SQUARES[gaps] = 1 / (gaps + 1.0);
            CUBES[gaps] = 2 / ((gaps + 1.0) * (gaps + 2));
        }
    }

    private final double[] exact = {1, 1, 1, 1, 1, 1, 1, 1};
    private int sides;
    private double blockRatios = 1;
    private double blockSquares;
    private double blockCubes;
    private double spreadFirst;
    private double spreadSecond;

    /** The first gap of a side, whatever its length. */
    void addSide() {
        sides++;
    }

    /** A single gap between points at these distances. */
    void addGap(double near, double far) {
        var ratio = near / far;
        var rest = 1 - ratio;
        for (var i = 0; i < NODES; i++) {
            exact[i] *= ratio + NODE[i] * rest;
        }
    }

    /**
     * So many gaps between two distances that differ little. The logarithms of their factors telescope; the sums of
     * squares and cubes are those of evenly random gaps.
     */
    void addBlock(double near, double far, int gaps) {
        var ratio = near / far;
        var y = 1 - ratio;
        var known = Math.min(gaps, MOST_GAPS);
        blockRatios *= ratio;
        blockSquares += y * y * SQUARES[known];
        blockCubes += y * y * y * CUBES[known];
    }

    /**
     * So many gaps of one length h between two distances, near at least h. Their product is a ratio of gamma functions,
     * of which Γ(z + t) / Γ(z + 1) = (z + t/2)^(t - 1) within 1 % for z of 1 and more; z is the distance in h.
     */
    void addSpread(double near, double far, double gaps) {
        var h = (far - near) / gaps;
        if (near < h) {
            addGap(near, near + h);
            if (gaps > 1) {
                addSpread(near + h, far, gaps - 1);
            }
            return;
        }
        var inverse = 1 / (near * far);
        var a = h * far * inverse;
        var b = h * near * inverse;
        blockRatios *= near * near * inverse;
        spreadFirst += (a - b) / 2;
        spreadSecond += (a - b) * (a + b) / 8;
    }

    /** The integral of t^power G(t) over (0, 1). */
    double integral(double power) {
        var blockLogs = -FixedMath.log(blockRatios);
        var sum = 0.0;
        for (var i = 0; i < NODES; i++) {
            var t = NODE[i];
            var u = 1 - t;
            var blocks = blockLogs - t * (spreadFirst - t * spreadSecond + blockSquares + (1 + u) * blockCubes);
            sum += WEIGHT[i] * exact[i] * FixedMath.exp((power + sides) * LOG_NODE[i] - u * blocks);
        }
        return sum;
    }
}
