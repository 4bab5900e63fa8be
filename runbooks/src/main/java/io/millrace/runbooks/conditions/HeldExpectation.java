package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import java.time.Duration;

/**
 * The expected value that a condition compares with. A model soon expects what it sees, also trouble: while points breach,
 * the value is held as it was at the first of them, for an hour at most; after that the new is the usual.
 */
public final class HeldExpectation {
    static final Duration LONGEST = Duration.ofHours(1);

    private HeldExpectation() {}

    /** @param expected the model's present expectation, which counts while none is held */
    public static double of(ConditionState state, long at, double expected) {
        return isHeld(state, at) ? state.getExpected() : expected;
    }

    /** Begins or ends holding by what a point said; {@code next} is changed. */
    static void after(ConditionState next, Reading reading, Verdict verdict) {
        if (verdict == Verdict.BREACHING && !isHeld(next, reading.at())) {
            next.setExpected(reading.expected());
            next.setExpectedAt(reading.at());
        } else if (verdict == Verdict.NORMAL && !next.getMet()) {
            next.setExpected(0.0);
            next.setExpectedAt(0L);
        }
    }

    private static boolean isHeld(ConditionState state, long at) {
        return state.getExpectedAt() != 0 && at - state.getExpectedAt() < LONGEST.toMillis();
    }
}
