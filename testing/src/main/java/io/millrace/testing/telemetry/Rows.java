package io.millrace.testing.telemetry;

import java.time.Duration;

/** When the rows of a series are: one each period from a midnight (UTC) on, and where in day and week each is. */
record Rows(long startMillis, Duration period, int count) {
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** 1970-01-01 was a Thursday. */
    private static final int FIRST_SATURDAY = 2;

    int perDay() {
        return (int) Duration.ofDays(1).dividedBy(period);
    }

    long millis(int row) {
        return startMillis + row * period.toMillis();
    }

    /** 0 at midnight, below 1. */
    double dayFraction(int row) {
        return Math.floorMod(millis(row), DAY) / (double) DAY;
    }

    boolean isWeekend(int row) {
        var day = Math.floorMod(Math.floorDiv(millis(row), DAY) - FIRST_SATURDAY, 7L);
        return day < 2;
    }

    /** Low at night, high by day, 0 to 1; the hour of the peak by {@code phase}. */
    double daylight(int row, double phase) {
        var wave = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (dayFraction(row) - phase));
        return 0.7 * wave + 0.3 * wave * wave * wave;
    }
}
