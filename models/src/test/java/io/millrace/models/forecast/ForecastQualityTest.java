package io.millrace.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How good the forecasts are on generated series, by quantile loss and coverage, from the third week on. */
class ForecastQualityTest {
    private static final int DAYS = 35;
    private static final int FROM = 14 * GeneratedLatency.DAY;
    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    /** The bounds are the measured values and a tenth; what else was measured is in docs/models.md. */
    @ParameterizedTest
    @CsvSource({
        "latency, 0.052",
        "requests, 0.038",
        "errors, 0.31",
        "cron, 0.048",
        "shift, 0.029",
        "walk, 0.046",
        "flat, 0.0235",
        "burst, 0.081"
    })
    void theLossIsLowAndAsManyLieInTheBandAsItSays(String kind, double mostLoss) {
        double[] values = GeneratedLatency.of(kind, DAYS, 0);
        var forecaster = new SeasonalForecaster();
        double loss = 0;
        double size = 0;
        int judged = 0;
        var below = new int[LEVELS.length];
        for (int i = 0; i < values.length; i++) {
            long at = GeneratedLatency.timeOf(i);
            if (i >= FROM) {
                Forecast forecast = forecaster.forecastFor(at).orElseThrow();
                for (int level = 0; level < LEVELS.length; level++) {
                    double off = values[i] - forecast.quantile(LEVELS[level], forecast.stepAt(at));
                    loss += 2 * Math.max(LEVELS[level] * off, (LEVELS[level] - 1) * off) / LEVELS.length;
                    below[level] += off < 0 ? 1 : 0;
                }
                size += Math.abs(values[i]);
                judged++;
            }
            forecaster.learn(at, values[i]);
        }

        assertThat(judged).isEqualTo(values.length - FROM);
        assertThat(loss / size).isLessThan(mostLoss);
        assertThat((double) below[0] / judged).isBetween(0.08, 0.13);
        assertThat((double) below[2] / judged).isBetween(0.86, 0.92);
    }

    @Test
    void aForecastIsMadeBeforeItsHourAndKnowsNothingOfIt() {
        double[] values = GeneratedLatency.of("latency", 7, 1);
        var calm = new SeasonalForecaster();
        var upset = new SeasonalForecaster();
        int hour = values.length - 12;
        for (int i = 0; i < values.length - 1; i++) {
            calm.learn(GeneratedLatency.timeOf(i), values[i]);
            upset.learn(GeneratedLatency.timeOf(i), values[i] * (i < hour ? 1 : 50));
        }

        long last = GeneratedLatency.timeOf(values.length - 1);
        Forecast one = calm.forecastFor(last).orElseThrow();
        Forecast other = upset.forecastFor(last).orElseThrow();
        assertThat(one.startMillis()).isEqualTo(GeneratedLatency.timeOf(hour));
        for (int step = 0; step < one.steps(); step++) {
            assertThat(other.quantile(0.95, step)).isEqualTo(one.quantile(0.95, step));
        }
    }

    @Test
    void nothingIsForecastBeforeTwoDaysAreKnownNorAfterAGap() {
        double[] values = GeneratedLatency.of("flat", 5, 1);
        var forecaster = new SeasonalForecaster();
        for (int i = 0; i < values.length; i++) {
            if (i < 2 * GeneratedLatency.DAY) {
                assertThat(forecaster.forecastFor(GeneratedLatency.timeOf(i))).isEmpty();
            }
            forecaster.learn(GeneratedLatency.timeOf(i), values[i]);
        }
        assertThat(forecaster.forecastFor(GeneratedLatency.timeOf(values.length)))
                .isPresent();

        assertThat(forecaster.forecastFor(GeneratedLatency.timeOf(values.length + 12)))
                .isEmpty();
        forecaster.learn(GeneratedLatency.timeOf(values.length + 30), 25);
        assertThat(forecaster.forecastFor(GeneratedLatency.timeOf(values.length + 31)))
                .isEmpty();
    }
}
