package io.millrace.testing.simulation;

/**
 * Randomness without state: a number for (seed, position). The value of any minute can be asked for at any time and in
 * any order, so a longer simulation begins with exactly the shorter one.
 */
final class Noise {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    /** Standard deviation of the sum of four uniform 16-bit numbers: 65536 * sqrt(4 / 12). */
    private static final double SUM_SD = 37837.2;

    private static final double SUM_MEAN = 4 * 32767.5;

    private Noise() {}

    /** 64 well-mixed bits: the finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    static long hash(long seed, long position) {
        long z = seed + GAMMA * (position + 1);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    static double uniform(long seed, long position) {
        return (hash(seed, position) >>> 11) * 0x1p-53;
    }

    /** Nearly normal, mean 0, deviation 1, within 3.5: the sum of four uniforms, because it costs one hash. */
    static double gaussian(long seed, long position) {
        long bits = hash(seed, position);
        long sum = (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
        return (sum - SUM_MEAN) / SUM_SD;
    }

    /** Slow noise: normal at each multiple of {@code span}, a straight line between. */
    static double drifting(long seed, long position, int span) {
        long knot = Math.floorDiv(position, span);
        double share = (double) Math.floorMod(position, span) / span;
        return gaussian(seed, knot) * (1 - share) + gaussian(seed, knot + 1) * share;
    }
}
