package io.millrace.local.sagemaker;

import com.amazon.randomcutforest.RandomCutForest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WirePost;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random Cut Forest: trained once, on vectors or on shingles of a noisy daily wave, and never after, as an endpoint of the
 * algorithm is. The same vector always has the same score.
 */
public final class FrozenForest implements EndpointModel {
    private static final int TREES = 100;
    private static final int SAMPLE = 256;
    private static final int TRAINING_POINTS = 5_000;
    private static final int POINTS_A_DAY = 288;
    private static final long SEED = 42;

    private final int features;
    private final RandomCutForest forest;

    private FrozenForest(int features) {
        this.features = features;
        this.forest = RandomCutForest.builder()
                .dimensions(features)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .randomSeed(SEED)
                .parallelExecutionEnabled(false)
                .build();
    }

    /** One that knows a daily wave in vectors of so many values. */
    public static FrozenForest ofAWave(int features) {
        var trained = new FrozenForest(features);
        var chance = new Random(SEED);
        var shingle = new float[features];
        for (int point = 0; point < TRAINING_POINTS; point++) {
            System.arraycopy(shingle, 1, shingle, 0, features - 1);
            shingle[features - 1] =
                    (float) (Math.sin(2 * Math.PI * point / POINTS_A_DAY) + 0.5 * chance.nextGaussian());
            if (point >= features) {
                trained.forest.update(shingle.clone());
            }
        }
        return trained;
    }

    /** One trained on lines of CSV, each a vector of so many values. */
    public static FrozenForest trainedOn(Stream<String> lines, int features) {
        var trained = new FrozenForest(features);
        lines.forEach(line -> trained.forest.update(trained.vector(List.of(line.split(",", -1)))));
        return trained;
    }

    @Override
    public String description() {
        return "random cut forest of " + TREES + " trees, feature_dim " + features;
    }

    @Override
    public WireAnswer invoke(WirePost post) {
        var scores = InstanceBody.rows(post).stream()
                .map(row -> JsonNodeFactory.instance.objectNode().put("score", score(vector(row))))
                .toList();
        return InstanceBody.answer(post, "scores", scores);
    }

    private float[] vector(List<String> row) {
        if (row.size() != features) {
            throw UnfitRequestException.badRequest("feature_dim is " + features + ", a vector has " + row.size());
        }
        var vector = new float[features];
        for (int i = 0; i < features; i++) {
            vector[i] = number(row.get(i).strip());
        }
        return vector;
    }

    private static float number(String text) {
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw UnfitRequestException.badRequest("not a finite number: " + text);
    }

    private synchronized double score(float[] vector) {
        return forest.getAnomalyScore(vector);
    }
}
