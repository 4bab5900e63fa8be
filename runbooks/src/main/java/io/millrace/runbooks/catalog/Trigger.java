package io.millrace.runbooks.catalog;

import java.util.Map;

/** A condition that starts a runbook, within bounds on its figures. */
final class Trigger {
    private final String condition;
    private final Bounds when;

    Trigger(String condition, Bounds when) {
        this.condition = condition;
        this.when = when;
    }

    String condition() {
        return condition;
    }

    boolean holds(Map<String, Double> values) {
        return when.hold(values);
    }
}
