package io.millrace.testing.telemetry;

import java.time.Duration;
import java.util.List;

/**
 * One made-up series and the truth about it. Points are in order of time, some missing; half of the series, before the
 * first planted anomaly, is as usual as its kind gets.
 */
public final class Telemetry {
    private final SeriesKind kind;
    private final Duration period;
    private final long[] times;
    private final double[] values;
    private final List<PlantedAnomaly> planted;

    Telemetry(SeriesKind kind, Duration period, long[] times, double[] values, List<PlantedAnomaly> planted) {
        this.kind = kind;
        this.period = period;
        this.times = times;
        this.values = values;
        this.planted = List.copyOf(planted);
    }

    public SeriesKind kind() {
        return kind;
    }

    /** The distance of points, where none is missing. */
    public Duration period() {
        return period;
    }

    public int size() {
        return times.length;
    }

    /** Epoch milliseconds. */
    public long time(int row) {
        return times[row];
    }

    public double value(int row) {
        return values[row];
    }

    /** By time; their rows do not overlap. */
    public List<PlantedAnomaly> planted() {
        return planted;
    }

    /** From the first point to the last. */
    public Duration span() {
        return Duration.ofMillis(times[times.length - 1] - times[0]);
    }
}
