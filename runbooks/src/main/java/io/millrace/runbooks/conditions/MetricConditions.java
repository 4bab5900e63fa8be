package io.millrace.runbooks.conditions;

import io.millrace.domain.MetricDatum;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All conditions of a bundle, found by metric. */
public final class MetricConditions {
    private final TreeMap<String, MetricCondition> byId = new TreeMap<>();
    private final TreeMap<String, JoinedCondition> joinedById = new TreeMap<>();
    private final ByMetric<MetricCondition> byMetric = new ByMetric<>();
    private final ByMetric<PartOf> partsByMetric = new ByMetric<>();

    MetricConditions(Collection<MetricCondition> conditions, Collection<JoinedCondition> joined) {
        conditions.forEach(condition -> byId.put(condition.id(), condition));
        byId.values().forEach(condition -> byMetric.add(condition.metric(), condition));
        joined.forEach(condition -> joinedById.put(condition.id(), condition));
        for (JoinedCondition condition : joinedById.values()) {
            condition
                    .metrics()
                    .forEach((name, metric) ->
                            partsByMetric.add(metric.selector(), new PartOf(condition, name, metric)));
        }
    }

    /** Conditions on the point's series, by id; the same for all points of one series. */
    public List<MetricCondition> matching(MetricDatum first) {
        return byMetric.selecting(first);
    }

    /** The joined conditions that a point has a part in, by id; the same for all points of one series. */
    public List<PartOf> partsOf(MetricDatum first) {
        return partsByMetric.selecting(first);
    }

    /** The condition on one metric with this id. */
    public Optional<MetricCondition> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The condition on several metrics with this id. */
    public Optional<JoinedCondition> findJoined(String id) {
        return Optional.ofNullable(joinedById.get(id));
    }

    /** Conditions on one metric, by id. */
    public SortedMap<String, MetricCondition> all() {
        return Collections.unmodifiableSortedMap(byId);
    }

    /** Conditions on several metrics, by id. */
    public SortedMap<String, JoinedCondition> joined() {
        return Collections.unmodifiableSortedMap(joinedById);
    }

    /** Of conditions of every kind. */
    public SortedSet<String> ids() {
        var ids = new TreeSet<>(byId.keySet());
        ids.addAll(joinedById.keySet());
        return ids;
    }
}
