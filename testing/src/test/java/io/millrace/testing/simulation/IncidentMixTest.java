package io.millrace.testing.simulation;

import static io.millrace.testing.simulation.SimulationTest.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentMixTest {
    private static final Scenario SCENARIO =
            Scenarios.busy().withPeriodMinutes(10).withNoisePerSignal(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu-runaway",
                "memory-leak",
                "disk-filling",
                "anomaly-and-alarm",
                "flapping-alarm",
                "security-finding",
                "health-issue",
                "cost-anomaly",
                "change-then-symptom",
                "cascade",
                "vpn-change"
            })
    void eachKindCanBeAskedForAlone(String kind) {
        var planted = planted(Map.of(kind, 1), 48);

        assertThat(planted.keySet()).containsExactly(kind);
        assertThat(planted.get(kind)).isGreaterThan(5);
    }

    @Test
    void aKindComesAsOftenAgainstTheOthersAsItsWeightSays() {
        var planted = planted(Map.of("security-finding", 9, "cost-anomaly", 1), 24 * 7);

        double share = (double) planted.getOrDefault("security-finding", 0L)
                / planted.values().stream().mapToLong(Long::longValue).sum();
        assertThat(share).isBetween(0.8, 0.97);
    }

    @Test
    void whatIsNotDrawnIsRefusedWithWhatIs() {
        assertThatThrownBy(() -> IncidentMix.of(Map.of("sandbox-trouble", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sandbox-trouble'")
                .hasMessageContaining("vpn-change");
        assertThatThrownBy(() -> IncidentMix.of(Map.of("cascade", 0))).hasMessageContaining("cascade was 0");
        assertThatThrownBy(() -> IncidentMix.of(Map.of("cascade", Integer.MAX_VALUE)))
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> IncidentMix.of(Map.of())).hasMessageContaining("at least one");
    }

    private static Map<String, Long> planted(Map<String, Integer> weights, int hours) {
        var simulation = hours(SCENARIO.withMix(IncidentMix.of(weights)), 11, hours);
        simulation.forEachRemaining(record -> {});
        return simulation.truth().incidents().stream()
                .map(PlantedIncident::kind)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
