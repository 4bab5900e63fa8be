package io.millrace.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CapacityForecasterTest {
    private static final int MINUTES = 6 * 60;

    @Test
    void aDiskThatFillsIsFullInThreeHours() {
        // 70 % six hours ago, 90 % now
        var random = new Random(1);

        assertThat(left(Limit.above(100), minute -> 70 + minute / 18.0 + random.nextGaussian() * 0.5)
                        .orElseThrow())
                .isBetween(Duration.ofMinutes(150), Duration.ofMinutes(210));
    }

    @Test
    void aBalanceThatDrainsIsUsedUp() {
        assertThat(left(Limit.below(0), minute -> 200 - minute / 3.0).orElseThrow())
                .isBetween(Duration.ofMinutes(210), Duration.ofMinutes(255));
        assertThat(left(Limit.above(250), minute -> 200 - minute / 3.0)).isEmpty();
    }

    @Test
    void noiseAJumpAndAWaveAreNoTrend() {
        var random = new Random(2);
        assertThat(left(Limit.above(100), minute -> 95 + random.nextGaussian())).isEmpty();
        assertThat(left(Limit.above(100), minute -> minute < 200 ? 60 : 95)).isEmpty();
        assertThat(left(Limit.above(100), minute -> 80 + 10 * Math.sin(minute / 30.0)))
                .isEmpty();
    }

    @Test
    void whatIsReachedAlreadyIsReachedNow() {
        assertThat(left(Limit.above(100), minute -> 101)).contains(Duration.ZERO);
    }

    @Test
    void threeHoursMustBeKnownAndTheNewestToo() {
        var forecaster = new CapacityForecaster();
        for (int minute = 0; minute < 180; minute++) {
            forecaster.learn(minute * 60_000L, minute);
            assertThat(forecaster.forecast()).isEmpty();
        }
        forecaster.learn(180 * 60_000L, 180);
        assertThat(forecaster.forecast()).isPresent();

        forecaster.learn(300 * 60_000L, 300);
        assertThat(forecaster.forecast()).isEmpty();
    }

    @Test
    void savedAndRestoredItSaysTheSame() {
        var kept = new CapacityForecaster();
        var restored = new CapacityForecaster();
        for (int minute = 0; minute < 500; minute++) {
            kept.learn(minute * 60_000L, minute * 0.1);
            restored.learn(minute * 60_000L, minute * 0.1);
            assertThat(restored.state()).hasSizeLessThan(130).isEqualTo(kept.state());
            restored = CapacityForecaster.restore(restored.state());
        }
        assertThat(restored.forecast().orElseThrow().quantile(0.5, 5))
                .isEqualTo(kept.forecast().orElseThrow().quantile(0.5, 5));
    }

    private static Optional<Duration> left(Limit limit, IntToDoubleFunction value) {
        var forecaster = new CapacityForecaster();
        for (int minute = 0; minute <= MINUTES; minute++) {
            forecaster.learn(minute * 60_000L, value.applyAsDouble(minute));
        }
        return limit.reachedAfter(forecaster.forecast().orElseThrow());
    }
}
