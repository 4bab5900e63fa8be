package io.millrace.runbooks.conditions;

import io.millrace.domain.MetricDatum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All conditions of a bundle, found by metric. */
public final class MetricConditions {
    private final TreeMap<String, MetricCondition> byId = new TreeMap<>();
    private final Map<String, List<MetricCondition>> byMetric = new HashMap<>();

    MetricConditions(Collection<MetricCondition> conditions) {
        conditions.forEach(condition -> byId.put(condition.id(), condition));
        byId.values().forEach(condition -> byMetric.computeIfAbsent(
                        key(condition.namespace(), condition.metricName()), key -> new ArrayList<>())
                .add(condition));
    }

    /** Conditions on the point's metric, by id; the same for all points of one series. */
    public List<MetricCondition> matching(MetricDatum first) {
        var found = byMetric.getOrDefault(key(first.getNamespace(), first.getMetricName()), List.of());
        return Collections.unmodifiableList(found);
    }

    /** The condition with this id. */
    public Optional<MetricCondition> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All, by id. */
    public SortedMap<String, MetricCondition> all() {
        return Collections.unmodifiableSortedMap(byId);
    }

    /** NUL is in neither part: CloudWatch takes printable ASCII (PutMetricData). */
    private static String key(String namespace, String metricName) {
        return namespace + '\0' + metricName;
    }
}
