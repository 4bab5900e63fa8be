package io.millrace.runbooks.scoring;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.runbooks.services.Glob;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Series by patterns, {@code *} for any run of characters. What is not named is any. */
final class SeriesPattern {
    private final TreeSet<String> accounts;
    private final Glob namespace;
    private final Glob name;
    private final TreeMap<String, Glob> dimensions = new TreeMap<>();

    SeriesPattern(List<String> accounts, String namespace, String name, Map<String, String> dimensions) {
        this.accounts = new TreeSet<>(accounts);
        this.namespace = new Glob(namespace);
        this.name = new Glob(name);
        dimensions.forEach((dimension, pattern) -> this.dimensions.put(dimension, new Glob(pattern)));
    }

    boolean matches(MetricDatum point) {
        if (!(accounts.isEmpty() || accounts.contains(point.getAccount()))
                || !name.matches(point.getMetricName())
                || !namespace.matches(point.getNamespace())) {
            return false;
        }
        int matched = 0;
        for (Dimension dimension : point.getDimensions()) {
            Glob pattern = dimensions.get(dimension.getName());
            if (pattern != null) {
                if (!pattern.matches(dimension.getValue())) {
                    return false;
                }
                matched++;
            }
        }
        return matched == dimensions.size();
    }
}
