package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import io.millrace.domain.id.Ids;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The course of one condition through its points, there or missing: counts what each says and tells which one opens or
 * clears the condition. Changes the state that it is given.
 */
final class ConditionCourse {
    private final ConditionRule rule;
    private final String key;
    private final ConditionState next;

    /** @param next a copy of the known state, to be changed */
    ConditionCourse(ConditionRule rule, String key, ConditionState next) {
        this.rule = rule;
        this.key = key;
        this.next = next;
    }

    /** Takes what the point at {@code at} says; {@code alsoHolds} is asked only of a point that would open the condition. */
    Transition take(long at, long period, Verdict verdict, BooleanSupplier alsoHolds) {
        count(Instant.ofEpochMilli(at), verdict);
        if (!next.getMet() && verdict == Verdict.BREACHING && held(at, period) && alsoHolds.getAsBoolean()) {
            open(orElse(next.getBreachingSince(), Instant.ofEpochMilli(at)));
            return Transition.MET;
        }
        return next.getMet() && next.getNormalPoints() >= rule.clearPoints() ? Transition.CLEARED : Transition.NONE;
    }

    /** The condition is met from here on. */
    void open(Instant since) {
        next.setMet(true);
        next.setOccurrenceId(Ids.hash("condition", rule.id(), key, Long.toString(since.toEpochMilli())));
    }

    /** The condition is over, and whatever comes begins anew. */
    void clear() {
        next.setMet(false);
        next.setNormalPoints(0);
        next.setNormalSince(null);
        forgetRun();
    }

    /** Nothing is known about the time before the next point. */
    void forgetRun() {
        next.setBreachingSince(null);
        next.setBreachingPoints(0);
        next.setWindow(0L);
    }

    /** Breaching points: of the run, or of the newest N. */
    int breachingPoints() {
        return rule.isOutOf() ? Long.bitCount(next.getWindow()) : next.getBreachingPoints();
    }

    private void count(Instant at, Verdict verdict) {
        boolean breaching = verdict == Verdict.BREACHING;
        next.setBreachingSince(breaching ? orElse(next.getBreachingSince(), at) : null);
        next.setBreachingPoints(breaching ? next.getBreachingPoints() + 1 : 0);
        if (rule.isOutOf()) {
            next.setWindow((next.getWindow() << 1 | (breaching ? 1 : 0)) & (1L << rule.of()) - 1);
        }
        boolean normal = next.getMet() && verdict == Verdict.NORMAL;
        next.setNormalSince(normal ? orElse(next.getNormalSince(), at) : null);
        next.setNormalPoints(normal ? next.getNormalPoints() + 1 : 0);
    }

    /** A point covers the period that starts at its timestamp. */
    private boolean held(long at, long period) {
        if (rule.isOutOf()) {
            return Long.bitCount(next.getWindow()) >= rule.breaching();
        }
        Instant since = next.getBreachingSince();
        return since != null
                && at + period - since.toEpochMilli() >= rule.lasting().toMillis();
    }

    static Instant orElse(@Nullable Instant value, Instant otherwise) {
        return value == null ? otherwise : value;
    }
}
