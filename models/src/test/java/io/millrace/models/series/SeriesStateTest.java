package io.millrace.models.series;

import static io.millrace.models.series.GeneratedSeries.timeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesStateTest {
    private static final ScoringSettings SETTINGS = ScoringSettings.defaults();
    private static final double[] VALUES = GeneratedSeries.noisyDays(14, 1);

    @Test
    void aDetectorRestoredFromTheChangesAfterEachPointScoresBitForBitTheSame() {
        var settings = SETTINGS.withSamplePoints(600).withSamplePlaces(32);
        var whole = SeriesDetector.create("a", settings);
        var state = SeriesDetector.create("a", settings).state();

        for (var i = 0; i < 2500; i++) {
            var restored = SeriesDetector.restore(state, settings);
            var score = restored.score(timeOf(i), VALUES[i]);
            state = state.with(restored.changes());

            var wanted = whole.score(timeOf(i), VALUES[i]);
            assertThat(score.anomalyScore()).isEqualTo(wanted.anomalyScore());
            assertThat(score.expected()).isEqualTo(wanted.expected());
            assertThat(score.surprise()).isEqualTo(wanted.surprise());
            assertThat(Double.compare(score.oneInDays(), wanted.oneInDays())).isZero();
            assertThat(score.share(SeriesView.SEASON)).isEqualTo(wanted.share(SeriesView.SEASON));
        }
    }

    @Test
    void savingRarelyOrOftenLeadsToTheSameState() {
        var random = new Random(2);
        var often = SeriesDetector.create("a", SETTINGS);
        var rarely = SeriesDetector.create("a", SETTINGS);
        var state = often.state();

        for (var i = 0; i < 3000; i++) {
            often.score(timeOf(i), VALUES[i]);
            state = state.with(often.changes());
            rarely.score(timeOf(i), VALUES[i]);
            if (random.nextInt(500) == 0) {
                rarely.changes();
            }
        }

        var one = SeriesDetector.restore(state, SETTINGS).state();
        var other = SeriesDetector.restore(rarely.state(), SETTINGS).state();
        assertThat(one.point()).isEqualTo(other.point());
        assertThat(one.profile()).isEqualTo(other.profile());
        assertThat(one.sample()).isEqualTo(other.sample());
    }

    @Test
    void thePartsAreAsSmallAsPromised() {
        var detector = SeriesDetector.create("a", SETTINGS);
        var profiles = 0;
        var samples = 0;
        detector.state();
        for (var i = 0; i < VALUES.length; i++) {
            detector.score(timeOf(i), VALUES[i]);
            var changes = detector.changes();
            assertThat(changes.point()).hasSizeLessThanOrEqualTo(256);
            profiles += changes.profile() == null ? 0 : 1;
            samples += changes.sample() == null ? 0 : 1;
        }
        var state = detector.state();

        assertThat(state.profile()).hasSizeLessThan(1024);
        assertThat(state.sample()).hasSizeLessThan(24 * 64 + 32);
        assertThat(profiles).isEqualTo(14 * 24 - 1);
        // all 4,032 enter, and every sixth is written
        assertThat(samples).isEqualTo(4032 / 6);
    }

    @Test
    void aDetectorThatHasSeenNothingCanBeSavedToo() {
        var fresh = SeriesDetector.create("a", SETTINGS);
        var restored =
                SeriesDetector.restore(SeriesDetector.create("a", SETTINGS).changes(), SETTINGS);

        for (var i = 0; i < 1000; i++) {
            assertThat(restored.score(timeOf(i), VALUES[i]).anomalyScore())
                    .isEqualTo(fresh.score(timeOf(i), VALUES[i]).anomalyScore());
        }
    }

    @Test
    void aSmallerSampleSettingShrinksWhatIsRestored() {
        var detector = SeriesDetector.create("a", SETTINGS);
        for (var i = 0; i < 1000; i++) {
            detector.score(timeOf(i), VALUES[i]);
        }

        var smaller = SeriesDetector.restore(
                detector.state(), SETTINGS.withSamplePlaces(20).withDecay(0.01));
        smaller.score(timeOf(1000), VALUES[1000]);

        assertThat(smaller.state().sample()).hasSizeLessThan(20 * 24 + 32);
    }

    @Test
    void partsOfDifferentMomentsAreRefused() {
        var detector = SeriesDetector.create("a", SETTINGS);
        feed(detector, 0, 100);
        var before = detector.state();
        feed(detector, 100, 200);
        var after = detector.state();

        assertThatThrownBy(() -> SeriesDetector.restore(
                        new SeriesState(after.point(), after.profile(), before.sample()), SETTINGS))
                .hasMessageContaining("sample state holds 100 points");
        assertThatThrownBy(() -> SeriesDetector.restore(
                        new SeriesState(after.point(), before.profile(), after.sample()), SETTINGS))
                .hasMessageContaining("profile state holds 8 hours, the point state counts 16");
    }

    @Test
    void aPointDeliveredTwiceOrLateLeavesTheStateAsItWas() {
        var detector = SeriesDetector.create("a", SETTINGS);
        feed(detector, 0, 1000);
        var before = detector.state();

        detector.score(timeOf(999), VALUES[999]);
        detector.score(timeOf(500), 1e6);
        detector.skip(timeOf(998));

        var after = detector.state();
        assertThat(after.point()).isEqualTo(before.point());
        assertThat(after.profile()).isEqualTo(before.profile());
        assertThat(after.sample()).isEqualTo(before.sample());
    }

    @Test
    void damagedStateIsRefusedWithItsName() {
        var detector = SeriesDetector.create("a", SETTINGS);
        feed(detector, 0, 100);
        var state = detector.state();
        var newer = state.point().clone();
        newer[0] = 99;

        assertThatThrownBy(
                        () -> SeriesDetector.restore(new SeriesState(newer, state.profile(), state.sample()), SETTINGS))
                .hasMessageContaining("point state has version 99");
        assertThatThrownBy(() -> SeriesDetector.restore(
                        new SeriesState(Arrays.copyOf(state.point(), 20), state.profile(), state.sample()), SETTINGS))
                .hasMessageContaining("point state is cut short after 20 bytes");
        assertThatThrownBy(() -> SeriesDetector.restore(
                        new SeriesState(Arrays.copyOf(state.point(), 300), state.profile(), state.sample()), SETTINGS))
                .hasMessageContaining("bytes more than expected");
    }

    private static void feed(SeriesDetector detector, int from, int to) {
        for (var i = from; i < to; i++) {
            detector.score(timeOf(i), VALUES[i]);
        }
    }
}
