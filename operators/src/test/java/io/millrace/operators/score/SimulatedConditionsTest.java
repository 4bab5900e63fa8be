package io.millrace.operators.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import io.millrace.operators.parse.MetricStreamParser;
import io.millrace.testing.Estates;
import io.millrace.testing.simulation.PlantedIncident;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.SimulatedRecord;
import io.millrace.testing.simulation.Simulation;
import io.millrace.testing.simulation.Truth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The shipped conditions on the simulated estate: each is met in the incidents that are planted for it, on the resource
 * they are planted on, and a day of noise meets none. Heartbeats are not simulated; {@link ShippedConditionsTest} has them.
 */
class SimulatedConditionsTest {
    private static final Instant START = Instant.parse("2026-08-05T06:00:00Z");

    /** Reported by the agent and by load balancers: what conditions look at. */
    private static final Set<String> WATCHED = Set.of(
            "CPUUtilization",
            "mem_used_percent",
            "disk_used_percent",
            "HTTPCode_Target_5XX_Count",
            "RequestCount",
            "TargetResponseTime");

    private static final Map<String, List<String>> PLANTED_FOR = Map.of(
            "cpu-runaway", List.of("high-cpu"),
            "memory-leak", List.of("memory-leak"),
            "disk-filling", List.of("disk-filling-up", "disk-space"),
            "anomaly-and-alarm", List.of("error-rate", "slow-responses"));

    private static final List<String> SHIPPED = List.of(
            "disk-filling-up",
            "disk-nearly-full",
            "disk-space",
            "error-rate",
            "heartbeat-absent",
            "high-cpu",
            "memory-leak",
            "slow-responses");

    @Test
    void eachConditionIsMetInTheIncidentsPlantedForItAndNowhereElse() throws Exception {
        var end = START.plus(Duration.ofHours(16));
        // the truth knows an incident by its records, and those of one that has just begun come after the end
        var simulation =
                Simulation.over(Scenarios.quiet().withIncidentsPerHour(4), 5, START, end.plus(Duration.ofHours(3)));
        try (var harness = ConditionHarness.shipped()) {
            feed(harness, simulation, end);
            var missed = new ArrayList<String>();
            var met = new TreeSet<String>();
            for (PlantedIncident incident : whole(simulation.truth(), end)) {
                for (String condition : expected(incident)) {
                    if (isMet(harness, condition, incident)) {
                        met.add(condition);
                    } else {
                        missed.add(condition + " in " + incident.title() + " at " + incident.start());
                    }
                }
            }
            var stray = new TreeMap<String, String>();
            for (String condition : SHIPPED) {
                for (OpsEvent event : harness.events(condition)) {
                    // load tests in the sandbox are no incidents, and meet conditions all the same
                    if (!event.getAccount().equals(Estates.SANDBOX)
                            && simulation.truth().incidents().stream()
                                    .noneMatch(incident -> belongs(event, incident))) {
                        stray.put(condition + " " + event.getResources(), event.getEventTime() + " " + event.getText());
                    }
                }
            }

            assertThat(missed).isEmpty();
            assertThat(stray).isEmpty();
            assertThat(met)
                    .containsExactly(
                            "disk-filling-up",
                            "disk-nearly-full",
                            "disk-space",
                            "error-rate",
                            "high-cpu",
                            "memory-leak",
                            "slow-responses");
        }
    }

    @Test
    void aDayOfNoiseMeetsNoCondition() throws Exception {
        var end = START.plus(Duration.ofHours(24));
        try (var harness = ConditionHarness.shipped()) {
            feed(harness, Simulation.over(Scenarios.quiet(), 12, START, end), end);

            assertThat(SHIPPED.stream().flatMap(id -> harness.events(id).stream()))
                    .extracting(event -> event.getTitle() + " at " + event.getEventTime() + ": " + event.getText())
                    .isEmpty();
        }
    }

    private static List<String> expected(PlantedIncident incident) {
        var conditions = new ArrayList<>(PLANTED_FOR.getOrDefault(incident.kind(), List.of()));
        if (incident.kind().equals("disk-filling") && incident.title().contains("97 %")) {
            conditions.add("disk-nearly-full");
        }
        return conditions;
    }

    /**
     * Incidents that are over long enough before the end, and the first of their resource for two hours: what just was in
     * trouble is no longer expected to be well.
     */
    private static List<PlantedIncident> whole(Truth truth, Instant end) {
        return truth.incidents().stream()
                .filter(incident -> incident.end().isBefore(end.minus(Duration.ofMinutes(20))))
                .filter(incident -> truth.incidents().stream().noneMatch(other -> follows(incident, other)))
                .toList();
    }

    private static boolean follows(PlantedIncident incident, PlantedIncident other) {
        return other.start().isBefore(incident.start())
                && incident.start().isBefore(other.end().plus(Duration.ofHours(2)))
                && incident.resources().stream().anyMatch(other.resources()::contains);
    }

    private static boolean isMet(ConditionHarness harness, String condition, PlantedIncident incident) {
        return harness.events(condition).stream().anyMatch(event -> belongs(event, incident));
    }

    private static boolean belongs(OpsEvent event, PlantedIncident incident) {
        return incident.resources().stream()
                        .anyMatch(resource -> event.getResources().contains(resource))
                && !event.getEventTime().isBefore(incident.start())
                // a trend and a held expectation take their time to be over
                && event.getEventTime().isBefore(incident.end().plus(Duration.ofHours(4)));
    }

    private static void feed(ConditionHarness harness, Simulation simulation, Instant end) throws Exception {
        var parser = new MetricStreamParser();
        var points = new ArrayList<MetricDatum>();
        while (simulation.hasNext()) {
            var record = simulation.next();
            boolean isFed = record.arrivedAt().isBefore(end);
            if (isFed && record.stream().equals(SimulatedRecord.METRICS)) {
                points.addAll(parser.parse(raw(record)).points());
            }
        }
        points.removeIf(point -> !WATCHED.contains(point.getMetricName()));
        harness.feed(points).until(end);
    }

    private static RawRecord raw(SimulatedRecord record) {
        return RawRecord.newBuilder()
                .setRecordId(Ids.hash(record.partitionKey(), record.text()))
                .setStream(record.stream())
                .setShard("0")
                .setPosition("0")
                .setArrivedAt(record.arrivedAt())
                .setData(ByteBuffer.wrap(record.data()))
                .build();
    }
}
