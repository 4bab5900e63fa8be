package io.millrace.models.forecast;

/** When a series has left its forecast. Immutable; valid once built. */
public final class ForecastSettings {
    private final Side side;
    private final int steps;
    private final double threshold;

    /**
     * @param side on which it is watched
     * @param steps of five minutes in a row that must lie outside, 1 to 12
     * @param threshold how far outside: 1 at the 5 % or 95 % quantile, 2 twice as far from the median
     */
    public ForecastSettings(Side side, int steps, double threshold) {
        if (steps < 1 || steps > HeldForecast.STEPS) {
            throw new IllegalArgumentException("steps is " + steps + "; it must be 1 to " + HeldForecast.STEPS);
        }
        if (!(threshold > 0 && Double.isFinite(threshold))) {
            throw new IllegalArgumentException("threshold is " + threshold + "; it must be a number above 0");
        }
        this.side = side;
        this.steps = steps;
        this.threshold = threshold;
    }

    /** What ships: ten minutes, two and a half times as far as the quantile. Figures: docs/models.md. */
    public static ForecastSettings defaults(Side side) {
        return new ForecastSettings(side, 2, 2.5);
    }

    public Side side() {
        return side;
    }

    public int steps() {
        return steps;
    }

    public double threshold() {
        return threshold;
    }
}
