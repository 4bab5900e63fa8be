package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import java.time.Instant;

/** What one point did to one condition: the new state, the transition, and the figures to tell. */
public final class ConditionStep {
    /** Whether the point opened or closed the condition. */
    public enum Transition {
        NONE,
        MET,
        CLEARED
    }

    private final ConditionState state;
    private final Transition transition;
    private final double value;
    private final double level;
    private final int points;
    private final Instant since;

    ConditionStep(ConditionState state, Transition transition, double value, double level, int points, Instant since) {
        this.state = state;
        this.transition = transition;
        this.value = value;
        this.level = level;
        this.points = points;
        this.since = since;
    }

    /** To be kept; never the object that was passed in. */
    public ConditionState state() {
        return state;
    }

    /** Whether the point opened or closed the condition. */
    public Transition transition() {
        return transition;
    }

    /** The point's value, in the metric's unit. */
    public double value() {
        return value;
    }

    /** The condition's level; for CLEARED the clearing level. */
    public double level() {
        return level;
    }

    /** Points in the present run: breaching ones, or for CLEARED normal ones. */
    public int points() {
        return points;
    }

    /** Timestamp of the first point of that run. */
    public Instant since() {
        return since;
    }

    /** Identifies the opening that MET began and CLEARED ends; empty before the first. */
    public String occurrenceId() {
        return state.getOccurrenceId();
    }
}
