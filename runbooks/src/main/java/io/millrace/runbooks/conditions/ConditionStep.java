package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one point, or the want of one, did to one condition: the new state, the transition, and the figures to tell. */
public final class ConditionStep {
    /** Whether the point opened or closed the condition. */
    public enum Transition {
        NONE,
        MET,
        CLEARED
    }

    private final ConditionState state;
    private final Transition transition;
    private final Instant at;
    private final double value;
    private final double level;
    private final int points;
    private final Instant since;
    private final @Nullable ConditionStep gap;

    ConditionStep(
            ConditionState state,
            Transition transition,
            Instant at,
            double value,
            double level,
            int points,
            Instant since) {
        this(state, transition, at, value, level, points, since, null);
    }

    private ConditionStep(
            ConditionState state,
            Transition transition,
            Instant at,
            double value,
            double level,
            int points,
            Instant since,
            @Nullable ConditionStep gap) {
        this.state = state;
        this.transition = transition;
        this.at = at;
        this.value = value;
        this.level = level;
        this.points = points;
        this.since = since;
        this.gap = gap;
    }

    /** The same, after what the points missing before it did. */
    ConditionStep after(ConditionStep missing) {
        return new ConditionStep(state, transition, at, value, level, points, since, missing);
    }

    /** To be kept; never the object that was passed in. */
    public ConditionState state() {
        return state;
    }

    /** Whether the point opened or closed the condition. */
    public Transition transition() {
        return transition;
    }

    /** Timestamp of the point, or of the missing one. */
    public Instant at() {
        return at;
    }

    /** The figure that was compared, in its unit; NaN where a point is missing. */
    public double value() {
        return value;
    }

    /** The condition's level, for CLEARED the clearing level; NaN where there is none. */
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

    /** What the points missing before this one did, where they opened or cleared the condition. */
    public Optional<ConditionStep> gap() {
        return Optional.ofNullable(gap);
    }

    /** Identifies the opening that MET began and CLEARED ends; empty before the first. */
    public String occurrenceId() {
        return state.getOccurrenceId();
    }
}
