package io.millrace.runbooks.conditions;

import io.millrace.domain.MetricDatum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is declared on series, found by a point's metric: the name first, as most names have nothing declared on them. */
public final class ByMetric<T> {
    private final Map<String, Map<String, List<Entry<T>>>> byName = new HashMap<>();

    /** Declares it on the series that are selected. */
    public void add(MetricSelector selector, T declared) {
        byName.computeIfAbsent(selector.metricName(), key -> new HashMap<>())
                .computeIfAbsent(selector.namespace(), key -> new ArrayList<>())
                .add(new Entry<>(selector, declared));
    }

    /** In the order in which they were added. */
    public List<T> selecting(MetricDatum point) {
        var byNamespace = byName.get(point.getMetricName());
        if (byNamespace == null) {
            return List.of();
        }
        var entries = byNamespace.get(point.getNamespace());
        if (entries == null) {
            return List.of();
        }
        var found = new ArrayList<T>(entries.size());
        for (Entry<T> entry : entries) {
            if (entry.selector.selects(point)) {
                found.add(entry.declared);
            }
        }
        return found;
    }

    private static final class Entry<T> {
        private final MetricSelector selector;
        private final T declared;

        Entry(MetricSelector selector, T declared) {
            this.selector = selector;
            this.declared = declared;
        }
    }
}
