package io.millrace.runbooks.scoring;

import io.millrace.domain.MetricDatum;
import io.millrace.runbooks.windows.Window;

/** Some series in some window, as in a deployment or a maintenance: their points are neither learned nor raised. */
final class Exclusion {
    private final SeriesPattern series;
    private final Window window;

    Exclusion(SeriesPattern series, Window window) {
        this.series = series;
        this.window = window;
    }

    boolean excludes(MetricDatum point) {
        return window.holds(point.getTimestamp()) && series.matches(point);
    }
}
