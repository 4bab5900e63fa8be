package io.millrace.models.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ForestScoreTest {
    private static final double EVERY_GAP_BY_ITSELF = 2;

    @TestFactory
    List<DynamicTest> agreesWithThe96NodeQuadrature() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var vector : vectors().get("cases")) {
            var sample = floats(vector.get("sample"));
            for (var query : vector.get("queries")) {
                var x = (float) query.get("x").asDouble();
                var wanted = query.get("score").asDouble();
                tests.add(DynamicTest.dynamicTest(vector.get("name").asText() + " at " + x, () -> {
                    // the vectors are computed in doubles, the sample here is floats
                    assertThat(Samples.score(sample, x, EVERY_GAP_BY_ITSELF))
                            .isCloseTo(wanted, Percentage.withPercentage(0.02));
                    assertThat(Samples.score(sample, x)).isCloseTo(wanted, Percentage.withPercentage(0.5));
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    @Test
    void anEmptySampleScoresNothing() {
        assertThat(new CountedSample(16).score(1)).isZero();
    }

    @Test
    void whatIsNotFiniteScoresNothing() {
        var sample = new float[] {1, 2, 3};

        assertThat(Samples.score(sample, Float.NaN)).isZero();
        assertThat(Samples.score(sample, Float.POSITIVE_INFINITY)).isZero();
        assertThat(Samples.score(sample, Float.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void minusZeroIsZero() {
        var sample = new float[] {0, 0, 0, 1};

        assertThat(Samples.score(sample, -0.0f)).isEqualTo(Samples.score(sample, 0.0f));
        assertThat(Samples.score(new float[] {0, 0}, -0.0f)).isEqualTo(0.5);
    }

    @Test
    void theOnlyValueEverSeenScoresAHalfAndAnyOtherAllThereIs() {
        var sample = new float[255];
        Arrays.fill(sample, 45);

        assertThat(Samples.score(sample, 45)).isEqualTo(0.5);
        assertThat(Samples.score(sample, 45.1f)).isCloseTo(8, within(1e-9));
    }

    @Test
    void gallopingStaysWithinHalfAPercentOfThePlainLoop() {
        var random = new Random(7);
        for (var shape : SampleShape.values()) {
            var sample = shape.sorted(random, 2048);
            for (var i = 0; i < 200; i++) {
                var x = shape.query(random);
                var plain = Samples.score(sample, x, EVERY_GAP_BY_ITSELF);
                assertThat(Samples.score(sample, x))
                        .as("%s at %s", shape, x)
                        .isCloseTo(plain, Percentage.withPercentage(0.5));
            }
        }
    }

    private static JsonNode vectors() throws IOException {
        try (var in = ForestScoreTest.class.getResourceAsStream("/rcf-1d-vectors.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static float[] floats(JsonNode array) {
        var floats = new float[array.size()];
        for (var i = 0; i < floats.length; i++) {
            floats[i] = (float) array.get(i).asDouble();
        }
        Arrays.sort(floats);
        return floats;
    }
}
