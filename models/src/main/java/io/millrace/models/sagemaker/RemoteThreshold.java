package io.millrace.models.sagemaker;

import io.millrace.domain.RemoteScoreState;
import io.millrace.models.series.RollingQuantile;
import io.millrace.models.series.SeriesScore;

/**
 * What an endpoint's score means for one series. Its scores are not normalised: each is compared, in standard deviations
 * of the series' own scores from their mean, with the rolling quantile of those. Pure: state in, state out.
 */
public final class RemoteThreshold {
    /** Scores that mean and deviation remember: a day of minutes. */
    private static final double MEMORY = 1440;

    /** One score may not tell more than so many deviations: the quantile after it must stay finite. */
    private static final double FARTHEST = 1000;

    private final double threshold;
    private final double quantile;
    private final long warmUp;

    /**
     * @param threshold standard deviations above the quantile that raise an anomaly
     * @param quantile of the series' own scores, between 0 and 1
     * @param warmUp scores of a series before its first anomaly may be raised
     */
    public RemoteThreshold(double threshold, double quantile, long warmUp) {
        this.threshold = threshold;
        this.quantile = quantile;
        this.warmUp = warmUp;
    }

    /** The verdict on a finite score, judged before it is learned. */
    public SeriesScore judge(RemoteScoreState known, double score, double expected) {
        double surprise = Math.max(0, deviations(known, score) - known.getUsualScore());
        return SeriesScore.of(known.getPoints() < warmUp ? 0 : surprise, expected, threshold, surprise);
    }

    /** The state after the score. */
    public RemoteScoreState learn(RemoteScoreState known, double score) {
        var usual = new RollingQuantile(quantile, known.getUsualScore(), known.getPoints());
        usual.learn(deviations(known, score));
        double bounded = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, score));
        double weight = 1 / Math.min(known.getPoints() + 1, MEMORY);
        double off = bounded - known.getMean();
        return new RemoteScoreState(
                known.getAnomaly(),
                known.getMean() + weight * off,
                (1 - weight) * (known.getVariance() + weight * off * off),
                usual.estimate(),
                known.getPoints() + 1,
                known.getTouchedAt(),
                known.getForgetAt());
    }

    private static double deviations(RemoteScoreState known, double score) {
        double deviation = Math.sqrt(known.getVariance());
        if (!(deviation > 0)) {
            return 0;
        }
        return Math.max(-FARTHEST, Math.min(FARTHEST, (score - known.getMean()) / deviation));
    }
}
