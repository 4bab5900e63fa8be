package io.millrace.runbooks.catalog;

import java.util.Map;

/** Bounds on several measured values, all of which must hold; without bounds they always do. */
final class Bounds {
    static final Bounds NONE = new Bounds(Map.of());

    private final Map<String, ValueRange> ranges;

    Bounds(Map<String, ValueRange> ranges) {
        this.ranges = Map.copyOf(ranges);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** A missing value holds nowhere. */
    boolean hold(Map<String, Double> values) {
        return ranges.entrySet().stream()
                .allMatch(range -> range.getValue().holds(values.getOrDefault(range.getKey(), Double.NaN)));
    }
}
