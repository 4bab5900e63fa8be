package io.millrace.models.series;

import java.util.Arrays;
import java.util.Locale;

/** What a detector says about one point. */
public final class SeriesScore {
    private static final double[] NO_PARTS = new double[SeriesView.COUNT];

    private final double anomalyScore;
    private final double anomalyGrade;
    private final double expected;
    private final double threshold;
    private final double surprise;
    private final double[] parts;
    private final double whole;
    private final double oneInDays;

    /** @param parts what each view adds to the square of the score; not copied */
    SeriesScore(
            double anomalyScore, double expected, double threshold, double surprise, double[] parts, double oneInDays) {
        this(
                anomalyScore,
                expected,
                threshold,
                surprise,
                parts,
                Arrays.stream(parts).sum(),
                oneInDays);
    }

    private SeriesScore(
            double anomalyScore,
            double expected,
            double threshold,
            double surprise,
            double[] parts,
            double whole,
            double oneInDays) {
        this.anomalyScore = anomalyScore;
        this.anomalyGrade = AnomalyGrade.of(anomalyScore, threshold);
        this.expected = expected;
        this.threshold = threshold;
        this.surprise = surprise;
        this.parts = parts;
        this.whole = whole;
        this.oneInDays = oneInDays;
    }

    /** A score that another model gave, in the terms of this one: the grade follows from score and threshold. */
    public static SeriesScore of(double anomalyScore, double expected, double threshold, double surprise) {
        return new SeriesScore(anomalyScore, expected, threshold, surprise, NO_PARTS, Double.NaN);
    }

    /** The same with what this model said of it before: a share for each {@link SeriesView}, and how rare it is. */
    public SeriesScore explained(double[] shares, double days) {
        return new SeriesScore(anomalyScore, expected, threshold, surprise, shares.clone(), 1, days);
    }

    /** Of a point that was not judged. */
    static SeriesScore none(double threshold) {
        return of(0, Double.NaN, threshold, 0);
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

    /** Which part of the score a view made, 0 to 1; all are 0 where no view found the point unusual. */
    public double share(SeriesView view) {
        return whole > 0 ? parts[view.ordinal()] / whole : 0;
    }

    /**
     * Once in how many days a point of this series is as surprising, going by those before it; NaN while too little is
     * known. An extrapolation for people, not a probability to decide by.
     */
    public double oneInDays() {
        return oneInDays;
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
        var text = new StringBuilder("score " + anomalyScore + ", grade " + anomalyGrade + ", expected " + expected
                + ", threshold " + threshold + ", one in " + oneInDays + " days");
        for (var view : SeriesView.values()) {
            text.append(", ")
                    .append(view.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(share(view));
        }
        return text.toString();
    }
}
