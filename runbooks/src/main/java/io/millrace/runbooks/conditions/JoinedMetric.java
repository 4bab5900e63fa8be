package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import org.jspecify.annotations.Nullable;

/** One of the metrics that a condition joins: its series, what of a point is read, and what a minute without one counts for. */
final class JoinedMetric {
    private static final ConditionState STATELESS =
            ConditionState.newBuilder().setConditionId("").build();

    private final MetricSelector selector;
    private final @Nullable Statistic statistic;
    private final Figure figure;
    private final boolean zeroWhenMissing;

    /** @param statistic null where the model says what is compared */
    JoinedMetric(MetricSelector selector, @Nullable Statistic statistic, Figure figure, boolean zeroWhenMissing) {
        this.selector = selector;
        this.statistic = statistic;
        this.figure = figure;
        this.zeroWhenMissing = zeroWhenMissing;
    }

    MetricSelector selector() {
        return selector;
    }

    /** Whether a minute that others speak in, and this one does not, counts as 0 of it; otherwise it is unknown. */
    boolean zeroWhenMissing() {
        return zeroWhenMissing;
    }

    /** NaN when the point does not say it. Rates need a point before, so no joined metric compares one. */
    double read(Reading reading) {
        double value = statistic == null ? Double.NaN : statistic.read(reading.point());
        return figure.of(reading, value, STATELESS);
    }

    /** Two series, or two points, of one metric that meet in one minute of one resource. */
    double combine(double one, double other) {
        String name = statistic == null ? "" : statistic.name();
        switch (name) {
            case "sum":
            case "count":
                return one + other;
            case "minimum":
                return Math.min(one, other);
            default:
                return Math.max(one, other);
        }
    }
}
