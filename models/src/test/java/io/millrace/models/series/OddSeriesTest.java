package io.millrace.models.series;

import static io.millrace.models.series.GeneratedSeries.timeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Series that are flat, patchy, restarted, or sampled otherwise from one day on: what is raised, and what is not. */
class OddSeriesTest {
    private static final long MINUTE = 60_000;
    private static final int DAY = 1440;
    private static final long START = timeOf(0);

    @Test
    void aSeriesThatIsZeroForWeeksRaisesItsFirstErrorsOnce() {
        var detector = detector();
        var raised = new ArrayList<Integer>();
        for (var row = 0; row < 7 * DAY; row++) {
            var value = row >= 5 * DAY && row < 5 * DAY + 30 ? 12 : 0;
            note(raised, detector.score(START + row * MINUTE, value), row);
        }

        assertThat(raised).contains(5 * DAY).hasSizeLessThan(4);
        assertThat(raised).allMatch(row -> row >= 5 * DAY);
    }

    @Test
    void aSeriesOfWhichThreeOfFourPointsAreMissingRaisesASpikeAndLittleElse() {
        var random = new Random(2);
        var detector = detector();
        var raised = new ArrayList<Integer>();
        for (var row = 0; row < 10 * DAY; row++) {
            if (random.nextInt(4) != 0 && row != 9 * DAY) {
                continue;
            }
            var value = row == 9 * DAY ? 400 : wave(row) + 2 * random.nextGaussian();
            note(raised, detector.score(START + row * MINUTE, value), row);
        }

        assertThat(raised).contains(9 * DAY).hasSizeLessThan(6);
    }

    @Test
    void nothingIsRaisedWhenASeriesComesBackAfterTwoDaysAtItsUsualValue() {
        var random = new Random(3);
        var detector = detector();
        var raised = new ArrayList<Integer>();
        for (var row = 0; row < 8 * DAY; row++) {
            if (row < 5 * DAY || row > 7 * DAY) {
                note(raised, detector.score(START + row * MINUTE, wave(row) + 2 * random.nextGaussian()), row);
            }
        }

        assertThat(raised).noneMatch(row -> row > 7 * DAY && row < 7 * DAY + 120);
    }

    /** A raw counter is scored as a value: its restart is raised once, not for hours, and seldom the fifth time. */
    @Test
    void aCounterThatBeginsAgainIsRaisedOnceAtMost() {
        var random = new Random(4);
        var detector = detector();
        var raised = new ArrayList<Integer>();
        var total = 0.0;
        for (var row = 0; row < 10 * DAY; row++) {
            total = row % (2 * DAY) == 0 ? 0 : total + 100 + random.nextInt(20);
            note(raised, detector.score(START + row * MINUTE, total), row);
        }

        for (var day = 2; day < 10; day += 2) {
            var from = day * DAY;
            assertThat(raised.stream().filter(row -> row >= from && row < from + 180))
                    .as("after the restart of day " + day)
                    .hasSizeLessThan(2);
        }
    }

    @Test
    void anotherSamplingPeriodFromOneDayOnRaisesNothingAndASpikeIsStillFound() {
        for (var minutes : List.of(new int[] {1, 5}, new int[] {5, 1})) {
            var random = new Random(5);
            var detector = detector();
            var raised = new ArrayList<Integer>();
            for (var row = 0; row < 16 * DAY; row++) {
                if (row % (row < 8 * DAY ? minutes[0] : minutes[1]) == 0) {
                    var value = row == 14 * DAY ? 300 : wave(row) + 2 * random.nextGaussian();
                    note(raised, detector.score(START + row * MINUTE, value), row);
                }
            }

            assertThat(raised)
                    .as("a point every " + minutes[1] + " minutes instead of " + minutes[0])
                    .contains(14 * DAY)
                    .noneMatch(row -> row >= 8 * DAY && row < 8 * DAY + 180);
        }
    }

    private static SeriesDetector detector() {
        return SeriesDetector.create("odd", ScoringSettings.defaults());
    }

    private static void note(List<Integer> raised, SeriesScore score, int row) {
        if (score.isAnomaly()) {
            raised.add(row);
        }
    }

    private static double wave(int row) {
        return 50 + 30 * Math.sin(2 * Math.PI * row / Duration.ofDays(1).toMinutes());
    }
}
