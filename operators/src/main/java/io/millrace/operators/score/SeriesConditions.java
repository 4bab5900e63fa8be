package io.millrace.operators.score;

import io.millrace.domain.ConditionPart;
import io.millrace.domain.ConditionState;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ScoreState;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.Slots;
import io.millrace.domain.time.TimeBounds;
import io.millrace.operators.parse.SeriesKeys;
import io.millrace.runbooks.conditions.ConditionEvaluator;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import io.millrace.runbooks.conditions.Figure;
import io.millrace.runbooks.conditions.HeldExpectation;
import io.millrace.runbooks.conditions.MetricCondition;
import io.millrace.runbooks.conditions.MetricConditions;
import io.millrace.runbooks.conditions.PartOf;
import io.millrace.runbooks.conditions.Reading;
import io.millrace.runbooks.conditions.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Asks the conditions on a series about a point, or about its silence, and tells what came of it. Pure: states in, states out. */
final class SeriesConditions {
    private final MetricConditions conditions;
    private final TimeBounds times;

    SeriesConditions(MetricConditions conditions, TimeBounds times) {
        this.conditions = conditions;
        this.times = times;
    }

    /** The events of all conditions on the point's series; {@code next} is updated. */
    List<OpsEvent> take(ScoreState next, MetricDatum point, Reading reading, double value, double expected) {
        List<MetricCondition> applying = conditions.matching(point);
        if (applying.isEmpty() && next.getConditions().isEmpty()) {
            return List.of();
        }
        var states = new ArrayList<ConditionState>(applying.size());
        List<OpsEvent> events = withdrawn(next, applying, point, point.getTimestamp());
        long at = point.getTimestamp().toEpochMilli();
        for (MetricCondition condition : applying) {
            ConditionState known = state(next, condition);
            var step = ConditionEvaluator.evaluate(condition, known, reading);
            states.add(step.state());
            var observed = new TreeMap<String, Double>();
            if (condition.figure() != Figure.VALUE) {
                observed.put("observed", value);
                observed.put("expected", HeldExpectation.of(known, at, expected));
            }
            if (step.transition() != Transition.NONE || step.state().getMet()) {
                condition
                        .trend()
                        .map(trend -> trend.slopePerHour(
                                step.state().getRecentTimes(), step.state().getRecentValues()))
                        .ifPresent(slope -> slope.ifPresent(rise -> observed.put("slopePerHour", rise)));
            }
            events.addAll(teller(condition, point, observed).tell(known, step));
        }
        next.setConditions(states);
        return events;
    }

    /** The point's parts in conditions that join several metrics. */
    List<ConditionPart> parts(MetricDatum point, Reading reading) {
        List<PartOf> found = conditions.partsOf(point);
        if (found.isEmpty()) {
            return List.of();
        }
        var parts = new ArrayList<ConditionPart>(found.size());
        for (PartOf part : found) {
            double value = part.read(reading);
            if (Double.isFinite(value)) {
                part.condition()
                        .resourceOf(point)
                        .ifPresent(dimensions -> parts.add(ConditionPart.newBuilder()
                                .setConditionId(part.condition().id())
                                .setJoinKey(SeriesKeys.of(
                                        point.getAccount(),
                                        point.getRegion(),
                                        "condition",
                                        part.condition().id(),
                                        dimensions))
                                .setMetric(part.metric())
                                .setValue(value)
                                .setRecordId(point.getRecordId())
                                .setLine(point.getLine())
                                .setArrivedAt(point.getArrivedAt())
                                .setTimestamp(point.getTimestamp())
                                .setAccount(point.getAccount())
                                .setRegion(point.getRegion())
                                .setDimensions(dimensions)
                                .build()));
            }
        }
        return parts;
    }

    /** Whether a condition on the point's series watches for silence. */
    boolean watchSilence(MetricDatum point) {
        for (MetricCondition condition : conditions.matching(point)) {
            if (condition.rule().watchesSilence()) {
                return true;
            }
        }
        return false;
    }

    /**
     * End of the slot (arrival time) in which silence since the last point changes a condition, or in which somebody must look
     * whether what is met is still watched; 0 for none.
     *
     * @param now arrival time, epoch milliseconds
     */
    long silentAt(ScoreState state, MetricDatum last, long now) {
        long first = Long.MAX_VALUE;
        for (MetricCondition condition : conditions.matching(last)) {
            ConditionState known = state(state, condition);
            OptionalLong due = Silence.dueAt(condition.rule(), known);
            first = due.isPresent() ? Math.min(first, due.getAsLong()) : first;
            if (known.getMet() && condition.rule().watchesSilence()) {
                first = Math.min(first, now + WithdrawnCondition.LOOK_EVERY);
            }
        }
        return first == Long.MAX_VALUE ? 0 : Slots.endOf(first);
    }

    /** The events of conditions that silence changed by {@code timer} (arrival time); {@code next} is updated. */
    List<OpsEvent> silence(ScoreState next, MetricDatum last, long timer) {
        var speaking = Copies.shallow(last, new MetricDatum());
        speaking.setArrivedAt(Instant.ofEpochMilli(timer));
        var states = new ArrayList<ConditionState>();
        List<MetricCondition> applying = conditions.matching(last);
        List<OpsEvent> events = withdrawn(next, applying, speaking, speaking.getArrivedAt());
        for (MetricCondition condition : applying) {
            ConditionState known = state(next, condition);
            OptionalLong due = Silence.dueAt(condition.rule(), known);
            if (due.isEmpty() || due.getAsLong() > timer) {
                states.add(known);
                continue;
            }
            var step = Silence.take(condition.rule(), last.getSeriesKey(), known);
            states.add(step.state());
            events.addAll(teller(condition, speaking, Map.of()).tell(known, step));
        }
        next.setConditions(states);
        return events;
    }

    /** What was met and applies no more. Its state goes with it: declared again, it begins anew. */
    private List<OpsEvent> withdrawn(
            ScoreState known, List<MetricCondition> applying, MetricDatum point, Instant seenAt) {
        var events = new ArrayList<OpsEvent>();
        for (ConditionState state : known.getConditions()) {
            if (state.getMet() && !applies(applying, state.getConditionId())) {
                events.add(WithdrawnCondition.event(state.getConditionId(), point, seenAt, times));
            }
        }
        return events;
    }

    private static boolean applies(List<MetricCondition> applying, String conditionId) {
        for (MetricCondition condition : applying) {
            if (condition.id().equals(conditionId)) {
                return true;
            }
        }
        return false;
    }

    private ConditionTeller teller(MetricCondition condition, MetricDatum point, Map<String, Double> observed) {
        String statistic = condition.statistic().map(Object::toString).orElse(ScoredStatistic.nameFor(point));
        String figure = (condition.figure() == Figure.VALUE
                        ? statistic
                        : condition.figure().word()) + " of " + point.getMetricName();
        String trend = condition
                .trend()
                .map(watched -> watched.rising() ? "rising" : "falling")
                .orElse("");
        return new ConditionTeller(point, condition.rule(), statistic, figure, observed, trend, times);
    }

    private static ConditionState state(ScoreState state, MetricCondition condition) {
        for (ConditionState known : state.getConditions()) {
            if (known.getConditionId().equals(condition.id())) {
                return known;
            }
        }
        return ConditionEvaluator.initial(condition.rule());
    }
}
