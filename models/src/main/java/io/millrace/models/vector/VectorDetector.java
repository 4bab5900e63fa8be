package io.millrace.models.vector;

import com.amazon.randomcutforest.RandomCutForest;
import io.millrace.models.forest.SplitMix;
import io.millrace.models.series.CoolDown;
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

    private final VectorSettings settings;
    private final FeatureScale[] scales;
    private final RandomCutForest forest;
    private final RollingQuantile usualScore = new RollingQuantile(QUANTILE);
    private final CoolDown coolDown;
    private long lastTimestampMillis = Long.MIN_VALUE;
    private long rows;

    private VectorDetector(VectorSettings settings, RandomCutForest forest) {
        this.settings = settings;
        this.forest = forest;
        this.coolDown = new CoolDown(settings.coolDownRows());
        this.scales = new FeatureScale[settings.features().size()];
        Arrays.setAll(scales, i -> new FeatureScale());
    }

    /** A detector that has seen nothing. The key of the resource seeds its forest. */
    public static VectorDetector create(String resourceKey, VectorSettings settings) {
        return new VectorDetector(
                settings,
                RandomCutForest.builder()
                        .dimensions(settings.features().size())
                        .shingleSize(1)
                        .numberOfTrees(settings.trees())
                        .sampleSize(settings.samples())
                        .outputAfter(1)
                        .initialAcceptFraction(1)
                        .randomSeed(SplitMix.seedOf(resourceKey))
                        .parallelExecutionEnabled(false)
                        .build());
    }

    /** A detector that continues where the saved one was, with the same number of features. */
    public static VectorDetector restore(byte[] state, VectorSettings settings) {
        var in = new StateReader("vector state", state);
        in.readVersion(VERSION);
        var features = in.readByte();
        if (features != settings.features().size()) {
            throw new IllegalArgumentException("vector state has " + features + " features, the settings have "
                    + settings.features() + "; a resource with other features starts anew");
        }
        var detector = new VectorDetector(settings, ForestState.read(in.readBytes()));
        detector.lastTimestampMillis = in.readLong();
        detector.rows = in.readLong();
        for (var scale : detector.scales) {
            scale.read(in);
        }
        detector.usualScore.read(in);
        detector.coolDown.read(in);
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
            return new VectorScore(0, settings.threshold(), new double[parts.length], expected);
        }
        lastTimestampMillis = timestampMillis;
        var point = new float[parts.length];
        for (var i = 0; i < point.length; i++) {
            point[i] = scales[i].next(parts[i], settings.carryRows());
        }
        var raw = forest.getAnomalyScore(point);
        var passed = coolDown.admit(Math.max(0, raw - usualScore.estimate()));
        var warm = rows >= settings.warmUpRows();
        var score = new VectorScore(
                warm ? passed : 0,
                settings.threshold(),
                warm ? contributions(point, parts) : new double[parts.length],
                expected);
        usualScore.learn(raw);
        forest.update(point);
        rows++;
        return score;
    }

    private double[] contributions(float[] point, double[] parts) {
        var attribution = forest.getAnomalyAttribution(point);
        var all = attribution.getHighLowSum();
        var contributions = new double[parts.length];
        for (var i = 0; i < contributions.length; i++) {
            contributions[i] = Double.isFinite(parts[i]) && all > 0 ? attribution.getHighLowSum(i) / all : 0;
        }
        return contributions;
    }

    /** The whole state: some 100 KB, most of it the trees. */
    public byte[] state() {
        var trees = ForestState.write(forest);
        var out = new StateWriter(trees.length + 256);
        out.writeByte(VERSION);
        out.writeByte(scales.length);
        out.writeBytes(trees);
        out.writeLong(lastTimestampMillis);
        out.writeLong(rows);
        for (var scale : scales) {
            scale.write(out);
        }
        usualScore.write(out);
        coolDown.write(out);
        return out.toBytes();
    }
}
