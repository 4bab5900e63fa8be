package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionPart;
import io.millrace.domain.JoinedMinute;
import io.millrace.domain.JoinedState;
import io.millrace.domain.record.Copies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Gathers the parts of each minute and decides minutes in order, each when all its parts have come or its wait is over.
 * Pure: the state passed in is not changed. A minute of which no part ever came is missing, as is one that says nothing.
 */
public final class JoinedMinutes {
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** Of arrival time, from a minute's first part: what a metric stream's points of one minute are apart, and some. */
    static final Duration WAIT = Duration.ofMinutes(2);

    /** Held open at most; of more that arrive at once the oldest is decided as it stands. */
    static final int MOST_OPEN = 30;

    private final JoinedCondition condition;
    private final long period;
    private final long wait;

    public JoinedMinutes(JoinedCondition condition) {
        this.condition = condition;
        this.period = condition.rule().period().orElse(MINUTE).toMillis();
        this.wait = WAIT.toMillis() + Math.max(0, period - MINUTE.toMillis());
    }

    /** The state that a resource's first part begins. */
    public JoinedState initial(ConditionPart part) {
        return JoinedState.newBuilder()
                .setCondition(ConditionEvaluator.initial(condition.rule()))
                .setDecided(Long.MIN_VALUE)
                .setLast(part)
                .build();
    }

    /** Whether the part's minute is decided, or has heard this metric where each speaks once: it changes nothing. */
    public boolean isLate(JoinedState state, ConditionPart part) {
        long minute = minute(part);
        return minute <= state.getDecided()
                || condition.speaksOnce()
                        && state.getOpen().stream()
                                .anyMatch(open -> open.getMinute() == minute
                                        && open.getValues().containsKey(part.getMetric()));
    }

    /** The state with a part that is not late. */
    public JoinedState add(JoinedState state, ConditionPart part) {
        var next = Copies.shallow(state, new JoinedState());
        long arrived = part.getArrivedAt().toEpochMilli();
        var minutes = new TreeMap<Long, JoinedMinute>();
        state.getOpen().forEach(open -> minutes.put(open.getMinute(), open));
        var known = minutes.get(minute(part));
        var values = new TreeMap<String, Double>();
        if (known != null) {
            values.putAll(known.getValues());
        }
        var metric = condition.metrics().get(part.getMetric());
        if (metric != null) {
            values.merge(part.getMetric(), part.getValue(), metric::combine);
        }
        minutes.put(
                minute(part),
                new JoinedMinute(
                        minute(part),
                        known == null ? arrived : known.getOpenedAt(),
                        known == null ? arrived : Math.max(arrived, known.getArrivedAt()),
                        values));
        next.setOpen(new ArrayList<>(minutes.values()));
        next.setLast(part);
        next.setTouchedAt(Math.max(state.getTouchedAt(), arrived));
        return next;
    }

    /** Decides the oldest open minute, if that can be decided at {@code now} (arrival time); call it until it is empty. */
    public Optional<JoinedStep> decide(JoinedState state, String key, long now) {
        if (state.getOpen().isEmpty() || !isDecided(state, now)) {
            return Optional.empty();
        }
        var minute = state.getOpen().get(0);
        var values = new TreeMap<>(minute.getValues());
        condition.metrics().forEach((name, metric) -> {
            if (metric.zeroWhenMissing()) {
                values.putIfAbsent(name, 0.0);
            }
        });
        var step = ConditionEvaluator.evaluate(
                condition.rule(),
                key,
                state.getCondition(),
                minute.getMinute(),
                minute.getArrivedAt(),
                condition.say(values));
        var next = Copies.shallow(state, new JoinedState());
        next.setCondition(step.state());
        next.setDecided(minute.getMinute());
        next.setOpen(rest(state.getOpen()));
        return Optional.of(new JoinedStep(next, step, values));
    }

    /** Arrival time, epoch milliseconds, at which the oldest open minute has waited long enough. */
    public OptionalLong dueAt(JoinedState state) {
        return state.getOpen().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(state.getOpen().get(0).getOpenedAt() + wait);
    }

    private boolean isDecided(JoinedState state, long now) {
        var minute = state.getOpen().get(0);
        boolean complete = condition.speaksOnce()
                && minute.getValues().size() == condition.metrics().size();
        return complete || state.getOpen().size() > MOST_OPEN || minute.getOpenedAt() + wait <= now;
    }

    private long minute(ConditionPart part) {
        return Math.floorDiv(part.getTimestamp().toEpochMilli(), period) * period;
    }

    private static List<JoinedMinute> rest(List<JoinedMinute> open) {
        return open.stream().skip(1).collect(Collectors.toList());
    }
}
