package io.millrace.models.vector;

import io.millrace.models.series.AnomalyGrade;

/** What a vector's detector says about one row. */
public final class VectorScore {
    private final double anomalyScore;
    private final double threshold;
    private final double[] contributions;
    private final double[] expected;

    VectorScore(double anomalyScore, double threshold, double[] contributions, double[] expected) {
        this.anomalyScore = anomalyScore;
        this.threshold = threshold;
        this.contributions = contributions;
        this.expected = expected;
    }

    /** 0 while warming up, within the cool-down of a higher score, and for rows that are not scored. */
    public double anomalyScore() {
        return anomalyScore;
    }

    /** Above 0 and at most 1 exactly where the score reaches the threshold. */
    public double anomalyGrade() {
        return AnomalyGrade.of(anomalyScore, threshold);
    }

    /** The threshold the score was compared with. */
    public double threshold() {
        return threshold;
    }

    /** Which part of the forest's score a feature made, 0 to 1; 0 for one that is missing. */
    public double contribution(int feature) {
        return contributions[feature];
    }

    /** What a feature usually reads, in its own unit; NaN before its first value. */
    public double expected(int feature) {
        return expected[feature];
    }

    /** Whether an anomaly is raised. */
    public boolean isAnomaly() {
        return anomalyGrade() > 0;
    }
}
