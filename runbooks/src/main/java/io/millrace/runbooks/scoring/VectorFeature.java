package io.millrace.runbooks.scoring;

import io.millrace.runbooks.conditions.MetricSelector;
import io.millrace.runbooks.conditions.Statistic;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One metric of a vector: its series, and which of their statistics. */
public final class VectorFeature {
    private final MetricSelector selector;
    private final @Nullable Statistic statistic;

    VectorFeature(MetricSelector selector, @Nullable Statistic statistic) {
        this.selector = selector;
        this.statistic = statistic;
    }

    /** The series it is read from; where several of one resource are meant, the greatest value counts. */
    public MetricSelector selector() {
        return selector;
    }

    /** What of a point is read; empty for the statistic that is scored of single series. */
    public Optional<Statistic> statistic() {
        return Optional.ofNullable(statistic);
    }
}
