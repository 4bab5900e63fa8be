package io.millrace.models.sagemaker;

import io.millrace.domain.ShingleState;
import java.util.ArrayList;
import java.util.List;

/**
 * The vector that a frozen forest is asked about: the last values of one series, normalised by its own exponentially
 * weighted mean and standard deviation. Pure: state in, state out.
 */
public final class Shingle {
    /** A normalised value beyond this says no more than "very far". */
    public static final double MOST = 10;

    /** Points that the mean remembers: a day of minutes. */
    private static final double MEMORY = 1440;

    private final int size;

    /** @param size values in a vector: the endpoint's feature_dim */
    public Shingle(int size) {
        this.size = size;
    }

    /** The state after a finite value. */
    public ShingleState next(ShingleState known, double value) {
        double bounded = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
        long points = known.getPoints() + 1;
        double weight = 1 / Math.min(points, MEMORY);
        double off = bounded - known.getMean();
        double mean = known.getMean() + weight * off;
        double variance = (1 - weight) * (known.getVariance() + weight * off * off);
        List<Double> before = known.getValues();
        var values = new ArrayList<Double>(size);
        for (int i = Math.max(0, before.size() - size + 1); i < before.size(); i++) {
            // a new object for each: side by side in memory, where those of eight visits would be eight cache misses
            values.add(before.get(i).doubleValue());
        }
        values.add(bounded);
        return new ShingleState(values, mean, variance, points);
    }

    /** Normalised, oldest first; empty while there are too few values to ask anybody. */
    public List<Double> features(ShingleState state) {
        if (state.getValues().size() < size) {
            return List.of();
        }
        double deviation = Math.sqrt(state.getVariance());
        var features = new ArrayList<Double>(size);
        for (double value : state.getValues()) {
            double normal = deviation > 0 ? (value - state.getMean()) / deviation : 0;
            features.add(Math.max(-MOST, Math.min(MOST, normal)));
        }
        return features;
    }

    /** A series that nothing is known of. */
    public static ShingleState fresh() {
        return ShingleState.newBuilder().build();
    }
}
