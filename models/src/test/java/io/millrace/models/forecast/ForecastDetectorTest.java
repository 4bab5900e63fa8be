package io.millrace.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.series.SeriesScore;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastDetectorTest {
    private static final int DAYS = 21;
    private static final int INCIDENT = 18 * GeneratedLatency.DAY + 150;
    private static final int LASTS = 12;

    @ParameterizedTest
    @CsvSource({
        "latency, 1.6, ABOVE",
        "errors, 5, ABOVE",
        "requests, 0.4, BELOW",
        "requests, 0.4, BOTH",
        "cron, 2, ABOVE",
        "flat, 1.8, ABOVE"
    })
    void anIncidentIsRaisedWithinTwentyMinutesAndTheDaysBeforeItAreNot(String kind, double factor, Side side) {
        double[] values = GeneratedLatency.of(kind, DAYS, 3);
        for (int i = INCIDENT; i < INCIDENT + LASTS; i++) {
            values[i] *= factor;
        }
        var detector = ForecastDetector.create(ForecastSettings.defaults(side));
        int first = -1;
        int earlier = 0;
        for (int i = 0; i < INCIDENT + LASTS; i++) {
            if (detector.score(GeneratedLatency.timeOf(i), values[i]).isAnomaly()) {
                earlier += i < INCIDENT ? 1 : 0;
                first = i >= INCIDENT && first < 0 ? i : first;
            }
        }

        assertThat(earlier).isLessThanOrEqualTo(1);
        assertThat(first).isBetween(INCIDENT + 1, INCIDENT + 3);
    }

    @Test
    void whatFallsWakesNobodyWhoWatchesWhatRises() {
        double[] values = GeneratedLatency.of("latency", DAYS, 3);
        var detector = ForecastDetector.create(ForecastSettings.defaults(Side.ABOVE));
        for (int i = 0; i < INCIDENT + LASTS; i++) {
            double value = i < INCIDENT ? values[i] : 0.2 * values[i];
            assertThat(detector.score(GeneratedLatency.timeOf(i), value).isAnomaly())
                    .isFalse();
        }
    }

    @Test
    void oneStepOutsideIsNoAnomalyAndTheSecondIs() {
        var detector = trained(ForecastSettings.defaults(Side.ABOVE));

        SeriesScore first = detector.score(GeneratedLatency.timeOf(5 * GeneratedLatency.DAY), 100);
        SeriesScore second = detector.score(GeneratedLatency.timeOf(5 * GeneratedLatency.DAY + 1), 100);

        assertThat(first.isAnomaly()).isFalse();
        assertThat(first.isUsual()).isFalse();
        assertThat(first.expected()).isBetween(24.0, 26.0);
        assertThat(second.isAnomaly()).isTrue();
    }

    /** Five points a step: a step is judged with its last point, by its mean. */
    @Test
    void pointsOfAMinuteAreJudgedByTheMeansOfTheirSteps() {
        var detector = ForecastDetector.create(ForecastSettings.defaults(Side.ABOVE));
        double[] values = GeneratedLatency.of("flat", 5, 2);
        int minute = 0;
        for (; minute < 5 * values.length; minute++) {
            double spike = minute % 5 == 0 ? 20 : -5;
            SeriesScore score = detector.score(timeOfMinute(minute), values[minute / 5] + spike);
            assertThat(score.isAnomaly()).isFalse();
        }
        for (int more = 0; more < 10; more++, minute++) {
            SeriesScore score = detector.score(timeOfMinute(minute), 60);
            assertThat(score.isAnomaly()).as("minute " + more).isEqualTo(more == 9);
        }
    }

    private static long timeOfMinute(int minute) {
        return GeneratedLatency.timeOf(0) + minute * 60_000L;
    }

    @Test
    void savedAndRestoredAfterEachPointItScoresTheSame() {
        double[] values = GeneratedLatency.of("latency", 6, 7);
        var settings = ForecastSettings.defaults(Side.BOTH);
        var kept = ForecastDetector.create(settings);
        ForecastDetector restored = ForecastDetector.create(settings);
        byte[] model = null;
        for (int i = 0; i < 3 * values.length; i++) {
            long at = GeneratedLatency.timeOf(0) + i * 100_000L;
            SeriesScore expected = kept.score(at, values[i / 3]);

            SeriesScore score = restored.score(at, values[i / 3]);
            assertThat(score.anomalyScore()).isEqualTo(expected.anomalyScore());
            assertThat(Double.compare(score.expected(), expected.expected())).isZero();

            ForecastState changes = restored.changes();
            model = changes.model() == null ? model : changes.model();
            assertThat(changes.point()).hasSizeLessThanOrEqualTo(128);
            assertThat(model == null ? 0 : model.length).isLessThan(3_300);
            restored = ForecastDetector.restore(new ForecastState(changes.point(), model), settings);
        }
        assertThat(kept.forecastFor(GeneratedLatency.timeOf(values.length - 1))).isPresent();
    }

    @Test
    void otherSettingsGoOnWithTheSameState() {
        var other = ForecastDetector.restore(
                trained(ForecastSettings.defaults(Side.ABOVE)).changes(), new ForecastSettings(Side.BELOW, 1, 2));

        assertThat(other.isNew(GeneratedLatency.timeOf(5 * GeneratedLatency.DAY - 1)))
                .isFalse();
        assertThat(other.score(GeneratedLatency.timeOf(5 * GeneratedLatency.DAY), -100)
                        .isAnomaly())
                .isTrue();
    }

    private static ForecastDetector trained(ForecastSettings settings) {
        var detector = ForecastDetector.create(settings);
        double[] values = GeneratedLatency.of("flat", 5, 2);
        for (int i = 0; i < values.length; i++) {
            detector.score(GeneratedLatency.timeOf(i), values[i]);
        }
        return detector;
    }

    @Property(tries = 30)
    void everythingStaysFinite(
            @ForAll @Size(min = 20, max = 60) List<@DoubleRange(min = -1e308, max = 1e308) Double> values,
            @ForAll @IntRange(min = 1, max = 900) int seconds) {
        var detector = ForecastDetector.create(ForecastSettings.defaults(Side.BOTH));
        long at = 0;
        for (int round = 0; round < 30; round++) {
            for (double value : values) {
                at += seconds * 1000L;
                SeriesScore score = detector.score(at, round % 2 == 0 ? value : 1);
                assertThat(score.anomalyScore()).isFinite();
                assertThat(score.surprise()).isFinite();
                assertThat(Double.isInfinite(score.expected())).isFalse();
            }
        }
    }

    @Test
    void wrongSettingsSayWhatWouldBeRight() {
        assertThatThrownBy(() -> new ForecastSettings(Side.ABOVE, 0, 1)).hasMessageContaining("must be 1 to 12");
        assertThatThrownBy(() -> new ForecastSettings(Side.ABOVE, 2, Double.NaN))
                .hasMessageContaining("must be a number above 0");
    }
}
