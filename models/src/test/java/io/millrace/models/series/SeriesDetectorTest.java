package io.millrace.models.series;

import static io.millrace.models.series.GeneratedSeries.DAY;
import static io.millrace.models.series.GeneratedSeries.raisedIn;
import static io.millrace.models.series.GeneratedSeries.timeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeriesDetectorTest {
    @Test
    void aFlatLineRaisesNothing() {
        assertThat(raisedIn(GeneratedSeries.of(14 * DAY, row -> 45))).isEmpty();
    }

    @Test
    void noiselessDaysRaiseNothing() {
        assertThat(raisedIn(GeneratedSeries.of(14 * DAY, row -> row % DAY >= 108 && row % DAY < 216 ? 80 : 20)))
                .isEmpty();
        assertThat(raisedIn(GeneratedSeries.of(14 * DAY, row -> Math.sin(2 * Math.PI * row / DAY))))
                .isEmpty();
    }

    @Test
    void plainNoiseRaisesLessThanOneInADay() {
        for (var seed = 0; seed < 5; seed++) {
            assertThat(raisedIn(GeneratedSeries.noise(14, seed))).hasSizeLessThan(4);
        }
    }

    @Test
    void aSpikeIsRaisedAtOnceAndOnce() {
        var values = GeneratedSeries.noise(14, 1);
        values[10 * DAY] = 90;

        assertThat(raisedIn(values))
                .filteredOn(row -> row >= 10 * DAY && row < 10 * DAY + 60)
                .containsExactly(10 * DAY);
    }

    @Test
    void aStepIsRaisedAtOnce() {
        var values = GeneratedSeries.noise(14, 2);
        for (var i = 10 * DAY; i < values.length; i++) {
            values[i] += 40;
        }

        assertThat(raisedIn(values)).contains(10 * DAY);
    }

    @Test
    void aChangeOfAFlatLineIsRaised() {
        assertThat(raisedIn(GeneratedSeries.of(14 * DAY, row -> row == 9 * DAY ? 46 : 45)))
                .contains(9 * DAY);
    }

    @Test
    void aDayThatStaysLowThoughNoValueIsNewIsRaised() {
        var values = GeneratedSeries.noisyDays(21, 3);
        for (var i = 17 * DAY; i < 17 * DAY + DAY / 2; i++) {
            values[i] = 22;
        }

        assertThat(raisedIn(values)).anyMatch(row -> row >= 17 * DAY && row < 17 * DAY + DAY / 2);
    }

    @Test
    void scoresOfSeriesThatDifferInScaleOnlyAreTheSame() {
        var small = GeneratedSeries.noise(7, 4);
        var one = SeriesDetector.create("same", ScoringSettings.defaults());
        var other = SeriesDetector.create("same", ScoringSettings.defaults());

        for (var i = 0; i < small.length; i++) {
            var score = one.score(timeOf(i), small[i]).anomalyScore();
            assertThat(other.score(timeOf(i), small[i] * 1_048_576).anomalyScore())
                    .isCloseTo(score, within(1e-9));
        }
    }

    @Test
    void theSamePointsGiveTheSameScores() {
        var values = GeneratedSeries.noisyDays(14, 5);

        assertThat(scores("a", values)).isEqualTo(scores("a", values));
    }

    @Test
    void moreHistoryThanIsKeptIsSampledForEachSeriesOnItsOwn() {
        var values = GeneratedSeries.noisyDays(33, 5);
        assertThat(values).hasSizeGreaterThan(ScoringSettings.defaults().samplePoints());

        assertThat(scores("a", values)).isEqualTo(scores("a", values));
        assertThat(scores("a", values)).isNotEqualTo(scores("b", values));
    }

    @Test
    void aScoreDependsOnNothingThatComesLater() {
        var values = GeneratedSeries.noisyDays(14, 6);
        var begun = Arrays.copyOf(values, 7 * DAY);

        assertThat(scores("a", begun)).isEqualTo(Arrays.copyOf(scores("a", values), 7 * DAY));
    }

    @Test
    void nothingIsScoredWhileWarmingUp() {
        var scores =
                scores("a", GeneratedSeries.of(400, row -> row % 97 == 0 && row < 200 || row == 399 ? 1000 * row : 1));

        assertThat(Arrays.copyOf(scores, 288)).containsOnly(0);
        assertThat(scores[399]).isGreaterThan(1.6);
    }

    @Test
    void scoresCountHalfAtFirstAndWholeAfterADay() {
        var young = SeriesDetector.create("a", ScoringSettings.defaults());
        var grown = SeriesDetector.create("a", ScoringSettings.defaults().withWarmUp(Duration.ZERO));
        for (var minute = 0; minute < 2000; minute++) {
            var at = timeOf(0) + minute * 60_000L;
            var value = minute % 400 == 399 ? 100 * minute : minute % 10;
            var part = Math.min(1, 0.5 + minute / 2880.0);
            var score = young.score(at, value);
            var whole = grown.score(at, value);

            assertThat(score.anomalyScore()).isCloseTo(part * whole.anomalyScore(), within(1e-12));
            assertThat(score.surprise()).isEqualTo(whole.surprise());
        }
    }

    @Test
    void anExcludedWindowIsNeitherScoredNorLearned() {
        var values = GeneratedSeries.noise(14, 11);
        var detector = SeriesDetector.create("a", ScoringSettings.defaults());
        for (var i = 0; i < values.length; i++) {
            if (i >= 9 * DAY && i < 9 * DAY + 50) {
                detector.skip(timeOf(i));
                assertThat(detector.isNew(timeOf(i))).isFalse();
            } else {
                var score = detector.score(timeOf(i), values[i]);
                assertThat(score.isAnomaly() && i > 9 * DAY && i < 10 * DAY).isFalse();
            }
        }

        assertThat(detector.score(timeOf(values.length), 500).isAnomaly()).isTrue();
    }

    @Test
    void noStepIsToldAcrossMissingPoints() {
        var detector = SeriesDetector.create("a", ScoringSettings.defaults());
        for (var i = 0; i < 2000; i++) {
            detector.score(timeOf(i), 40 + i % 2 + i / 100.0);
        }

        var score = detector.score(timeOf(2100), 51);

        assertThat(score.share(SeriesView.STEP)).isZero();
        assertThat(score.isAnomaly()).isFalse();
    }

    @Test
    void saysWhichViewFoundAPointUnusualAndHowRareThatIs() {
        var values = GeneratedSeries.noisyDays(21, 12);
        var detector = SeriesDetector.create("a", ScoringSettings.defaults());
        for (var i = 0; i < 20 * DAY; i++) {
            detector.score(timeOf(i), values[i]);
        }

        var spike = detector.score(timeOf(20 * DAY), 400);

        assertThat(spike.share(SeriesView.VALUE)).isGreaterThan(0.3);
        assertThat(spike.share(SeriesView.LEVEL)).isLessThan(0.2);
        assertThat(Arrays.stream(SeriesView.values()).mapToDouble(spike::share).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(spike.oneInDays()).isGreaterThan(365);
        var usual = detector.score(timeOf(20 * DAY + 1), values[20 * DAY]);
        assertThat(usual.share(SeriesView.VALUE)).isLessThan(0.2);
    }

    @Test
    void gradeIsAboveZeroExactlyWhereTheScoreReachesTheThreshold() {
        var detector = SeriesDetector.create("a", ScoringSettings.defaults().withThreshold(0.4));
        var values = GeneratedSeries.noise(14, 7);
        var raised = 0;
        for (var i = 0; i < values.length; i++) {
            var score = detector.score(timeOf(i), values[i]);
            assertThat(score.anomalyGrade() > 0).isEqualTo(score.anomalyScore() >= 0.4);
            assertThat(score.threshold()).isEqualTo(0.4);
            raised += score.isAnomaly() ? 1 : 0;
        }
        assertThat(raised).isPositive();
    }

    @Test
    void theThresholdChangesNoScore() {
        var values = GeneratedSeries.noise(7, 8);
        var low = SeriesDetector.create("a", ScoringSettings.defaults().withThreshold(0.1));
        var high = SeriesDetector.create("a", ScoringSettings.defaults().withThreshold(9));

        for (var i = 0; i < values.length; i++) {
            assertThat(low.score(timeOf(i), values[i]).anomalyScore())
                    .isEqualTo(high.score(timeOf(i), values[i]).anomalyScore());
        }
    }

    @Test
    void valuesThatAreNotFiniteAndPointsThatAreNotNewAreNotLearned() {
        var values = GeneratedSeries.noise(4, 9);
        var clean = SeriesDetector.create("a", ScoringSettings.defaults());
        var disturbed = SeriesDetector.create("a", ScoringSettings.defaults());

        for (var i = 0; i < values.length; i++) {
            var wanted = clean.score(timeOf(i), values[i]).anomalyScore();
            assertThat(disturbed.score(timeOf(i), Double.NaN).anomalyScore()).isZero();
            assertThat(disturbed.score(timeOf(i), Double.NEGATIVE_INFINITY).anomalyScore())
                    .isZero();
            assertThat(disturbed.isNew(timeOf(i))).isTrue();
            assertThat(disturbed.score(timeOf(i), values[i]).anomalyScore()).isEqualTo(wanted);
            assertThat(disturbed.isNew(timeOf(i))).isFalse();
            assertThat(disturbed.score(timeOf(i), 1e9).anomalyScore()).isZero();
            assertThat(disturbed.score(timeOf(i) - 1, 1e9).anomalyScore()).isZero();
        }
    }

    @Test
    void theLargestNumbersAreScoredToo() {
        var detector = SeriesDetector.create("a", ScoringSettings.defaults());
        for (var i = 0; i < 2000; i++) {
            var value = i % 3 == 0 ? Double.MAX_VALUE : i % 3 == 1 ? -Double.MAX_VALUE : Double.MIN_VALUE;
            var score = detector.score(timeOf(i), value);
            assertThat(score.anomalyScore()).isFinite().isNotNegative();
            assertThat(score.expected()).isFinite();
        }
    }

    @Test
    void expectsWhatTheHourOfTheWeekUsuallyReads() {
        var values = GeneratedSeries.noisyDays(15, 10);
        var detector = SeriesDetector.create("a", ScoringSettings.defaults());
        var distance = 0.0;
        for (var i = 0; i < values.length; i++) {
            var expected = detector.score(timeOf(i), values[i]).expected();
            distance += i >= 14 * DAY ? Math.abs(expected - values[i]) / DAY : 0;
        }

        assertThat(distance).isLessThan(4);
    }

    private static double[] scores(String key, double[] values) {
        var detector = SeriesDetector.create(key, ScoringSettings.defaults());
        var scores = new double[values.length];
        for (var i = 0; i < values.length; i++) {
            scores[i] = detector.score(timeOf(i), values[i]).anomalyScore();
        }
        return scores;
    }
}
