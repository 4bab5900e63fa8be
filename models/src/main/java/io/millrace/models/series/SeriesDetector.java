package io.millrace.models.series;

import io.millrace.models.forest.SplitMix;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * Scores one series, each point before it is learned, in one causal pass: the weighted mean of the forest's scores of
 * its views, less what the series' own scores rarely exceed, let through by a cool-down. The same points in the same
 * order give bit-identical scores, through any number of saves and restores. Not for use by several threads at once.
 */
public final class SeriesDetector {
    private static final int VERSION = 1;

    private final ScoringSettings settings;
    private final SeriesViews views = new SeriesViews();
    private final ViewSamples samples;
    private final WeeklyProfile profile = new WeeklyProfile();
    private final RollingQuantile usualScore;
    private final CoolDown coolDown;
    private long lastTimestampMillis = Long.MIN_VALUE;

    private SeriesDetector(ScoringSettings settings, long seed) {
        this.settings = settings;
        this.samples = new ViewSamples(settings.samplePoints(), settings.decay(), seed);
        this.usualScore = new RollingQuantile(settings.quantile());
        this.coolDown = new CoolDown(settings.coolDownPoints());
    }

    /** A detector that has seen nothing. The key seeds the choice of its sample and should differ between series. */
    public static SeriesDetector create(String seriesKey, ScoringSettings settings) {
        return new SeriesDetector(settings, SplitMix.seedOf(seriesKey));
    }

    /** A detector that continues where the saved one was. Changed settings apply from here on. */
    public static SeriesDetector restore(SeriesState state, ScoringSettings settings) {
        var detector = new SeriesDetector(settings, 0);
        var in = new StateReader("point state", state.point());
        in.readVersion(VERSION);
        detector.lastTimestampMillis = in.readLong();
        detector.views.read(in);
        detector.usualScore.read(in);
        detector.coolDown.read(in);
        detector.profile.read(in, state.profile());
        detector.samples.read(in, state.sample());
        in.end();
        return detector;
    }

    /** Whether a point of this time is newer than all that were learned. */
    public boolean isNew(long timestampMillis) {
        return timestampMillis > lastTimestampMillis;
    }

    /**
     * Scores a point and learns it. A value that is not finite and a point that is not new get score 0 and are not
     * learned.
     */
    public SeriesScore score(long timestampMillis, double value) {
        if (!Double.isFinite(value) || !isNew(timestampMillis)) {
            return scored(0, Double.NaN, 0);
        }
        // Beyond the range of floats only the fact counts; within it no sum or difference below can overflow.
        var bounded = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
        lastTimestampMillis = timestampMillis;
        profile.advanceTo(timestampMillis);
        var usual = profile.usual(bounded);
        var points = views.next(bounded, usual);
        var raw = settings.weights().mean(samples.scores(points));
        var surprise = Math.max(0, raw - usualScore.estimate());
        var passed = coolDown.admit(surprise);
        var warm = samples.seen() >= settings.warmUpPoints();
        usualScore.learn(raw);
        profile.learn(bounded);
        samples.offer(points);
        return scored(warm ? passed : 0, usual, surprise);
    }

    private SeriesScore scored(double score, double expected, double surprise) {
        var threshold = settings.threshold();
        return new SeriesScore(score, AnomalyGrade.of(score, threshold), expected, threshold, surprise);
    }

    /** The point part, and of the others what changed since the last call of this or of {@link #state()}. */
    public SeriesState changes() {
        var table = profile.changed() ? profile.writeTable() : null;
        var sample = samples.changed() ? samples.writeBig() : null;
        return new SeriesState(point(), table, sample);
    }

    /** The whole state. */
    public SeriesState state() {
        var table = profile.writeTable();
        var sample = samples.writeBig();
        return new SeriesState(point(), table, sample);
    }

    private byte[] point() {
        var out = new StateWriter(256);
        out.writeByte(VERSION);
        out.writeLong(lastTimestampMillis);
        views.write(out);
        usualScore.write(out);
        coolDown.write(out);
        profile.writeHour(out);
        samples.writeSmall(out);
        return out.toBytes();
    }
}
