package io.millrace.models.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CPU, memory, network and disk of one instance, which rise and fall together. */
class VectorDetectorTest {
    private static final VectorSettings SETTINGS = VectorSettings.of(List.of("cpu", "memory", "network", "disk"));
    private static final long MINUTE = 60_000;
    private static final int ROWS = 3000;

    @Test
    void partsThatAreUsualButNotTogetherAreRaisedAndNamed() {
        var detector = learned(1);

        // a busy processor without the traffic that always came with it
        var score = detector.score(ROWS * MINUTE, new double[] {78, 50, 50_000, 150});

        assertThat(score.isAnomaly()).isTrue();
        assertThat(score.contribution(0) + score.contribution(2)).isGreaterThan(0.5);
    }

    @Test
    void aSpikeOfOnePartIsAttributedToIt() {
        var row = row(ROWS, new Random(5));
        row[3] = 4000;

        var score = learned(2).score(ROWS * MINUTE, row);

        assertThat(score.anomalyGrade()).isPositive();
        assertThat(score.contribution(3)).isGreaterThan(0.7);
        assertThat(score.expected(3)).isBetween(200.0, 600.0);
    }

    @Test
    void usualRowsAreRarelyRaised() {
        var random = new Random(3);
        var detector = learned(3);
        var raised = 0;
        for (var i = ROWS; i < 2 * ROWS; i++) {
            raised += detector.score(i * MINUTE, row(i, random)).isAnomaly() ? 1 : 0;
        }

        assertThat(raised).isLessThanOrEqualTo(2);
    }

    @Test
    void aMissingPartRaisesNothingAndContributesNothing() {
        var random = new Random(4);
        var detector = learned(4);
        var raised = 0;
        for (var i = ROWS; i < ROWS + 500; i++) {
            var row = row(i, random);
            row[1] = Double.NaN;
            var score = detector.score(i * MINUTE, row);
            assertThat(score.contribution(1)).isZero();
            raised += score.isAnomaly() ? 1 : 0;
        }

        assertThat(raised).isLessThanOrEqualTo(1);
    }

    @Test
    void aRowWithFewerThanHalfOfItsPartsAndOneThatIsNotNewChangeNothing() {
        var detector = learned(5);
        var before = detector.state();
        var rows = before.row();

        detector.score(ROWS * MINUTE, new double[] {9999, Double.NaN, Double.NaN, Double.NaN});
        detector.score((ROWS - 1) * MINUTE, new double[] {9999, 1, 1, 1});

        assertThat(detector.changes().row()).isEqualTo(rows);
        assertThat(detector.changes().forest()).isNull();
        assertThat(detector.isNew(ROWS * MINUTE)).isTrue();
    }

    @Test
    void aRestoredDetectorScoresBitForBitTheSame() {
        var random = new Random(6);
        var whole = VectorDetector.create("i-1", SETTINGS);
        var restored = VectorDetector.create("i-1", SETTINGS);
        var saved = new VectorState(new byte[0], null);
        for (var i = 0; i < 900; i++) {
            if (i % 7 == 6) {
                restored = VectorDetector.restore("i-1", saved, SETTINGS);
            }
            var row = row(i, random);
            var wanted = whole.score(i * MINUTE, row);
            var score = restored.score(i * MINUTE, row);
            assertThat(score.anomalyScore()).isEqualTo(wanted.anomalyScore());
            assertThat(score.contribution(2)).isEqualTo(wanted.contribution(2));
            assertThat(Double.compare(score.oneInDays(), wanted.oneInDays())).isZero();
            saved = saved.with(restored.changes());
        }
    }

    @Test
    void aRowWritesLittleAndTheForestRarely() {
        var random = new Random(8);
        var detector = VectorDetector.create("i-8", SETTINGS);
        var rows = 0L;
        var forests = 0L;
        var forest = 0;
        for (var i = 0; i < ROWS; i++) {
            detector.score(i * MINUTE, row(i, random));
            var changes = detector.changes();
            rows += changes.row().length;
            assertThat(changes.row().length).isLessThan(1400);
            if (changes.forest() != null) {
                forests++;
                forest = changes.forest().length;
            }
        }

        assertThat(forests).isEqualTo(ROWS / 64);
        assertThat(forest).isLessThan(160_000);
    }

    @Test
    void contributionsAddUpToOne() {
        var score = learned(7).score(ROWS * MINUTE, new double[] {5, 90, 1, 9000});

        var sum = 0.0;
        for (var i = 0; i < 4; i++) {
            sum += score.contribution(i);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void otherFeaturesAndDamagedStatesAreRefused() {
        var state = VectorDetector.create("i-1", SETTINGS).state();

        assertThatThrownBy(() -> VectorDetector.restore("i-1", state, VectorSettings.of(List.of("cpu", "disk"))))
                .hasMessageContaining("not of the features [cpu, disk]");
        assertThatThrownBy(() -> VectorDetector.restore(
                        "i-1", new VectorState(Arrays.copyOf(state.row(), 40), state.forest()), SETTINGS))
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> VectorDetector.restore("i-1", new VectorState(state.row(), null), SETTINGS))
                .hasMessageContaining("as of the same moment");
        assertThatThrownBy(() -> VectorSettings.of(List.of("cpu"))).hasMessageContaining("2 to 16");
        assertThatThrownBy(() -> VectorDetector.create("i", SETTINGS).score(1, new double[3]))
                .hasMessageContaining("a row has 3 parts");
    }

    private static VectorDetector learned(long seed) {
        var random = new Random(seed);
        var detector = VectorDetector.create("i-" + seed, SETTINGS);
        for (var i = 0; i < ROWS; i++) {
            detector.score(i * MINUTE, row(i, random));
        }
        return detector;
    }

    private static double[] row(int i, Random random) {
        var load = 0.5 + 0.4 * Math.sin(2 * Math.PI * i / 1440);
        return new double[] {
            80 * load + 2 * random.nextGaussian(),
            50 + 5 * load + random.nextGaussian(),
            load * 1_000_000 * (1 + 0.05 * random.nextGaussian()),
            100 + 600 * load + 20 * random.nextGaussian()
        };
    }
}
