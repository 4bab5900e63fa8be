package io.millrace.testing.telemetry;

import java.util.Random;

/** Random numbers of one series, the same for the same seed on every machine. */
final class Chance {
    private static final double LARGE_MEAN = 50;

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    double gaussian() {
        return random.nextGaussian();
    }

    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Knuth's method; for large means the normal approximation. */
    double poisson(double mean) {
        if (mean > LARGE_MEAN) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * gaussian()));
        }
        var count = -1;
        for (var left = StrictMath.exp(mean); left > 1 || count < 0; left *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** Many small ones, few large ones; the median is 1. */
    double lognormal(double sigma) {
        return StrictMath.exp(sigma * gaussian());
    }

    /** At least 1; the larger, the rarer, by a power law. */
    double pareto(double alpha) {
        return StrictMath.pow(1 - random.nextDouble(), -1 / alpha);
    }
}
