package io.millrace.models.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;

class ForestScorePropertiesTest {
    @Property(tries = 500)
    void liesBetweenZeroAndTheLogarithmOfTheSample(@ForAll("samples") List<Float> points, @ForAll float x) {
        var sample = sorted(points, 1, 0);

        var score = Samples.score(sample, x);

        assertThat(score).isBetween(0.0, Math.log(sample.length + 1.0) / Math.log(2) * 1.0001);
    }

    /** Small integers, powers of two and shifts of them are exact in floats, so only the formula can differ. */
    @Property(tries = 500)
    void shiftingAndStretchingChangeNothing(
            @ForAll("wholeNumbers") List<Float> points,
            @ForAll @IntRange(min = -100, max = 100) int x,
            @ForAll @IntRange(min = -4, max = 4) int exponent,
            @ForAll @IntRange(min = -1000, max = 1000) int shift) {
        var stretch = (float) Math.pow(2, exponent);
        var sample = sorted(points, 1, 0);
        var moved = sorted(points, stretch, shift);

        var score = Samples.score(sample, x);

        assertThat(Samples.score(moved, x * stretch + shift)).isCloseTo(score, Percentage.withPercentage(1e-6));
    }

    @Property(tries = 500)
    void mirroringChangesNothing(
            @ForAll("wholeNumbers") List<Float> points, @ForAll @IntRange(min = -100, max = 100) int x) {
        var sample = sorted(points, 1, 0);
        var mirrored = sorted(points, -1, 0);

        assertThat(Samples.score(mirrored, -x)).isCloseTo(Samples.score(sample, x), Percentage.withPercentage(1e-6));
    }

    @Property(tries = 300)
    void outsideTheSampleFartherIsNeverLess(
            @ForAll("wholeNumbers") List<Float> points, @ForAll @IntRange(min = 1, max = 1000) int distance) {
        var sample = sorted(points, 1, 0);
        var top = sample[sample.length - 1];

        var near = Samples.score(sample, top + distance);
        var far = Samples.score(sample, top + 2 * distance);

        assertThat(far).isGreaterThanOrEqualTo(near * 0.995);
    }

    @Provide
    Arbitrary<List<Float>> samples() {
        return Arbitraries.floats().list().ofMinSize(1).ofMaxSize(300);
    }

    @Provide
    Arbitrary<List<Float>> wholeNumbers() {
        return Arbitraries.integers()
                .between(-100, 100)
                .map(i -> (float) i)
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    private static float[] sorted(List<Float> points, float stretch, float shift) {
        var sample = new float[points.size()];
        for (var i = 0; i < sample.length; i++) {
            sample[i] = points.get(i) * stretch + shift + 0.0f;
        }
        Arrays.sort(sample);
        return sample;
    }
}
