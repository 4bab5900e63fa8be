package io.millrace.models.series;

/** How much each view of a series counts in its score. A view with weight 0 is kept but not heard. */
public final class ViewWeights {
    private static final ViewWeights DEFAULTS = new ViewWeights(1, 0.25, 0.5, 1);

    private final double value;
    private final double step;
    private final double level;
    private final double season;

    /** Weights of 0 or more, at least one above 0. */
    public ViewWeights(double value, double step, double level, double season) {
        if (!(value >= 0 && step >= 0 && level >= 0 && season >= 0) || !(value + step + level + season > 0)) {
            throw new IllegalArgumentException("view weights are " + value + ", " + step + ", " + level + ", " + season
                    + "; none may be negative and one must be above 0");
        }
        this.value = value;
        this.step = step;
        this.level = level;
        this.season = season;
    }

    /** The weights that ship. */
    public static ViewWeights defaults() {
        return DEFAULTS;
    }

    /** The weighted mean of the scores of the views, in the order of {@link SeriesViews}. */
    double mean(double[] scores) {
        var sum = value * scores[0] + step * scores[1] + level * scores[2] + season * scores[3];
        return sum / (value + step + level + season);
    }
}
