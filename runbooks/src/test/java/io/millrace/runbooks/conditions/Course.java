package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Feeds a condition the points of one series, by minute, and keeps every transition with its minute: {@code 4 MET}. */
final class Course {
    static final long START = Instant.parse("2026-08-05T10:00:00Z").toEpochMilli();
    static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final MetricCondition condition;
    private final List<String> transitions = new ArrayList<>();
    private ConditionState state;

    Course(MetricCondition condition) {
        this.condition = condition;
        this.state = ConditionEvaluator.initial(condition.rule());
    }

    Course at(int minute, double value) {
        return take(Points.reading(START + minute * MINUTE, value));
    }

    Course take(Reading reading) {
        return note(ConditionEvaluator.evaluate(condition, state, reading));
    }

    /** Points a minute apart from {@code minute} on. */
    Course from(int minute, double... values) {
        for (int i = 0; i < values.length; i++) {
            at(minute + i, values[i]);
        }
        return this;
    }

    /** Lets arrival time pass until this minute. */
    Course silentUntil(double minute) {
        long now = START + Points.DELAY + (long) (minute * MINUTE);
        var due = Silence.dueAt(condition.rule(), state);
        if (due.isPresent() && due.getAsLong() <= now) {
            note(Silence.take(condition.rule(), "series", state));
        }
        return this;
    }

    List<String> transitions() {
        return transitions;
    }

    ConditionState state() {
        return state;
    }

    private Course note(ConditionStep step) {
        state = step.state();
        step.gap().ifPresent(this::keep);
        keep(step);
        return this;
    }

    private void keep(ConditionStep step) {
        if (step.transition() != Transition.NONE) {
            transitions.add((step.at().toEpochMilli() - START) / MINUTE + " " + step.transition());
        }
    }
}
