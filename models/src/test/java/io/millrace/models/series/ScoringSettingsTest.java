package io.millrace.models.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScoringSettingsTest {
    private final ScoringSettings defaults = ScoringSettings.defaults();

    @Test
    void theDefaultsAreThoseOfTheDecision() {
        assertThat(defaults.threshold()).isEqualTo(1.3);
        assertThat(defaults.warmUpPoints()).isEqualTo(288);
        assertThat(defaults.coolDownPoints()).isEqualTo(60);
        assertThat(defaults.samplePoints()).isEqualTo(2048);
        assertThat(defaults.decay()).isEqualTo(1e-5);
        assertThat(defaults.quantile()).isEqualTo(0.95);
        assertThat(defaults.weights().mean(new double[] {1, 10, 100, 1000})).isEqualTo((1 + 2.5 + 50 + 1000) / 2.75);
    }

    @Test
    void everySettingCanBeChangedAloneAndKeepsTheOthers() {
        var weights = new ViewWeights(1, 0, 0, 0);
        var changed = defaults.withThreshold(2)
                .withWarmUpPoints(10)
                .withCoolDownPoints(0)
                .withSamplePoints(512)
                .withDecay(1e-4)
                .withQuantile(0.99)
                .withWeights(weights);

        assertThat(changed.threshold()).isEqualTo(2);
        assertThat(changed.warmUpPoints()).isEqualTo(10);
        assertThat(changed.coolDownPoints()).isZero();
        assertThat(changed.samplePoints()).isEqualTo(512);
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
        assertThatThrownBy(() -> defaults.withSamplePoints(15)).hasMessageContaining("16 to 65536");
        assertThatThrownBy(() -> defaults.withDecay(1.1)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> defaults.withQuantile(1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> new ViewWeights(0, 0, 0, 0)).hasMessageContaining("one must be above 0");
        assertThatThrownBy(() -> new ViewWeights(-1, 1, 1, 1)).hasMessageContaining("none may be negative");
    }
}
