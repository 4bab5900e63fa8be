package io.millrace.models.vector;

import com.amazon.randomcutforest.RandomCutForest;
import io.millrace.models.forest.SplitMix;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The library's forest, and the points learned since it was last written: writing all its trees with every row would cost
 * a hundred times the row. Reading learns the listed points again, in the same order with the same result.
 */
final class JournaledForest {
    private static final int MAX_PENDING = 63;
    private static final int NEVER_WRITTEN = 0;

    private final RandomCutForest forest;
    private final List<float[]> pending = new ArrayList<>(MAX_PENDING);
    private int written;
    private boolean changed;

    private JournaledForest(RandomCutForest forest) {
        this.forest = forest;
    }

    /** One that learned nothing; the key of the resource seeds it. */
    static JournaledForest create(String resourceKey, VectorSettings settings) {
        return new JournaledForest(RandomCutForest.builder()
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

    double score(float[] point) {
        return forest.getAnomalyScore(point);
    }

    /** Which part of the score each feature makes. */
    double[] shares(float[] point) {
        var attribution = forest.getAnomalyAttribution(point);
        var all = attribution.getHighLowSum();
        var shares = new double[point.length];
        for (var i = 0; i < shares.length; i++) {
            shares[i] = all > 0 ? attribution.getHighLowSum(i) / all : 0;
        }
        return shares;
    }

    void learn(float[] point) {
        forest.update(point);
        if (changed) {
            return;
        }
        if (pending.size() == MAX_PENDING) {
            pending.clear();
            changed = true;
        } else {
            pending.add(point);
        }
    }

    /** The trees, when more was learned since they were written than the row part lists; call it before {@link #write}. */
    byte @Nullable [] changedTrees() {
        return changed ? trees() : null;
    }

    /** The trees as they are. The row part, written after them, then lists nothing. */
    byte[] trees() {
        changed = false;
        pending.clear();
        written++;
        var trees = ForestState.write(forest);
        var out = new StateWriter(trees.length + 8);
        out.writeInt(written);
        out.writeBytes(trees);
        return out.toBytes();
    }

    void write(StateWriter out) {
        out.writeInt(written);
        out.writeByte(pending.size());
        for (var point : pending) {
            for (var value : point) {
                out.writeFloat(value);
            }
        }
    }

    /** Restores both parts; {@code trees} is null while they were never written. */
    static JournaledForest read(StateReader in, byte @Nullable [] trees, String resourceKey, VectorSettings settings) {
        var written = in.readInt();
        JournaledForest forest;
        if (trees == null) {
            require(written, NEVER_WRITTEN);
            forest = create(resourceKey, settings);
        } else {
            var tree = new StateReader("forest state", trees);
            require(written, tree.readInt());
            forest = new JournaledForest(ForestState.read(tree.readBytes()));
            tree.end();
        }
        forest.written = written;
        var listed = in.readByte();
        for (var i = 0; i < listed; i++) {
            var point = new float[settings.features().size()];
            for (var feature = 0; feature < point.length; feature++) {
                point[feature] = in.readFloat();
            }
            forest.forest.update(point);
            forest.pending.add(point);
        }
        return forest;
    }

    private static void require(int counted, int given) {
        if (counted != given) {
            throw new IllegalArgumentException("the row part goes on from the forest's writing " + counted
                    + ", given is writing " + given + "; restore both parts as of the same moment");
        }
    }
}
