package io.millrace.models.vector;

import io.millrace.models.series.AnomalyGrade;

/** What a vector's detector says about one row. */
public final class VectorScore {
    private final double anomalyScore;
    private final double surprise;
    private final double threshold;
    private final double[] contributions;
    private final double[] expected;
    private final double oneInDays;

    VectorScore(
            double anomalyScore,
            double surprise,
            double threshold,
            double[] contributions,
            double[] expected,
            double oneInDays) {
        this.anomalyScore = anomalyScore;
        this.surprise = surprise;
        this.oneInDays = oneInDays;
        this.threshold = threshold;
        this.contributions = contributions;
        this.expected = expected;
    }

    /** 0 while warming up, within the cool-down of a higher score, and for rows that are not scored. */
    public double anomalyScore() {
        return anomalyScore;
    }

    /** The score before the cool-down and the warm-up had their say. */
    public double surprise() {
        return surprise;
    }

    /** Above 0 and at most 1 exactly where the score reaches the threshold. */
    public double anomalyGrade() {
        return AnomalyGrade.of(anomalyScore, threshold);
    }

    /** The threshold the score was compared with. */
    public double threshold() {
        return threshold;
    }

    /** Which part of the forest's score a feature made, 0 to 1; 0 for one that is missing, and all are 0 in a usual row. */
    public double contribution(int feature) {
        return contributions[feature];
    }

    /** What a feature usually reads, in its own unit; NaN before its first value. */
    public double expected(int feature) {
        return expected[feature];
    }

    /** Once in how many days a row of this resource is as surprising; NaN while too little is known. For people. */
    public double oneInDays() {
        return oneInDays;
    }

    /** Whether the row is far from raising an anomaly, cool-down or not: enough of these in a row end one. */
    public boolean isUsual() {
        return surprise < threshold / 2;
    }

    /** Whether an anomaly is raised. */
    public boolean isAnomaly() {
        return anomalyGrade() > 0;
    }
}
