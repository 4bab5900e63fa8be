package io.millrace.models.series;

import static io.millrace.models.forest.CountedSample.MOST_POINTS;

import java.time.Duration;

/**
 * How every series is scored: one setting for all of them. Immutable; {@link #defaults()} is what ships, and each
 * {@code with…} gives a changed copy or says what would be right. The figures behind the defaults:
 * docs/decisions/0008-counted-places.md.
 */
public final class ScoringSettings {
    private static final ScoringSettings DEFAULTS =
            new ScoringSettings(1.5, 144, Duration.ofDays(1), 120, 4096, 64, 1e-5, 0.95, ViewWeights.defaults());

    private final double threshold;
    private final int warmUpPoints;
    private final Duration warmUp;
    private final int coolDownPoints;
    private final int samplePoints;
    private final int samplePlaces;
    private final double decay;
    private final double quantile;
    private final ViewWeights weights;

    private ScoringSettings(
            double threshold,
            int warmUpPoints,
            Duration warmUp,
            int coolDownPoints,
            int samplePoints,
            int samplePlaces,
            double decay,
            double quantile,
            ViewWeights weights) {
        this.threshold = threshold;
        this.warmUpPoints = warmUpPoints;
        this.warmUp = warmUp;
        this.coolDownPoints = coolDownPoints;
        this.samplePoints = samplePoints;
        this.samplePlaces = samplePlaces;
        this.decay = decay;
        this.quantile = quantile;
        this.weights = weights;
    }

    /** The settings that ship. */
    public static ScoringSettings defaults() {
        return DEFAULTS;
    }

    /** An anomaly is raised where the anomaly score reaches this. Changing it changes no score. */
    public double threshold() {
        return threshold;
    }

    /** How many points a series is only learned at least, before its scores count. */
    public int warmUpPoints() {
        return warmUpPoints;
    }

    /** How long a series' scores count less, from half at its first point: a daily season is known after a day. */
    public Duration warmUp() {
        return warmUp;
    }

    /** A score counts only when it exceeds those of this many points before it (up to a sixth more). */
    public int coolDownPoints() {
        return coolDownPoints;
    }

    /** How many points of its history a series is judged by, in each view. */
    public int samplePoints() {
        return samplePoints;
    }

    /** At how many places those points are kept: the state is at most 24 bytes for each. */
    public int samplePlaces() {
        return samplePlaces;
    }

    /** How fast the sample forgets: a new point enters with at least the probability samplePoints * decay. */
    public double decay() {
        return decay;
    }

    /** A series is scored by what exceeds this quantile of its own scores. */
    public double quantile() {
        return quantile;
    }

    /** How much each view of a series counts. */
    public ViewWeights weights() {
        return weights;
    }

    /** With another threshold, above 0. */
    public ScoringSettings withThreshold(double value) {
        require(value > 0 && Double.isFinite(value), "threshold", value, "a number above 0");
        return new ScoringSettings(
                value, warmUpPoints, warmUp, coolDownPoints, samplePoints, samplePlaces, decay, quantile, weights);
    }

    /** With another warm-up, 1 point or more. */
    public ScoringSettings withWarmUpPoints(int value) {
        require(value >= 1, "warmUpPoints", value, "1 or more");
        return new ScoringSettings(
                threshold, value, warmUp, coolDownPoints, samplePoints, samplePlaces, decay, quantile, weights);
    }

    /** With another time in which scores count less, 0 or more. */
    public ScoringSettings withWarmUp(Duration value) {
        require(!value.isNegative(), "warmUp", value, "0 or more");
        return new ScoringSettings(
                threshold, warmUpPoints, value, coolDownPoints, samplePoints, samplePlaces, decay, quantile, weights);
    }

    /** With another cool-down, 0 points (none) or more. */
    public ScoringSettings withCoolDownPoints(int value) {
        require(value >= 0, "coolDownPoints", value, "0 or more");
        return new ScoringSettings(
                threshold, warmUpPoints, warmUp, value, samplePoints, samplePlaces, decay, quantile, weights);
    }

    /** With another sample, 16 to 32767 points. */
    public ScoringSettings withSamplePoints(int value) {
        require(value >= 16 && value <= MOST_POINTS, "samplePoints", value, "16 to " + MOST_POINTS);
        return new ScoringSettings(
                threshold, warmUpPoints, warmUp, coolDownPoints, value, samplePlaces, decay, quantile, weights);
    }

    /** With another number of places, 16 to 4096. */
    public ScoringSettings withSamplePlaces(int value) {
        require(value >= 16 && value <= 4096, "samplePlaces", value, "16 to 4096");
        return new ScoringSettings(
                threshold, warmUpPoints, warmUp, coolDownPoints, samplePoints, value, decay, quantile, weights);
    }

    /** With another decay, 0 (never forget) up to 1 per point. */
    public ScoringSettings withDecay(double value) {
        require(value >= 0 && value <= 1, "decay", value, "0 to 1");
        return new ScoringSettings(
                threshold, warmUpPoints, warmUp, coolDownPoints, samplePoints, samplePlaces, value, quantile, weights);
    }

    /** With another quantile, above 0 and below 1. */
    public ScoringSettings withQuantile(double value) {
        require(value > 0 && value < 1, "quantile", value, "above 0 and below 1");
        return new ScoringSettings(
                threshold, warmUpPoints, warmUp, coolDownPoints, samplePoints, samplePlaces, decay, value, weights);
    }

    /** With other weights of the views. */
    public ScoringSettings withWeights(ViewWeights value) {
        return new ScoringSettings(
                threshold, warmUpPoints, warmUp, coolDownPoints, samplePoints, samplePlaces, decay, quantile, value);
    }

    private static void require(boolean right, String name, Object given, String wanted) {
        if (!right) {
            throw new IllegalArgumentException(name + " is " + given + "; it must be " + wanted);
        }
    }
}
