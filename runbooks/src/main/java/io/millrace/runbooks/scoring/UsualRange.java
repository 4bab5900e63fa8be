package io.millrace.runbooks.scoring;

import io.millrace.domain.MetricDatum;

/**
 * Between which values series of a family usually are, as content declares it: judges a series that has no history yet,
 * such as a new instance. Keyed state cannot be read across series, so siblings cannot lend theirs.
 */
public final class UsualRange {
    private final SeriesPattern series;
    private final double from;
    private final double to;

    UsualRange(SeriesPattern series, double from, double to) {
        this.series = series;
        this.from = from;
        this.to = to;
    }

    boolean matches(MetricDatum point) {
        return series.matches(point);
    }

    /** By how many widths of the range a value lies outside; 0 within. */
    public double beyond(double value) {
        return Math.max(0, Math.max(from - value, value - to)) / (to - from);
    }

    /** The value of the range that is nearest. */
    public double nearest(double value) {
        return Math.max(from, Math.min(to, value));
    }
}
