package io.millrace.operators.score;

import io.millrace.domain.time.TimeBounds;
import java.io.Serializable;
import java.time.Duration;

/** The scoring stage around its model: what is written, what is kept, when an anomaly is over. */
public final class ScoreSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double threshold;
    private final double quantile;
    private final int recoverPoints;
    private final int scoreRowEvery;
    private final int cachedSeries;
    private final Duration retention;
    private RemoteScoring remote;
    private TimeBounds times;
    private ForecastTargets forecasts;
    private RemoteForecasts remoteForecasts;

    /**
     * @param threshold an anomaly is raised where the anomaly score reaches this
     * @param quantile a series is scored by what exceeds this quantile of its own scores
     * @param recoverPoints usual points in a row that end an anomaly
     * @param scoreRowEvery every n-th point of a series leaves a row in the lake's `scores`; 0 for none
     * @param cachedSeries detectors kept on heap
     * @param retention a series without points for so long (arrival time) is forgotten
     */
    public ScoreSettings(
            double threshold,
            double quantile,
            int recoverPoints,
            int scoreRowEvery,
            int cachedSeries,
            Duration retention) {
        this.threshold = threshold;
        this.quantile = quantile;
        this.recoverPoints = recoverPoints;
        this.scoreRowEvery = scoreRowEvery;
        this.cachedSeries = cachedSeries;
        this.retention = retention;
        this.remote = RemoteScoring.none();
        this.times = TimeBounds.defaults();
        this.forecasts = ForecastTargets.none();
        this.remoteForecasts = RemoteForecasts.none();
    }

    /** For the methods that change one of the four that are not final, in a copy that nobody has seen. */
    private ScoreSettings copy() {
        var copy = new ScoreSettings(threshold, quantile, recoverPoints, scoreRowEvery, cachedSeries, retention);
        copy.remote = remote;
        copy.times = times;
        copy.forecasts = forecasts;
        copy.remoteForecasts = remoteForecasts;
        return copy;
    }

    public double threshold() {
        return threshold;
    }

    public double quantile() {
        return quantile;
    }

    public int recoverPoints() {
        return recoverPoints;
    }

    public int scoreRowEvery() {
        return scoreRowEvery;
    }

    public int cachedSeries() {
        return cachedSeries;
    }

    public Duration retention() {
        return retention;
    }

    /** The same, with series of some namespaces scored remotely. */
    public ScoreSettings withRemote(RemoteScoring scoring) {
        var copy = copy();
        copy.remote = scoring;
        return copy;
    }

    public RemoteScoring remote() {
        return remote;
    }

    /** The same, with other bounds beyond which a derived event is marked. */
    public ScoreSettings withTimes(TimeBounds bounds) {
        var copy = copy();
        copy.times = bounds;
        return copy;
    }

    /** The same, with these series forecast. */
    public ScoreSettings withForecasts(ForecastTargets targets) {
        var copy = copy();
        copy.forecasts = targets;
        return copy;
    }

    /** The same, with some of the forecast series forecast by endpoints. */
    public ScoreSettings withRemoteForecasts(RemoteForecasts endpoints) {
        var copy = copy();
        copy.remoteForecasts = endpoints;
        return copy;
    }

    public RemoteForecasts remoteForecasts() {
        return remoteForecasts;
    }

    public ForecastTargets forecasts() {
        return forecasts;
    }

    public TimeBounds times() {
        return times;
    }
}
