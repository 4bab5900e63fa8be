package io.millrace.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SituationSettingsTest {

    @Test
    void everyDefaultIsWithinItsBounds() {
        for (Knob knob : Knob.values()) {
            assertThat(knob.otherwise()).as(knob.name()).isBetween(knob.least(), knob.most());
        }
        assertThat(SituationSettings.defaults().values()).containsOnlyKeys(Knob.values());
    }

    @Test
    void whatIsSetReplacesTheDefault() {
        var settings = SituationSettings.of(
                Map.of(Knob.CHANGE_WINDOW, Duration.ofMinutes(20).toMillis()));

        assertThat(settings.span(Knob.CHANGE_WINDOW)).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.count(Knob.BRUTE_FORCE_ATTEMPTS)).isEqualTo(5);
    }

    @Test
    void aValueBeyondItsBoundsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SituationSettings.of(Map.of(Knob.BRUTE_FORCE_ATTEMPTS, 1L)))
                .withMessage("BRUTE_FORCE_ATTEMPTS is 1; it must be from 2 to 50");
    }
}
