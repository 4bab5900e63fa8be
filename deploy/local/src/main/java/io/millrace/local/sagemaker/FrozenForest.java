package io.millrace.local.sagemaker;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.Random;

/**
 * A forest trained once on shingles of a noisy daily wave and never after: as an endpoint of the algorithm is. The same vector
 * always has the same score.
 */
final class FrozenForest {
    private static final int TREES = 100;
    private static final int SAMPLE = 256;
    private static final int TRAINING_POINTS = 5_000;
    private static final int POINTS_A_DAY = 288;
    private static final long SEED = 42;

    private final int features;
    private final RandomCutForest forest;

    FrozenForest(int features) {
        this.features = features;
        this.forest = RandomCutForest.builder()
                .dimensions(features)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .randomSeed(SEED)
                .parallelExecutionEnabled(false)
                .build();
        train(new Random(SEED));
    }

    private void train(Random chance) {
        var shingle = new float[features];
        for (int point = 0; point < TRAINING_POINTS; point++) {
            System.arraycopy(shingle, 1, shingle, 0, features - 1);
            shingle[features - 1] =
                    (float) (Math.sin(2 * Math.PI * point / POINTS_A_DAY) + 0.5 * chance.nextGaussian());
            if (point >= features) {
                forest.update(shingle.clone());
            }
        }
    }

    int features() {
        return features;
    }

    synchronized double score(float[] vector) {
        return forest.getAnomalyScore(vector);
    }
}
