package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Instant;

/** What missing points did: the transition, where it lies, and the figures to tell. */
final class Filled {
    static final Filled NOTHING = new Filled(Transition.NONE, 0, 0, Instant.EPOCH);

    private final Transition transition;
    private final long at;
    private final int points;
    private final Instant since;

    /** @param state after the missing point, before whatever clears it */
    Filled(Transition transition, long at, int breachingPoints, ConditionState state) {
        this(
                transition,
                at,
                transition == Transition.MET ? breachingPoints : state.getNormalPoints(),
                ConditionCourse.orElse(
                        transition == Transition.MET ? state.getBreachingSince() : state.getNormalSince(),
                        Instant.ofEpochMilli(at)));
    }

    private Filled(Transition transition, long at, int points, Instant since) {
        this.transition = transition;
        this.at = at;
        this.points = points;
        this.since = since;
    }

    Transition transition() {
        return transition;
    }

    /** The step that tells it, with the state to be kept. */
    ConditionStep step(ConditionState state) {
        return new ConditionStep(state, transition, Instant.ofEpochMilli(at), Double.NaN, Double.NaN, points, since);
    }
}
