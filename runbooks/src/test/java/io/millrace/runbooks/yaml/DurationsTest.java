package io.millrace.runbooks.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"30s, PT30S", "5m, PT5M", "2h, PT2H", "7d, P7D", "PT1H30M, PT1H30M"})
    void readsShortAndIsoForms(String text, Duration expected) {
        assertThat(Durations.parse(text)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "1h30m", "5 minutes", "9999999999s"})
    void refusesTheRest(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
