package io.millrace.models.forecast;

import java.time.Duration;
import java.util.Optional;

/** A value that a series must not reach: a full disk, a credit balance of nothing. */
public final class Limit {
    /** The careful side: nine of ten slopes lead farther. */
    private static final double CAREFUL = 0.1;

    private final double value;
    private final boolean rising;

    private Limit(double value, boolean rising) {
        this.value = value;
        this.rising = rising;
    }

    /** Reached by what rises to it. */
    public static Limit above(double value) {
        return new Limit(value, true);
    }

    /** Reached by what falls to it. */
    public static Limit below(double value) {
        return new Limit(value, false);
    }

    /**
     * How long from the forecast's start until the median reaches the limit; empty unless even the careful quantile (10 %
     * of what rises, 90 % of what falls) does within the forecast. The forecast must have these quantiles.
     */
    public Optional<Duration> reachedAfter(Forecast forecast) {
        if (first(forecast, rising ? CAREFUL : 1 - CAREFUL) < 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(first(forecast, 0.5) * forecast.stepMillis()));
    }

    private int first(Forecast forecast, double level) {
        for (int step = 0; step < forecast.steps(); step++) {
            double quantile = forecast.quantile(level, step);
            if (rising ? quantile >= value : quantile <= value) {
                return step;
            }
        }
        return -1;
    }
}
