package io.millrace.runbooks.conditions;

import io.millrace.domain.MetricDatum;

/** One point, and what the embedded model says of it: all that a condition on a series can look at. */
public final class Reading {
    private final MetricDatum point;
    private final double scored;
    private final double expected;
    private final double anomalyScore;
    private final double anomalyGrade;
    private final long learned;

    /**
     * @param scored the statistic that the model scores, in the metric's unit
     * @param expected what the series usually reads; NaN when the model cannot say
     * @param learned points that the model has learned, this one included
     */
    public Reading(
            MetricDatum point, double scored, double expected, double anomalyScore, double anomalyGrade, long learned) {
        this.point = point;
        this.scored = scored;
        this.expected = expected;
        this.anomalyScore = anomalyScore;
        this.anomalyGrade = anomalyGrade;
        this.learned = learned;
    }

    /** A point of which no model has said anything. */
    public static Reading unscored(MetricDatum point) {
        return new Reading(point, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
    }

    MetricDatum point() {
        return point;
    }

    long at() {
        return point.getTimestamp().toEpochMilli();
    }

    long arrivedAt() {
        return point.getArrivedAt().toEpochMilli();
    }

    double scored() {
        return scored;
    }

    double expected() {
        return expected;
    }

    double anomalyScore() {
        return anomalyScore;
    }

    double anomalyGrade() {
        return anomalyGrade;
    }

    long learned() {
        return learned;
    }
}
