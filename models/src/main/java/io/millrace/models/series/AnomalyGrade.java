package io.millrace.models.series;

/** How far a score is beyond its threshold, on a scale that people read without knowing either. */
public final class AnomalyGrade {
    /** A score that just reaches its threshold is still an anomaly, so its grade is above 0. */
    private static final double SMALLEST = 0.01;

    private AnomalyGrade() {}

    /** 0 below the threshold, from 0.01 at the threshold to 1 at twice the threshold and beyond. */
    public static double of(double score, double threshold) {
        if (!(score >= threshold)) {
            return 0;
        }
        return Math.max(SMALLEST, Math.min(1, score / threshold - 1));
    }
}
