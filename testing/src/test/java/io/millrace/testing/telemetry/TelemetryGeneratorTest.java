package io.millrace.testing.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TelemetryGeneratorTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    @ParameterizedTest
    @EnumSource
    void aSeedGivesOneSeriesAndAnotherSeedAnother(SeriesKind kind) {
        var one = values(TelemetryGenerator.one(kind, FIVE_MINUTES, TWO_WEEKS, 1));

        assertThat(values(TelemetryGenerator.one(kind, FIVE_MINUTES, TWO_WEEKS, 1)))
                .isEqualTo(one);
        assertThat(values(TelemetryGenerator.one(kind, FIVE_MINUTES, TWO_WEEKS, 2)))
                .isNotEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource
    void pointsAreFiniteInOrderOfTimeAndPlantedOnlyInTheSecondHalf(SeriesKind kind) {
        for (var seed = 0; seed < 10; seed++) {
            var series = TelemetryGenerator.one(kind, FIVE_MINUTES, TWO_WEEKS, seed);
            var middle = series.time(0)
                    + TWO_WEEKS.toMillis() / 2
                    - Duration.ofHours(6).toMillis();

            for (var row = 0; row < series.size(); row++) {
                assertThat(series.value(row)).isFinite();
                assertThat(row == 0 || series.time(row) > series.time(row - 1)).isTrue();
            }
            assertThat(series.planted()).isNotEmpty();
            var before = 0;
            for (var anomaly : series.planted()) {
                assertThat(anomaly.first()).isGreaterThan(before);
                assertThat(anomaly.last()).isBetween(anomaly.first(), series.size() - 1);
                assertThat(series.time(anomaly.first())).isGreaterThan(middle);
                before = anomaly.last();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAnomalyOfAKindIsPlanted(SeriesKind kind) {
        var seen = EnumSet.noneOf(AnomalyKind.class);
        for (var seed = 0; seed < 20; seed++) {
            TelemetryGenerator.one(kind, FIVE_MINUTES, TWO_WEEKS, seed).planted().stream()
                    .map(PlantedAnomaly::kind)
                    .forEach(seen::add);
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(kind.anomalies());
    }

    @Test
    void aStuckValueStaysAndASpikeStandsOut() {
        var all = TelemetryGenerator.all(Duration.ofMinutes(1), Duration.ofDays(8), 3, 4);

        for (var series : all) {
            for (var anomaly : series.planted()) {
                var rows = IntStream.rangeClosed(anomaly.first(), anomaly.last());
                if (anomaly.kind() == AnomalyKind.STUCK) {
                    assertThat(rows.mapToDouble(series::value).distinct().count())
                            .isOne();
                } else if (anomaly.kind() == AnomalyKind.SPIKE) {
                    var usual = IntStream.range(0, series.size() / 3)
                            .mapToDouble(series::value)
                            .sorted()
                            .toArray();
                    assertThat(rows.mapToDouble(series::value).max().orElseThrow())
                            .isGreaterThan(usual[(int) (usual.length * 0.98)]);
                }
            }
        }
    }

    @Test
    void aDetectorThatRaisesAllFindsAllAndOneThatRaisesNothingFindsNothing() {
        var all = TelemetryGenerator.all(FIVE_MINUTES, TWO_WEEKS, 5, 2);
        var loud = new Detections();
        var silent = new Detections();
        for (var series : all) {
            loud.add(series, row -> true);
            silent.add(series, row -> false);
        }

        assertThat(loud.recall()).isEqualTo(1);
        assertThat(silent.recall()).isZero();
        assertThat(silent.recall(AnomalyKind.SPIKE)).isZero();
        assertThat(silent.falseAlarmsPerDay()).isZero();
        // 288 rows a day, fewer where points are missing or the kind has few
        assertThat(loud.falseAlarmsPerDay()).isBetween(200.0, 290.0);
    }

    @Test
    void tooShortASeriesIsRefused() {
        assertThatThrownBy(() -> TelemetryGenerator.one(SeriesKind.FLAT, FIVE_MINUTES, Duration.ofDays(3), 1))
                .hasMessageContaining("8 days or more");
    }

    private static double[] values(Telemetry series) {
        return IntStream.range(0, series.size()).mapToDouble(series::value).toArray();
    }
}
