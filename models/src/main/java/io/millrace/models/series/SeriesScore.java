package io.millrace.models.series;

/** What a detector says about one point. */
public final class SeriesScore {
    private final double anomalyScore;
    private final double anomalyGrade;
    private final double expected;
    private final double threshold;
    private final double surprise;

    SeriesScore(double anomalyScore, double anomalyGrade, double expected, double threshold, double surprise) {
        this.surprise = surprise;
        this.anomalyScore = anomalyScore;
        this.anomalyGrade = anomalyGrade;
        this.expected = expected;
        this.threshold = threshold;
    }

    /** A score that another model gave, in the terms of this one: the grade follows from score and threshold. */
    public static SeriesScore of(double anomalyScore, double expected, double threshold, double surprise) {
        return new SeriesScore(anomalyScore, AnomalyGrade.of(anomalyScore, threshold), expected, threshold, surprise);
    }

    /** Comparable between series; 0 while warming up, within the cool-down of a higher score, and for bad values. */
    public double anomalyScore() {
        return anomalyScore;
    }

    /** 0, or above 0 and at most 1 exactly where the score reaches the threshold, that is where an anomaly is raised. */
    public double anomalyGrade() {
        return anomalyGrade;
    }

    /** What this series usually reads at this time, in its own unit; NaN before its first value. */
    public double expected() {
        return expected;
    }

    /** The threshold the score was compared with. */
    public double threshold() {
        return threshold;
    }

    /** The score before the cool-down and the warm-up had their say: how far it exceeds what this series often scores. */
    public double surprise() {
        return surprise;
    }

    /** Whether the point is far from raising an anomaly, cool-down or not: enough of these in a row end one. */
    public boolean isUsual() {
        return surprise < threshold / 2;
    }

    /** Whether an anomaly is raised. */
    public boolean isAnomaly() {
        return anomalyGrade > 0;
    }

    @Override
    public String toString() {
        return "score " + anomalyScore + ", grade " + anomalyGrade + ", expected " + expected + ", threshold "
                + threshold;
    }
}
