package io.millrace.models.forest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The closed form against the trees it stands for: randomcutforest-core over the same points. */
class ForestScoreLibraryTest {
    private static final int TREES = 1000;
    private static final int POINTS = 128;
    private static final int QUERIES = 100;

    @ParameterizedTest
    @EnumSource(SampleShape.class)
    void aThousandTreesScoreTheSame(SampleShape shape) {
        var random = new Random(11);
        var sample = shape.sorted(random, POINTS);
        var forest = RandomCutForest.builder()
                .dimensions(1)
                .shingleSize(1)
                .numberOfTrees(TREES)
                .sampleSize(POINTS)
                .initialAcceptFraction(1)
                .outputAfter(1)
                .randomSeed(42)
                .parallelExecutionEnabled(false)
                .build();
        for (var point : sample) {
            forest.update(new float[] {point});
        }

        var difference = 0.0;
        var bias = 0.0;
        for (var i = 0; i < QUERIES; i++) {
            var x = shape.query(random);
            var ratio = Samples.score(sample, x) / forest.getAnomalyScore(new float[] {x});
            difference += Math.abs(ratio - 1) / QUERIES;
            bias += (ratio - 1) / QUERIES;
        }

        // one tree's score scatters by some 20 %, so the mean of a thousand by some 0.6 %
        assertThat(difference).isLessThan(0.015);
        assertThat(Math.abs(bias)).isLessThan(0.01);
    }
}
