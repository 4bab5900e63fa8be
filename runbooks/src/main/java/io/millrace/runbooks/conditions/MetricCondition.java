package io.millrace.runbooks.conditions;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A declared condition on the series of one metric: what is trouble, for how long, and when it is over. */
public final class MetricCondition {
    private final ConditionRule rule;
    private final MetricSelector metric;
    private final @Nullable Statistic statistic;
    private final Figure figure;
    private final @Nullable Threshold threshold;
    private final @Nullable Trend trend;

    /** @param threshold null where the trend alone is the trouble, or silence is */
    MetricCondition(
            ConditionRule rule,
            MetricSelector metric,
            @Nullable Statistic statistic,
            Figure figure,
            @Nullable Threshold threshold,
            @Nullable Trend trend) {
        this.rule = rule;
        this.metric = metric;
        this.statistic = statistic;
        this.figure = figure;
        this.threshold = threshold;
        this.trend = trend;
    }

    /** Name, duration, missing data and clearing. */
    public ConditionRule rule() {
        return rule;
    }

    /** Unique in the bundle. */
    public String id() {
        return rule.id();
    }

    /** The series it watches. */
    public MetricSelector metric() {
        return metric;
    }

    /** What of the point is read; empty where the model says what, or any point counts. */
    public Optional<Statistic> statistic() {
        return Optional.ofNullable(statistic);
    }

    /** What is compared. */
    public Figure figure() {
        return figure;
    }

    /** With what it is compared; empty where the trend alone is the trouble, or silence is. */
    public Optional<Threshold> threshold() {
        return Optional.ofNullable(threshold);
    }

    /** The trend that must hold too, where one is declared. */
    public Optional<Trend> trend() {
        return Optional.ofNullable(trend);
    }

    @Nullable
    Threshold thresholdOrNull() {
        return threshold;
    }

    @Nullable
    Trend trendOrNull() {
        return trend;
    }
}
