package io.millrace.runbooks.scoring;

import io.millrace.domain.MetricDatum;
import io.millrace.runbooks.conditions.ByMetric;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that a bundle tells the models of series. */
public final class ScoringRules {
    private final TreeMap<String, MetricVector> vectors = new TreeMap<>();
    private final ByMetric<FeatureOf> features = new ByMetric<>();
    private final List<Exclusion> exclusions;
    private final List<UsualRange> ranges;

    ScoringRules(Collection<MetricVector> vectors, List<Exclusion> exclusions, List<UsualRange> ranges) {
        vectors.forEach(vector -> this.vectors.put(vector.id(), vector));
        for (MetricVector vector : this.vectors.values()) {
            vector.features()
                    .forEach((name, feature) -> features.add(feature.selector(), new FeatureOf(vector, name, feature)));
        }
        this.exclusions = List.copyOf(exclusions);
        this.ranges = List.copyOf(ranges);
    }

    /** Vectors by id. */
    public SortedMap<String, MetricVector> vectors() {
        return Collections.unmodifiableSortedMap(vectors);
    }

    /** The vector with this id. */
    public Optional<MetricVector> findVector(String id) {
        return Optional.ofNullable(vectors.get(id));
    }

    /** The features that a point's series is, by the vector's id; the same for all points of one series. */
    public List<FeatureOf> featuresOf(MetricDatum first) {
        return features.selecting(first);
    }

    /** Whether the point lies in a window that is excluded for its series, by its own time. */
    public boolean excludes(MetricDatum point) {
        for (Exclusion exclusion : exclusions) {
            if (exclusion.excludes(point)) {
                return true;
            }
        }
        return false;
    }

    /** The first declared range that the point's series falls under; the same for all points of one series. */
    public Optional<UsualRange> usualRange(MetricDatum first) {
        for (UsualRange range : ranges) {
            if (range.matches(first)) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }
}
