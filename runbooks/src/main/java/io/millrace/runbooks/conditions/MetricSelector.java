package io.millrace.runbooks.conditions;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.runbooks.services.Glob;
import java.util.Map;
import java.util.TreeMap;

/** Which series of one metric are meant: those whose dimensions match the patterns. */
public final class MetricSelector {
    private final String namespace;
    private final String metricName;
    private final TreeMap<String, Glob> dimensions = new TreeMap<>();
    private final boolean exactly;

    /** @param patterns by dimension name, {@code *} for any run of characters */
    MetricSelector(String namespace, String metricName, Map<String, String> patterns, boolean exactly) {
        this.namespace = namespace;
        this.metricName = metricName;
        patterns.forEach((name, pattern) -> dimensions.put(name, new Glob(pattern)));
        this.exactly = exactly;
    }

    /** CloudWatch namespace. */
    public String namespace() {
        return namespace;
    }

    /** CloudWatch metric name. */
    public String metricName() {
        return metricName;
    }

    /** Whether a point of this metric belongs to a series that is meant. */
    public boolean selects(MetricDatum point) {
        if (dimensions.isEmpty() && !exactly) {
            return true;
        }
        int matched = 0;
        for (Dimension dimension : point.getDimensions()) {
            Glob pattern = dimensions.get(dimension.getName());
            if (pattern == null ? exactly : !pattern.matches(dimension.getValue())) {
                return false;
            }
            matched += pattern == null ? 0 : 1;
        }
        return matched == dimensions.size();
    }
}
