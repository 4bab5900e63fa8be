package io.millrace.runbooks.catalog;

import static io.millrace.runbooks.TestEvents.INSTANCE;
import static io.millrace.runbooks.TestEvents.conditionMet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighCpuRunbookTest {
    @ParameterizedTest
    @CsvSource({
        "80.1, Millrace-StopRunawayProcess",
        "90, Millrace-StopRunawayProcess",
        "90.1, Millrace-ScaleInstanceUp",
        "100, Millrace-ScaleInstanceUp",
    })
    void stopsTheProcessUpToNinetyAndScalesUpAbove(double value, String action) {
        assertThat(action(value, 0)).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"85", "97"})
    void scalesUpWhenTheFirstRungDidNotHelp(double value) {
        assertThat(action(value, 1)).isEqualTo("Millrace-ScaleInstanceUp");
    }

    private static String action(double value, int rung) {
        var event = conditionMet("high-cpu", value, Map.of("dim.InstanceId", INSTANCE))
                .build();
        return ShippedRunbooks.plan(event, rung).command().orElseThrow().getAction();
    }
}
