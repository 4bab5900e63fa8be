package io.millrace.domain.time;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testing.Times;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBoundsTest {

    @ParameterizedTest
    @CsvSource({
        "10:05, false, false",
        "10:05:00.001, true, false",
        "10:00, false, false",
        "09:00, false, false",
        "08:59:59.999, false, true"
    })
    void theBoundsThemselvesAreAllowed(String eventTime, boolean future, boolean late) {
        var arrivedAt = Times.at("10:00");

        assertThat(TimeBounds.defaults().isFuture(Times.at(eventTime), arrivedAt))
                .isEqualTo(future);
        assertThat(TimeBounds.defaults().isLate(Times.at(eventTime), arrivedAt)).isEqualTo(late);
    }

    @Test
    void aNegativeBoundIsAMistake() {
        assertThatThrownBy(() -> new TimeBounds(Duration.ZERO, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
    }

    @Test
    void anEventLiesWhereItHappenedAndAFutureOneWhereItArrived() {
        var event = anAlarm("cpu").inAlarm().at("16:00").arrivedAt("10:00");

        assertThat(EventTimes.of(event.event())).isEqualTo(Times.at("16:00"));
        assertThat(EventTimes.of(event.future().event())).isEqualTo(Times.at("10:00"));
    }
}
