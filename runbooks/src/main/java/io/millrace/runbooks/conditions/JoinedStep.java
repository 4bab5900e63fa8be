package io.millrace.runbooks.conditions;

import io.millrace.domain.JoinedState;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one decided minute did to a joined condition. */
public final class JoinedStep {
    private final JoinedState state;
    private final ConditionStep step;
    private final TreeMap<String, Double> values;

    JoinedStep(JoinedState state, ConditionStep step, Map<String, Double> values) {
        this.state = state;
        this.step = step;
        this.values = new TreeMap<>(values);
    }

    /** To be kept; never the object that was passed in. */
    public JoinedState state() {
        return state;
    }

    /** The condition's step. */
    public ConditionStep step() {
        return step;
    }

    /** The minute's figures by the metric's name in the condition. */
    public SortedMap<String, Double> values() {
        return Collections.unmodifiableSortedMap(values);
    }
}
