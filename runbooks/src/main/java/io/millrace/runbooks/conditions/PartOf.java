package io.millrace.runbooks.conditions;

/** A point's place in a joined condition: which of its metrics it belongs to. */
public final class PartOf {
    private final JoinedCondition condition;
    private final String name;
    private final JoinedMetric metric;

    PartOf(JoinedCondition condition, String name, JoinedMetric metric) {
        this.condition = condition;
        this.name = name;
        this.metric = metric;
    }

    /** The condition. */
    public JoinedCondition condition() {
        return condition;
    }

    /** The metric's name in it. */
    public String metric() {
        return name;
    }

    /** The figure that is compared; NaN when the point does not say it. */
    public double read(Reading reading) {
        return metric.read(reading);
    }
}
