package io.millrace.models.vector;

import java.util.List;

/** How the joined metrics of one resource are scored. Immutable. */
public final class VectorSettings {
    private static final int TREES = 30;
    private static final int SAMPLES = 256;

    private final List<String> features;
    private final double threshold;
    private final int warmUpRows;
    private final int coolDownRows;
    private final int carryRows;

    private VectorSettings(List<String> features, double threshold, int warmUpRows, int coolDownRows, int carryRows) {
        this.features = features;
        this.threshold = threshold;
        this.warmUpRows = warmUpRows;
        this.coolDownRows = coolDownRows;
        this.carryRows = carryRows;
    }

    /** What ships, for 2 to 16 features in the order that each row has them. */
    public static VectorSettings of(List<String> features) {
        if (features.size() < 2 || features.size() > 16) {
            throw new IllegalArgumentException(
                    "features are " + features + "; a vector joins 2 to 16, one is a series of its own");
        }
        return new VectorSettings(List.copyOf(features), 0.6, 512, 120, 5);
    }

    /** With another threshold, above 0. */
    public VectorSettings withThreshold(double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("threshold is " + value + "; it must be a number above 0");
        }
        return new VectorSettings(features, value, warmUpRows, coolDownRows, carryRows);
    }

    /** The names of the features. */
    public List<String> features() {
        return features;
    }

    /** An anomaly is raised where the anomaly score reaches this. Changing it changes no score. */
    public double threshold() {
        return threshold;
    }

    /** How many rows are only learned. */
    public int warmUpRows() {
        return warmUpRows;
    }

    /** A score counts only when it exceeds those of this many rows before it (up to a sixth more). */
    public int coolDownRows() {
        return coolDownRows;
    }

    /** For so many rows a missing part is what it was last; after them it says nothing. */
    public int carryRows() {
        return carryRows;
    }

    int trees() {
        return TREES;
    }

    int samples() {
        return SAMPLES;
    }
}
