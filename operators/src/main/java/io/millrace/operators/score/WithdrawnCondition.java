package io.millrace.operators.score;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.TimeBounds;
import java.time.Duration;
import java.time.Instant;

/**
 * What is told of a condition that was met when content stopped to declare it, or to declare it for this series: it is watched no
 * longer. That ends the trouble for whoever waits for it and claims nothing: neither a recovery nor a figure.
 */
final class WithdrawnCondition {
    /** How often silence is broken to see whether what is met is still watched, in arrival time. */
    static final long LOOK_EVERY = Duration.ofMinutes(10).toMillis();

    private WithdrawnCondition() {}

    /**
     * @param point speaks for the series or resource
     * @param at when it was seen, not before anything that the condition told
     */
    static OpsEvent event(String conditionId, MetricDatum point, Instant at, TimeBounds times) {
        var attributes = MetricEvents.attributes(point, ScoredStatistic.nameFor(point));
        attributes.put("conditionId", conditionId);
        var event = MetricEvents.event(
                        point,
                        at,
                        "Condition Withdrawn",
                        EventKind.OTHER,
                        EventStatus.RESOLVED,
                        "condition:" + conditionId + ":" + point.getSeriesKey(),
                        1,
                        "Condition " + conditionId + " is no longer watched" + MetricEvents.on(point))
                .setText("The content in force declares " + conditionId
                        + " no more, or not for this series; whether the trouble is over is not known")
                .setAttributes(attributes)
                .build();
        return MetricEvents.marked(event, times);
    }
}
