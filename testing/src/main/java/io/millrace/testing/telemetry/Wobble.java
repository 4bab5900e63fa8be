package io.millrace.testing.telemetry;

import java.time.Duration;

/** Noise that remembers: deviation 1, correlated over some three quarters of an hour whatever the period. */
final class Wobble {
    private static final double KEPT_IN_FIVE_MINUTES = 0.9;

    private final Chance chance;
    private final double kept;
    private double value;

    Wobble(Chance chance, Duration period) {
        this.chance = chance;
        this.kept = StrictMath.pow(KEPT_IN_FIVE_MINUTES, period.toSeconds() / 300.0);
    }

    double next() {
        value = kept * value + Math.sqrt(1 - kept * kept) * chance.gaussian();
        return value;
    }
}
