package io.millrace.operators.score;

import io.millrace.domain.ConditionState;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.TimeBounds;
import io.millrace.runbooks.conditions.ConditionRule;
import io.millrace.runbooks.conditions.ConditionStep;
import io.millrace.runbooks.conditions.ConditionStep.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The events of one condition's step: met, met still with its newest figures, or cleared; before that, what the points
 * missing before it did.
 */
final class ConditionTeller {
    /**
     * While a condition stays met its figures are repeated at the first point of each such span of event time, so
     * that verification sees data of sparse metrics and is not flooded by dense ones.
     */
    private static final long REPEAT_EVERY = Duration.ofMinutes(5).toMillis();

    private final MetricDatum point;
    private final ConditionRule rule;
    private final String statistic;
    private final String figure;
    private final Map<String, Double> observed;
    private final String trend;
    private final TimeBounds times;

    /**
     * @param figure what of the point was compared, for people
     * @param observed further figures to go along, by name
     * @param trend rising or falling, where the condition is on a trend; empty else
     */
    ConditionTeller(
            MetricDatum point,
            ConditionRule rule,
            String statistic,
            String figure,
            Map<String, Double> observed,
            String trend,
            TimeBounds times) {
        this.point = point;
        this.rule = rule;
        this.statistic = statistic;
        this.figure = figure;
        this.observed = observed;
        this.trend = trend;
        this.times = times;
    }

    /** @param known the state before the step */
    List<OpsEvent> tell(ConditionState known, ConditionStep step) {
        if (step.transition() == Transition.NONE
                && !step.state().getMet()
                && step.gap().isEmpty()) {
            return List.of();
        }
        var events = new ArrayList<OpsEvent>(2);
        step.gap().ifPresent(gap -> events.add(event(gap, transitionStatus(gap))));
        if (step.transition() != Transition.NONE) {
            events.add(event(step, transitionStatus(step)));
        } else if (isRepeated(known, step)) {
            events.add(event(step, EventStatus.UPDATED));
        }
        return events;
    }

    private static EventStatus transitionStatus(ConditionStep step) {
        return step.transition() == Transition.MET ? EventStatus.OPEN : EventStatus.RESOLVED;
    }

    /** Not between the levels for ever, and not on the way out. */
    private static boolean isRepeated(ConditionState known, ConditionStep step) {
        return step.state().getMet()
                && step.state().getNormalPoints() == 0
                && Double.isFinite(step.value())
                && beginsASpan(known, step.at().toEpochMilli());
    }

    private static boolean beginsASpan(ConditionState known, long at) {
        var recent = known.getRecentTimes();
        return recent.isEmpty()
                || Math.floorDiv(recent.get(recent.size() - 1), REPEAT_EVERY) != Math.floorDiv(at, REPEAT_EVERY);
    }

    private OpsEvent event(ConditionStep step, EventStatus status) {
        boolean cleared = status == EventStatus.RESOLVED;
        var attributes = MetricEvents.attributes(point, statistic);
        attributes.put("conditionId", rule.id());
        if (cleared) {
            // what was normal before a remediation acted is not its merit
            attributes.put("since", step.since().toString());
        }
        if (!trend.isEmpty()) {
            attributes.put("trend", trend);
        }
        rule.absentFor().ifPresent(silence -> attributes.put("absentFor", silence.toString()));
        var values = new TreeMap<>(observed);
        values.put("value", step.value());
        values.put("level", step.level());
        values.put("points", (double) step.points());
        var event = MetricEvents.event(
                        point,
                        step.at(),
                        cleared ? "Condition Cleared" : "Condition Met",
                        cleared ? EventKind.RECOVERY : EventKind.CONDITION,
                        status,
                        "condition:" + rule.id() + ":" + point.getSeriesKey(),
                        cleared ? 1 : rule.severity(),
                        rule.title() + (cleared ? " no more" : "") + MetricEvents.on(point))
                .setText(text(step, cleared))
                .setAttributes(attributes)
                .setValues(MetricEvents.values(values))
                .build();
        return MetricEvents.marked(event, times);
    }

    private String text(ConditionStep step, boolean cleared) {
        if (rule.absentFor().isPresent()) {
            return cleared
                    ? point.getMetricName() + " reports again, " + step.points() + " points since " + step.since()
                    : "No point of " + point.getMetricName() + " since the one of " + step.since();
        }
        String since = ", since " + step.since() + " over " + step.points() + " points";
        if (Double.isNaN(step.value())) {
            return "Points of " + point.getMetricName() + " are missing and count as "
                    + rule.missing().word() + since;
        }
        String against = Double.isNaN(step.level())
                ? ""
                : (cleared ? ", below " : ", against ") + MetricEvents.figure(step.level());
        return figure + " is " + MetricEvents.figure(step.value()) + against + since;
    }
}
