package io.millrace.models.series;

/** How much each view of a series counts in its score. A view with weight 0 is kept but not heard. */
public final class ViewWeights {
    private static final ViewWeights DEFAULTS = new ViewWeights(1, 1, 1, 1);

    private final double[] shares;

    /** Weights of 0 or more, at least one above 0. */
    public ViewWeights(double value, double step, double level, double season) {
        var sum = value + step + level + season;
        if (!(value >= 0 && step >= 0 && level >= 0 && season >= 0) || !(sum > 0)) {
            throw new IllegalArgumentException("view weights are " + value + ", " + step + ", " + level + ", " + season
                    + "; none may be negative and one must be above 0");
        }
        this.shares = new double[] {value / sum, step / sum, level / sum, season / sum};
    }

    /** The weights that ship: none counts more than another. */
    public static ViewWeights defaults() {
        return DEFAULTS;
    }

    /**
     * The weighted mean of the squares of what the views found unusual, in the order of {@link SeriesView}; each view's
     * part of it is left in {@code parts}.
     */
    double meanSquare(double[] parts) {
        var sum = 0.0;
        for (var i = 0; i < parts.length; i++) {
            parts[i] *= parts[i] * shares[i];
            sum += parts[i];
        }
        return sum;
    }
}
