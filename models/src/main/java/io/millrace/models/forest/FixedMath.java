package io.millrace.models.forest;

/**
 * Exponential and logarithm from sums and products only, so that they give the same bits on every machine and in every
 * Java, as {@code StrictMath} does, at a fifth of its cost. Relative error below 1e-8, far below that of the sample.
 */
final class FixedMath {
    private static final double LN_2 = 0.6931471805599453;
    private static final double SQRT_2 = 1.4142135623730951;

    private FixedMath() {}

    /** e^x of a number at most 0; 0 below -700. */
    static double exp(double x) {
        if (!(x >= -700)) {
            return 0;
        }
        var power = (int) (x / LN_2 - 0.5);
        var r = x - power * LN_2; // within half of ln 2 of 0
        var sum = 1
                + r
                        * (1
                                + r
                                        * (1 / 2.0
                                                + r
                                                        * (1 / 6.0
                                                                + r
                                                                        * (1 / 24.0
                                                                                + r
                                                                                        * (1 / 120.0
                                                                                                + r
                                                                                                        * (1 / 720.0
                                                                                                                + r
                                                                                                                        / 5040))))));
        return sum * Double.longBitsToDouble((power + 1023L) << 52);
    }

    /** The natural logarithm of a normal number above 0. */
    static double log(double x) {
        var bits = Double.doubleToRawLongBits(x);
        var power = (int) (bits >>> 52) - 1023;
        var mantissa = Double.longBitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFL) | 0x3FF0_0000_0000_0000L);
        if (mantissa > SQRT_2) {
            mantissa /= 2;
            power++;
        }
        var s = (mantissa - 1) / (mantissa + 1);
        var q = s * s;
        var series = 1 + q * (1 / 3.0 + q * (1 / 5.0 + q * (1 / 7.0 + q * (1 / 9.0))));
        return power * LN_2 + 2 * s * series;
    }

    /** The logarithm to base 2. */
    static double log2(double x) {
        return log(x) / LN_2;
    }
}
