package io.millrace.runbooks.conditions;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A declared condition on the series of one metric: what is trouble, for how long, and when it is over. */
public final class MetricCondition {
    private final String id;
    private final String title;
    private final int severity;
    private final String namespace;
    private final String metricName;
    private final Statistic statistic;
    private final Comparator comparator;
    private final double level;
    private final Duration lasting;
    private final @Nullable Trend trend;
    private final double clearLevel;
    private final int clearPoints;

    MetricCondition(
            String id,
            String title,
            int severity,
            String namespace,
            String metricName,
            Statistic statistic,
            Comparator comparator,
            double level,
            Duration lasting,
            @Nullable Trend trend,
            double clearLevel,
            int clearPoints) {
        this.id = id;
        this.title = title;
        this.severity = severity;
        this.namespace = namespace;
        this.metricName = metricName;
        this.statistic = statistic;
        this.comparator = comparator;
        this.level = level;
        this.lasting = lasting;
        this.trend = trend;
        this.clearLevel = clearLevel;
        this.clearPoints = clearPoints;
    }

    /** Unique in the bundle. */
    public String id() {
        return id;
    }

    /** For people: {@code CPU above 80 % for 5 minutes}. */
    public String title() {
        return title;
    }

    /** 1 to 5, of the event that the condition raises. */
    public int severity() {
        return severity;
    }

    /** CloudWatch namespace. */
    public String namespace() {
        return namespace;
    }

    /** CloudWatch metric name. */
    public String metricName() {
        return metricName;
    }

    /** What is compared. */
    public Statistic statistic() {
        return statistic;
    }

    /** How it is compared. */
    public Comparator comparator() {
        return comparator;
    }

    /** With what, in the metric's unit. */
    public double level() {
        return level;
    }

    /** How long every point must breach ({@code for} in YAML). */
    public Duration lasting() {
        return lasting;
    }

    /** The trend that must hold too, where one is declared. */
    public Optional<Trend> trend() {
        return Optional.ofNullable(trend);
    }

    /** A point that does not breach this level counts towards clearing. */
    public double clearLevel() {
        return clearLevel;
    }

    /** Consecutive normal points that clear the condition. */
    public int clearPoints() {
        return clearPoints;
    }
}
