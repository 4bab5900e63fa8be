package io.millrace.runbooks.catalog;

import java.util.Map;

/** A step, and the values under which it is the right one. */
final class Branch {
    private final Bounds when;
    private final Step step;

    Branch(Bounds when, Step step) {
        this.when = when;
        this.step = step;
    }

    boolean holds(Map<String, Double> values) {
        return when.hold(values);
    }

    Step step() {
        return step;
    }
}
