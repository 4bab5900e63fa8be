package io.millrace.runbooks.catalog;

import java.util.Map;

/** A step, and the values under which it is the right one; without conditions it always is. */
final class Branch {
    private final Map<String, ValueRange> when;
    private final Step step;

    Branch(Map<String, ValueRange> when, Step step) {
        this.when = Map.copyOf(when);
        this.step = step;
    }

    /** A missing value holds nowhere. */
    boolean holds(Map<String, Double> values) {
        return when.entrySet().stream()
                .allMatch(wanted -> wanted.getValue().holds(values.getOrDefault(wanted.getKey(), Double.NaN)));
    }

    Step step() {
        return step;
    }
}
