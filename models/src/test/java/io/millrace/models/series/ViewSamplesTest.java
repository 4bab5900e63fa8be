package io.millrace.models.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ViewSamplesTest {
    @Test
    void everythingEntersUntilTheSampleIsFull() {
        var samples = new ViewSamples(100, 100, 0, 1);

        offer(samples, 0, 100);

        assertThat(kept(samples)).hasSize(100);
    }

    @Test
    void aFullSampleStaysAFairSampleOfAllThatWasSeen() {
        var late = 0;
        for (var seed = 0; seed < 40; seed++) {
            var samples = new ViewSamples(100, 100, 0, seed);
            offer(samples, 0, 1000);
            for (var point : kept(samples)) {
                late += point >= 500 ? 1 : 0;
            }
        }

        // 4,000 points, half of them from the later half: standard deviation 32
        assertThat(late).isBetween(1870, 2130);
    }

    @Test
    void decayKeepsLettingPointsIn() {
        var forgetful = new ViewSamples(100, 100, 1e-3, 5);

        offer(forgetful, 0, 20_000);

        // one in ten enters, so a point survives some thousand others
        assertThat(kept(forgetful)).filteredOn(point -> point >= 15_000).hasSizeGreaterThan(95);
    }

    @Test
    void otherSeedsKeepOtherPoints() {
        var one = new ViewSamples(100, 100, 0, 1);
        var other = new ViewSamples(100, 100, 0, 2);

        offer(one, 0, 1000);
        offer(other, 0, 1000);

        assertThat(kept(one)).isNotEqualTo(kept(other));
    }

    private static void offer(ViewSamples samples, int from, int to) {
        for (var i = from; i < to; i++) {
            samples.offer(new float[] {i, -i, 0, 1});
        }
    }

    private static Float[] kept(ViewSamples samples) {
        var bytes = ByteBuffer.wrap(samples.writeBig());
        bytes.get();
        bytes.getLong();
        var points = new Float[bytes.getShort()];
        for (var i = 0; i < points.length; i++) {
            points[i] = bytes.getFloat();
            bytes.getShort();
        }
        return points;
    }
}
