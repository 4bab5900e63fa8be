package io.millrace.runbooks.ladder;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Ladder;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.EventTimes;
import java.util.Collections;
import java.util.Objects;

/**
 * Whether things are clearly worse since a rung acted. The margins are wide, because the answer stops a ladder that may be right:
 * a figure counts when it lies beyond its level by half as much again as when the rung was proposed, and by a tenth of the level more,
 * in {@link #READINGS} updates in a row. What a condition on a trend measures would have grown anyway and does not count. Pure.
 */
final class Worsening {
    /** Updates of a condition come five minutes apart: one may be what the action itself costs. */
    static final int READINGS = 2;

    private static final double BEYOND_GREW_BY = 0.5;
    private static final double OF_THE_LEVEL = 0.1;

    private Worsening() {}

    /** A source calls its own trouble more severe than when the rung was proposed. */
    static boolean isMoreSevere(Ladder ladder, OpsEvent update) {
        return ladder.getProposedSeverity() > 0 && update.getSeverity() > ladder.getProposedSeverity();
    }

    /** This update's figure is clearly worse than the one that the rung was proposed on. */
    static boolean isClearlyWorse(Ladder ladder, OpsEvent update) {
        Double before = ladder.getProposedValue();
        Double now = update.getValues().get("value");
        Double level = update.getValues().get("level");
        if (before == null
                || now == null
                || level == null
                || update.getAttributes().containsKey("trend")) {
            return false;
        }
        double beyond = before - level;
        double grown = (now - before) * Math.signum(beyond);
        return beyond != 0 && grown >= BEYOND_GREW_BY * Math.abs(beyond) && grown >= OF_THE_LEVEL * Math.abs(level);
    }

    /**
     * Further trouble on the target that began after the rung acted: another condition, or an alarm, of another metric. Another voice
     * for the same metric, and an alarm that is made of others, say nothing new.
     */
    static boolean isFurtherTrouble(Ladder ladder, OpsEvent event) {
        OpsEvent evidence = ladder.getEvidence();
        boolean opens = event.getStatus() == EventStatus.OPEN
                && (event.getKind() == EventKind.CONDITION || event.getKind() == EventKind.ISSUE);
        // what is cut off for an intruder's sake is meant to be missed
        return opens
                && evidence.getKind() != EventKind.SECURITY
                && !event.getIdentity().equals(evidence.getIdentity())
                && !Collections.disjoint(event.getResources(), evidence.getResources())
                && !"composite".equals(event.getAttributes().get("alarmType"))
                && !isSameMetric(evidence, event)
                && Verification.actedAt(ladder)
                        .filter(acted -> EventTimes.of(event).isAfter(acted))
                        .isPresent();
    }

    private static boolean isSameMetric(OpsEvent one, OpsEvent other) {
        String metric = one.getAttributes().get("metricName");
        return metric != null
                && metric.equals(other.getAttributes().get("metricName"))
                && Objects.equals(
                        one.getAttributes().get("namespace"),
                        other.getAttributes().get("namespace"));
    }
}
