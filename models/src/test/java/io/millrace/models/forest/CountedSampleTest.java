package io.millrace.models.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sample of few places keeps of one that holds every point by itself. */
class CountedSampleTest {
    private static final int POINTS = 4000;
    private static final int PLACES = 64;

    @ParameterizedTest
    @EnumSource(SampleShape.class)
    void fewPlacesScoreAsAllPointsDo(SampleShape shape) {
        var random = new Random(3);
        var points = drawn(shape, random);
        var whole = Samples.of(points);
        var few = Samples.of(points, PLACES);
        var difference = 0.0;
        var ofHigh = 0.0;
        var high = 0;
        for (var i = 0; i < 1000; i++) {
            var x = shape.query(random);
            var ratio = few.score(x) / whole.score(x) - 1;
            difference += Math.abs(ratio) / 1000;
            if (whole.score(x) > 4) {
                ofHigh += Math.abs(ratio);
                high++;
            }
        }

        // what is dense is blurred, what is rare is not
        assertThat(difference).isLessThan(0.15);
        assertThat(ofHigh).isLessThanOrEqualTo(0.06 * high);
    }

    @Test
    void repeatedValuesStayExactWhileThereAreNotMoreOfThemThanPlaces() {
        var random = new Random(4);
        var points = new float[POINTS];
        for (var i = 0; i < POINTS; i++) {
            points[i] = random.nextInt(PLACES);
        }
        var whole = Samples.of(points);
        var few = Samples.of(points, PLACES);

        for (var x = -3f; x < PLACES + 3; x += 0.5f) {
            assertThat(few.score(x)).isEqualTo(whole.score(x));
        }
        assertThat(few.places()).isEqualTo(PLACES);
    }

    @Test
    void leastAndGreatestAreKept() {
        var points = drawn(SampleShape.NORMAL, new Random(5));
        var few = Samples.of(points, 16);
        Arrays.sort(points);

        for (var far : new float[] {points[0] - 30, points[POINTS - 1] + 30}) {
            assertThat(few.score(far)).isCloseTo(Samples.score(points, far), within(0.1));
        }
    }

    @Test
    void removingEveryPointLeavesNone() {
        var random = new Random(6);
        var sample = Samples.of(drawn(SampleShape.HEAVY_TAILED, random), 32);

        for (var left = POINTS; left > 0; left--) {
            assertThat(sample.points()).isEqualTo(left);
            assertThat(sample.score(1)).isFinite();
            sample.removeAt(random.nextInt(left));
        }

        assertThat(sample.places()).isZero();
        assertThat(sample.score(1)).isZero();
    }

    @Test
    void aRestoredSampleGoesOnAsTheOneThatWasWritten() {
        var random = new Random(7);
        var sample = Samples.of(drawn(SampleShape.TWO_CLUSTERS, random), PLACES);
        var restored = copy(sample, PLACES);

        for (var i = 0; i < 2000; i++) {
            var x = SampleShape.TWO_CLUSTERS.query(random);
            assertThat(restored.score(x)).isEqualTo(sample.score(x));
            var rank = random.nextInt(sample.points());
            sample.removeAt(rank);
            restored.removeAt(rank);
            sample.add(x);
            restored.add(x);
        }
    }

    @Test
    void aSmallerBoundMergesWhatIsTooMuch() {
        var sample = Samples.of(drawn(SampleShape.NORMAL, new Random(8)), PLACES);
        var smaller = copy(sample, 32);

        assertThat(smaller.places()).isEqualTo(32);
        assertThat(smaller.points()).isEqualTo(POINTS);
    }

    private static CountedSample copy(CountedSample sample, int places) {
        var out = new StateWriter(16);
        sample.write(out);
        var restored = new CountedSample(places);
        var in = new StateReader("sample", out.toBytes());
        restored.read(in);
        in.end();
        return restored;
    }

    private static float[] drawn(SampleShape shape, Random random) {
        var points = new float[POINTS];
        for (var i = 0; i < POINTS; i++) {
            points[i] = (float) shape.draw(random) + 0.0f;
        }
        return points;
    }
}
