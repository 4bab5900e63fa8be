package io.millrace.operators.parse.otel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudWatchUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "s, Seconds",
        "us, Microseconds",
        "By, Bytes",
        "MBit, Megabits",
        "%, Percent",
        "{Count}, Count",
        "1, None",
        "'', None",
        "By/s, Bytes/Second",
        "{Count}/s, Count/Second",
        "1/s, 1/s",
        "furlong, furlong",
        "/s, /s"
    })
    void theUserGuidesTableIsReadBackwards(String ucum, String unit) {
        assertThat(CloudWatchUnits.of(ucum)).isEqualTo(unit);
    }
}
