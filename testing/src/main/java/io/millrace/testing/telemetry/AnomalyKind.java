package io.millrace.testing.telemetry;

import java.time.Duration;

/** What is planted, and for how long. Sizes are in units of the series' own usual range: {@link Planting}. */
public enum AnomalyKind {
    /** Far above all that is usual. */
    SPIKE(Duration.ofMinutes(15)),
    /** Far below it, or nothing at all where the metric cannot be negative. */
    DIP(Duration.ofMinutes(20)),
    /** Three quarters of the range higher, at once and back at once. */
    LEVEL_SHIFT(Duration.ofHours(4)),
    /** Higher and higher, until it is more than the range. */
    SLOW_DRIFT(Duration.ofHours(12)),
    /** The same reading again and again. */
    STUCK(Duration.ofHours(8)),
    /** Five times the usual noise around the usual value. */
    VARIANCE(Duration.ofHours(6)),
    /** The daily rise that does not come. */
    SEASON_MISSED(Duration.ofHours(18));

    private final Duration duration;

    AnomalyKind(Duration duration) {
        this.duration = duration;
    }

    /** How many rows it lasts in a series of this period. */
    int rows(Duration period) {
        return (int) Math.max(1, duration.dividedBy(period));
    }
}
