package io.millrace.models.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScoringSettingsTest {
    private final ScoringSettings defaults = ScoringSettings.defaults();

    @Test
    void theDefaultsAreThoseOfTheDecision() {
        assertThat(defaults.threshold()).isEqualTo(1.5);
        assertThat(defaults.warmUpPoints()).isEqualTo(144);
        assertThat(defaults.warmUp()).isEqualTo(Duration.ofDays(1));
        assertThat(defaults.coolDownPoints()).isEqualTo(120);
        assertThat(defaults.samplePoints()).isEqualTo(4096);
        assertThat(defaults.samplePlaces()).isEqualTo(64);
        assertThat(defaults.decay()).isEqualTo(1e-5);
        assertThat(defaults.quantile()).isEqualTo(0.95);
        assertThat(defaults.weights().meanSquare(new double[] {1, 2, 10, 20}))
                .isCloseTo((1 + 4 + 100 + 400) / 4.0, within(1e-12));
    }

    @Test
    void everySettingCanBeChangedAloneAndKeepsTheOthers() {
        var weights = new ViewWeights(1, 0, 0, 0);
        var changed = defaults.withThreshold(2)
                .withWarmUpPoints(10)
                .withWarmUp(Duration.ofHours(2))
                .withCoolDownPoints(0)
                .withSamplePoints(512)
                .withSamplePlaces(48)
                .withDecay(1e-4)
                .withQuantile(0.99)
                .withWeights(weights);

        assertThat(changed.threshold()).isEqualTo(2);
        assertThat(changed.warmUpPoints()).isEqualTo(10);
        assertThat(changed.warmUp()).isEqualTo(Duration.ofHours(2));
        assertThat(changed.coolDownPoints()).isZero();
        assertThat(changed.samplePoints()).isEqualTo(512);
        assertThat(changed.samplePlaces()).isEqualTo(48);
        assertThat(changed.decay()).isEqualTo(1e-4);
        assertThat(changed.quantile()).isEqualTo(0.99);
        assertThat(changed.weights()).isSameAs(weights);
    }

    @Test
    void saysWhatWouldBeRight() {
        assertThatThrownBy(() -> defaults.withThreshold(0)).hasMessage("threshold is 0.0; it must be a number above 0");
        assertThatThrownBy(() -> defaults.withThreshold(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withWarmUpPoints(0)).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> defaults.withCoolDownPoints(-1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> defaults.withSamplePoints(15)).hasMessageContaining("16 to 32767");
        assertThatThrownBy(() -> defaults.withSamplePlaces(15)).hasMessageContaining("16 to 4096");
        assertThatThrownBy(() -> defaults.withWarmUp(Duration.ofDays(-1))).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> defaults.withDecay(1.1)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> defaults.withQuantile(1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> new ViewWeights(0, 0, 0, 0)).hasMessageContaining("one must be above 0");
        assertThatThrownBy(() -> new ViewWeights(-1, 1, 1, 1)).hasMessageContaining("none may be negative");
    }
}
