package io.millrace.models.series;

import io.millrace.models.forest.SplitMix;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * Scores one series, each point before it is learned, in one causal pass: what the forest's scores of its views exceed
 * their usual by, as a weighted root mean square, less what the series' own scores rarely exceed, let through by a
 * cool-down, in units of the series' own excesses where those are large. The same points in the same order give bit-identical scores, through any number of saves and restores. Not
 * for use by several threads at once.
 */
public final class SeriesDetector {
    private static final int VERSION = 2;

    private final ScoringSettings settings;
    private final SeriesViews views = new SeriesViews();
    private final ViewSamples samples;
    private final ViewExcess viewExcess;
    private final WeeklyProfile profile = new WeeklyProfile();
    private final RollingQuantile usualScore;
    private final CoolDown coolDown;
    private final Rarity rarity;
    private final Pace pace = new Pace();
    private long firstTimestampMillis = Long.MAX_VALUE;
    private long lastTimestampMillis = Long.MIN_VALUE;

    private SeriesDetector(ScoringSettings settings, long seed) {
        this.settings = settings;
        this.samples = new ViewSamples(settings.samplePoints(), settings.samplePlaces(), settings.decay(), seed);
        this.viewExcess = new ViewExcess(settings.quantile());
        this.usualScore = new RollingQuantile(settings.quantile());
        this.coolDown = new CoolDown(settings.coolDownPoints());
        this.rarity = new Rarity(settings.quantile());
    }

    /** A detector that has seen nothing. The key seeds the choice of its sample and should differ between series. */
    public static SeriesDetector create(String seriesKey, ScoringSettings settings) {
        return new SeriesDetector(settings, SplitMix.seedOf(seriesKey));
    }

    /**
     * A detector that continues where the saved one was. Changed settings apply from here on. What version 1 saved is
     * read as a history of the same points: its views need some hundred points to learn what is usual of each.
     */
    public static SeriesDetector restore(SeriesState state, ScoringSettings settings) {
        var detector = new SeriesDetector(settings, 0);
        var in = new StateReader("point state", state.point());
        var version = in.readVersion(VERSION);
        detector.lastTimestampMillis = in.readLong();
        detector.views.read(in);
        detector.usualScore.read(in);
        detector.coolDown.read(in);
        detector.profile.read(in, state.profile());
        if (version == 1) {
            detector.firstTimestampMillis = Long.MIN_VALUE;
        } else {
            detector.firstTimestampMillis = in.readLong();
            detector.viewExcess.read(in);
            detector.rarity.read(in);
            detector.pace.read(in);
        }
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
            return SeriesScore.none(settings.threshold());
        }
        // Beyond the range of floats only the fact counts; within it no sum or difference below can overflow.
        var bounded = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
        advanceTo(timestampMillis);
        var usual = profile.usual(bounded);
        var points = views.next(bounded, usual);
        var parts = new double[SeriesView.COUNT];
        samples.score(points, parts);
        viewExcess.replace(parts, usualScore.step());
        var raw = Math.sqrt(settings.weights().meanSquare(parts));
        var surprise = Math.max(0, raw - usualScore.estimate());
        var passed = coolDown.admit(surprise);
        var score = new SeriesScore(
                passed * maturity(timestampMillis) * rarity.unit(),
                usual,
                settings.threshold(),
                surprise,
                parts,
                rarity.days(surprise, pace.millis()));
        usualScore.learn(raw);
        rarity.learn(surprise);
        profile.learn(bounded);
        samples.offer(points);
        return score;
    }

    /**
     * Passes a point over, as in an excluded window: it is neither scored nor learned, and points up to its time are no
     * longer new.
     */
    public void skip(long timestampMillis) {
        if (isNew(timestampMillis)) {
            advanceTo(timestampMillis);
            views.pause();
        }
    }

    /** Whether it has learned too little to score the next point. */
    public boolean isCold() {
        return samples.seen() < settings.warmUpPoints();
    }

    private void advanceTo(long timestampMillis) {
        if (lastTimestampMillis == Long.MIN_VALUE) {
            firstTimestampMillis = timestampMillis;
        } else if (pace.isGap(timestampMillis - lastTimestampMillis)) {
            views.pause();
        }
        lastTimestampMillis = timestampMillis;
        profile.advanceTo(timestampMillis);
    }

    /** What a score counts: nothing at first, then half of it, growing to all of it when the warm-up is over. */
    private double maturity(long timestampMillis) {
        if (isCold()) {
            return 0;
        }
        var whole = settings.warmUp().toMillis();
        var age = (double) timestampMillis - firstTimestampMillis;
        return age >= whole ? 1 : (1 + age / whole) / 2;
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
        out.writeLong(firstTimestampMillis);
        viewExcess.write(out);
        rarity.write(out);
        pace.write(out);
        samples.writeSmall(out);
        return out.toBytes();
    }
}
