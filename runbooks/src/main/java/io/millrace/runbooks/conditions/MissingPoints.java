package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import io.millrace.runbooks.conditions.ConditionStep.Transition;

/**
 * Counts the points that should lie between two that came. What one counts for, the condition says
 * ({@link MissingData}); where it counts for nothing, a gap longer than the condition looks back and three periods ends
 * a run: nothing is known about the time between.
 */
final class MissingPoints {
    private static final int GAP_PERIODS = 3;

    private MissingPoints() {}

    /** The transition that the gap before a point at {@code at} brought, if any. */
    static Filled before(ConditionRule rule, String key, ConditionState next, long at) {
        var times = next.getRecentTimes();
        if (times.isEmpty() || rule.absentFor().isPresent()) {
            return Filled.NOTHING;
        }
        long last = times.get(times.size() - 1);
        long period = RecentPoints.period(rule, next);
        if (rule.missing() == MissingData.IGNORE) {
            if (at - last > Math.max(rule.span(period), GAP_PERIODS * period)) {
                new ConditionCourse(rule, key, next).forgetRun();
            }
            return Filled.NOTHING;
        }
        return take(rule, key, next, last, period, Math.round((double) (at - last) / period) - 1);
    }

    /** Counts so many missing points after {@code last}. At most one of them is a transition, as all say the same. */
    static Filled take(ConditionRule rule, String key, ConditionState next, long last, long period, long missing) {
        var course = new ConditionCourse(rule, key, next);
        var filled = Filled.NOTHING;
        long counted = Math.min(missing, rule.mostMissing(period));
        for (long i = 1; i <= counted; i++) {
            long at = last + i * period;
            var verdict = rule.missing().verdict(next.getMet());
            var transition = course.take(at, period, verdict, () -> true);
            if (transition != Transition.NONE) {
                filled = new Filled(transition, at, course.breachingPoints(), next);
            }
            if (transition == Transition.CLEARED) {
                course.clear();
            }
        }
        if (missing > counted && next.getBreachingSince() != null) {
            next.setBreachingPoints((int) Math.min(Integer.MAX_VALUE, next.getBreachingPoints() + missing - counted));
        }
        return filled;
    }
}
