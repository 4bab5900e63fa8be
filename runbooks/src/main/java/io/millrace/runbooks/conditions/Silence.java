package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import io.millrace.domain.record.Copies;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What silence does to a condition: when it would open or clear it (arrival time), and the step once it has. Pure. A
 * point is missing once it is {@link #GRACE} later than its distance from the last one, so a point that arrives late
 * after all meets the condition as silence left it.
 */
public final class Silence {
    /** Points of one series arrive unevenly: Firehose alone holds them for up to a minute. */
    static final Duration GRACE = Duration.ofMinutes(2);

    private Silence() {}

    /** Arrival time, epoch milliseconds, at which silence since the last point opens or clears the condition. */
    public static OptionalLong dueAt(ConditionRule rule, ConditionState state) {
        if (state.getArrivedAt() == 0 || !rule.watchesSilence()) {
            return OptionalLong.empty();
        }
        if (rule.absentFor().isPresent()) {
            return state.getMet()
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            state.getArrivedAt() + rule.absentFor().get().toMillis());
        }
        long missing = missing(rule, state);
        return missing == 0
                ? OptionalLong.empty()
                : OptionalLong.of(state.getArrivedAt() + missing * RecentPoints.period(rule, state) + GRACE.toMillis());
    }

    /** The step at {@link #dueAt}. Keeps the run as the points left it: what comes next tells how long silence lasted. */
    public static ConditionStep take(ConditionRule rule, String key, ConditionState state) {
        var next = Copies.shallow(state, new ConditionState());
        long last = state.getRecentTimes().get(state.getRecentTimes().size() - 1);
        var course = new ConditionCourse(rule, key, next);
        if (rule.absentFor().isPresent()) {
            var since = Instant.ofEpochMilli(last);
            course.open(since);
            var at = since.plus(rule.absentFor().get());
            return new ConditionStep(next, Transition.MET, at, Double.NaN, Double.NaN, 0, since);
        }
        var simulated = Copies.shallow(state, new ConditionState());
        var filled =
                MissingPoints.take(rule, key, simulated, last, RecentPoints.period(rule, state), missing(rule, state));
        if (filled.transition() == Transition.MET) {
            next.setMet(true);
            next.setOccurrenceId(simulated.getOccurrenceId());
        } else {
            course.clear();
        }
        return filled.step(next);
    }

    /** How many missing points in a row change the condition; 0 when none would. */
    private static long missing(ConditionRule rule, ConditionState state) {
        if (state.getMet()) {
            return rule.missing() == MissingData.NOT_BREACHING
                    ? Math.max(1, rule.clearPoints() - state.getNormalPoints())
                    : 0;
        }
        if (rule.missing() != MissingData.BREACHING) {
            return 0;
        }
        return rule.isOutOf() ? untilEnoughBreach(rule, state) : untilLongEnough(rule, state);
    }

    private static long untilEnoughBreach(ConditionRule rule, ConditionState state) {
        long mask = (1L << rule.of()) - 1;
        long window = state.getWindow();
        for (int missing = 1; missing <= rule.of(); missing++) {
            window = (window << 1 | 1) & mask;
            if (Long.bitCount(window) >= rule.breaching()) {
                return missing;
            }
        }
        return 0;
    }

    private static long untilLongEnough(ConditionRule rule, ConditionState state) {
        long period = RecentPoints.period(rule, state);
        long last = state.getRecentTimes().get(state.getRecentTimes().size() - 1);
        Instant since = state.getBreachingSince();
        // without a run the first missing point begins one
        long lasted = since == null ? 0 : last + period - since.toEpochMilli();
        return Math.max(1, (rule.lasting().toMillis() - lasted + period - 1) / period);
    }
}
