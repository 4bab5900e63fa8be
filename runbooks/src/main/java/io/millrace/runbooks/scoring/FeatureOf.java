package io.millrace.runbooks.scoring;

/** That a series is a feature of a vector. */
public final class FeatureOf {
    private final MetricVector vector;
    private final String name;
    private final VectorFeature feature;

    FeatureOf(MetricVector vector, String name, VectorFeature feature) {
        this.vector = vector;
        this.name = name;
        this.feature = feature;
    }

    public MetricVector vector() {
        return vector;
    }

    /** The feature's name in the vector. */
    public String name() {
        return name;
    }

    public VectorFeature feature() {
        return feature;
    }
}
