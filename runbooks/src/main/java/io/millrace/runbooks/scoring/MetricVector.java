package io.millrace.runbooks.scoring;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Several metrics of one resource that are judged together, minute by minute. The resource is an account, a Region and
 * the dimensions named by {@code by}. The order of the features is part of the model: changed, it starts anew.
 */
public final class MetricVector {
    private final String id;
    private final String title;
    private final TreeSet<String> by;
    private final LinkedHashMap<String, VectorFeature> features;

    MetricVector(String id, String title, List<String> by, Map<String, VectorFeature> features) {
        this.id = id;
        this.title = title;
        this.by = new TreeSet<>(by);
        this.features = new LinkedHashMap<>(features);
    }

    /** Unique in the bundle. */
    public String id() {
        return id;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** By name, in the order declared. */
    public Map<String, VectorFeature> features() {
        return Collections.unmodifiableMap(features);
    }

    /** The names of the features in the order declared. */
    public List<String> names() {
        return List.copyOf(features.keySet());
    }

    /** Names the resource for people and gives its ARN. */
    public VectorFeature first() {
        return features.values().iterator().next();
    }

    /** The dimensions that make the resource of a point, sorted by name; empty when the point lacks one of them. */
    public Optional<List<Dimension>> resourceOf(MetricDatum point) {
        var found = new ArrayList<Dimension>();
        for (Dimension dimension : point.getDimensions()) {
            if (by.contains(dimension.getName())) {
                found.add(dimension);
            }
        }
        return found.size() == by.size() ? Optional.of(found) : Optional.empty();
    }
}
