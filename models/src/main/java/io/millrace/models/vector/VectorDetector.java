package io.millrace.models.vector;

import io.millrace.models.series.CoolDown;
import io.millrace.models.series.Rarity;
import io.millrace.models.series.RollingQuantile;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;

/**
 * Scores the joined metrics of one resource, a row at a time, each before it is learned: values that are usual one by
 * one and not together. The library's forest over the features in units of their own spread, less what it rarely
 * exceeds here, let through by a cool-down.
 *
 * <p>A missing part is what it was last for {@code carryRows} rows; after that it is its mean, which says nothing. It is
 * given no contribution. A row with fewer than half of its parts is neither scored nor learned. The same rows give the
 * same scores, through any number of saves and restores. Not for use by several threads at once.
 */
public final class VectorDetector {
    private static final int VERSION = 1;
    private static final double QUANTILE = 0.95;
    private static final long MINUTE_MILLIS = 60_000;

    private final VectorSettings settings;
    private final FeatureScale[] scales;
    private final JournaledForest forest;
    private final RollingQuantile usualScore = new RollingQuantile(QUANTILE);
    private final CoolDown coolDown;
    private final Rarity rarity = new Rarity(QUANTILE);
    private long lastTimestampMillis = Long.MIN_VALUE;
    private long rows;

    private VectorDetector(VectorSettings settings, JournaledForest forest) {
        this.settings = settings;
        this.forest = forest;
        this.coolDown = new CoolDown(settings.coolDownRows());
        this.scales = new FeatureScale[settings.features().size()];
        Arrays.setAll(scales, i -> new FeatureScale());
    }

    /** A detector that has seen nothing. The key of the resource seeds its forest. */
    public static VectorDetector create(String resourceKey, VectorSettings settings) {
        return new VectorDetector(settings, JournaledForest.create(resourceKey, settings));
    }

    /** Whether a saved row part is of the same features in the same order; if not the resource starts anew. */
    public static boolean fits(byte[] row, VectorSettings settings) {
        var in = new StateReader("vector state", row);
        in.readVersion(VERSION);
        return in.readInt() == settings.features().hashCode();
    }

    /** A detector of this resource that continues where the saved one was, with the same features in the same order. */
    public static VectorDetector restore(String resourceKey, VectorState state, VectorSettings settings) {
        var in = new StateReader("vector state", state.row());
        in.readVersion(VERSION);
        if (in.readInt() != settings.features().hashCode()) {
            throw new IllegalArgumentException("vector state is not of the features " + settings.features()
                    + " in this order; a resource with other features starts anew");
        }
        var detector = new VectorDetector(settings, JournaledForest.read(in, state.forest(), resourceKey, settings));
        detector.lastTimestampMillis = in.readLong();
        detector.rows = in.readLong();
        for (var scale : detector.scales) {
            scale.read(in);
        }
        detector.usualScore.read(in);
        detector.coolDown.read(in);
        detector.rarity.read(in);
        in.end();
        return detector;
    }

    /** Whether a row of this time is newer than all that were learned. */
    public boolean isNew(long timestampMillis) {
        return timestampMillis > lastTimestampMillis;
    }

    /** Scores a row and learns it; a part that is missing is not a number. One that is not new changes nothing. */
    public VectorScore score(long timestampMillis, double[] parts) {
        if (parts.length != scales.length) {
            throw new IllegalArgumentException(
                    "a row has " + parts.length + " parts; the features are " + settings.features());
        }
        var expected = Arrays.stream(scales).mapToDouble(FeatureScale::expected).toArray();
        var present = Arrays.stream(parts).filter(Double::isFinite).count();
        if (!isNew(timestampMillis) || 2 * present < parts.length) {
            return new VectorScore(0, 0, settings.threshold(), new double[parts.length], expected, Double.NaN);
        }
        lastTimestampMillis = timestampMillis;
        var point = new float[parts.length];
        for (var i = 0; i < point.length; i++) {
            point[i] = scales[i].next(parts[i], settings.carryRows());
        }
        var raw = forest.score(point);
        var surprise = Math.max(0, raw - usualScore.estimate());
        var passed = coolDown.admit(surprise);
        var warm = rows >= settings.warmUpRows();
        var score = new VectorScore(
                warm ? passed : 0,
                surprise,
                settings.threshold(),
                // the attribution costs several scores, and nobody asks for that of a usual row
                warm && surprise > 0 ? contributions(point, parts) : new double[parts.length],
                expected,
                rarity.days(surprise, MINUTE_MILLIS));
        usualScore.learn(raw);
        rarity.learn(surprise);
        forest.learn(point);
        rows++;
        return score;
    }

    private double[] contributions(float[] point, double[] parts) {
        var shares = forest.shares(point);
        for (var i = 0; i < shares.length; i++) {
            shares[i] = Double.isFinite(parts[i]) ? shares[i] : 0;
        }
        return shares;
    }

    /** The row part, and the forest if it changed by more than the row part lists since this was last called. */
    public VectorState changes() {
        var trees = forest.changedTrees();
        return new VectorState(row(), trees);
    }

    /** The whole state. */
    public VectorState state() {
        var trees = forest.trees();
        return new VectorState(row(), trees);
    }

    private byte[] row() {
        var out = new StateWriter(512);
        out.writeByte(VERSION);
        out.writeInt(settings.features().hashCode());
        forest.write(out);
        out.writeLong(lastTimestampMillis);
        out.writeLong(rows);
        for (var scale : scales) {
            scale.write(out);
        }
        usualScore.write(out);
        coolDown.write(out);
        rarity.write(out);
        return out.toBytes();
    }
}
