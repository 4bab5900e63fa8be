package io.millrace.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Instant START = Instant.parse("2026-08-03T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void sameSeedGivesTheSameBytesAndAnotherSeedDoesNot() {
        var one = hours(Scenarios.demo(), 7, 12);
        var same = hours(Scenarios.demo(), 7, 12);
        var other = hours(Scenarios.demo(), 8, 12);

        assertThat(bytes(one)).isEqualTo(bytes(same));
        assertThat(bytes(hours(Scenarios.demo(), 7, 12))).isNotEqualTo(bytes(other));
    }

    @Test
    void aShorterSimulationIsThePrefixOfALongerOne() {
        var live = START.plus(Duration.ofHours(3));
        var estate = Estate.example(7);
        var longer = Simulation.of(Scenarios.demo(), estate, 7, START, live, START.plus(Duration.ofHours(6)));
        var shorter = Simulation.of(Scenarios.demo(), estate, 7, START, live, START.plus(Duration.ofHours(5)));

        var prefix = bytes(shorter);

        assertThat(prefix).hasSizeGreaterThan(1_000);
        assertThat(bytes(longer).subList(0, prefix.size())).isEqualTo(prefix);
    }

    @Test
    void recordsComeInOrderOfArrivalWithinTheirTime() {
        var simulation = hours(Scenarios.storm(), 3, 8);

        var arrivals =
                records(simulation).stream().map(SimulatedRecord::arrivedAt).toList();

        assertThat(arrivals).isSorted();
        assertThat(arrivals.get(0)).isAfterOrEqualTo(START);
        assertThat(arrivals.get(arrivals.size() - 1)).isBefore(START.plus(Duration.ofHours(8)));
    }

    @Test
    void everyLineOfMetricsIsJsonWithTheDocumentedFields() throws IOException {
        for (var record : records(hours(Scenarios.demo(), 7, 1))) {
            if (!record.stream().equals(SimulatedRecord.METRICS) || isTick(record)) {
                continue;
            }
            var lines = record.text().split("\n");
            assertThat(lines.length).isBetween(1, 100);
            for (var line : lines) {
                var point = JSON.readTree(line);
                assertThat(names(point))
                        .containsExactly(
                                "metric_stream_name",
                                "account_id",
                                "region",
                                "namespace",
                                "metric_name",
                                "dimensions",
                                "timestamp",
                                "value",
                                "unit");
                assertThat(names(point.get("value"))).startsWith("max", "min", "sum", "count");
                assertThat(point.at("/value/max").asDouble())
                        .isGreaterThanOrEqualTo(point.at("/value/min").asDouble());
                assertThat(point.at("/value/count").asDouble()).isPositive();
                assertThat(point.get("timestamp").asLong() % 60_000).isZero();
            }
        }
    }

    @Test
    void everyEventIsAnEnvelopeWithADetail() throws IOException {
        var sources = new TreeSet<String>();
        for (var record : events(hours(Scenarios.demo(), 7, 48))) {
            var event = JSON.readTree(record.data());
            if (event.has("specversion")) {
                assertThat(names(event)).contains("id", "source", "type", "subject", "time", "data");
                continue;
            }
            assertThat(names(event))
                    .containsExactly(
                            "version",
                            "id",
                            "detail-type",
                            "source",
                            "account",
                            "time",
                            "region",
                            "resources",
                            "detail");
            assertThat(event.get("detail").isObject()).isTrue();
            assertThat(Instant.parse(event.get("time").asText())).isBeforeOrEqualTo(record.arrivedAt());
            sources.add(event.get("source").asText());
        }
        assertThat(sources)
                .contains(
                        "aws.cloudwatch",
                        "aws.health",
                        "aws.securityhub",
                        "aws.guardduty",
                        "aws.ce",
                        "aws.ec2",
                        "aws.ecs",
                        "aws.backup",
                        "aws.config",
                        "aws.ssm",
                        "com.example.checkout",
                        "millrace");
    }

    @Test
    void sourcesAreAsLateAsInLife() throws IOException {
        var punctual = new Scenario("punctual", 1, 20, 2, 0, 0, 0.3, 0, 0, Duration.ZERO, false, 0, 1);
        for (var record : records(hours(punctual, 7, 12))) {
            var first = JSON.readTree(record.text().split("\n", 2)[0]);
            var delay = Duration.between(happened(first), record.arrivedAt());
            if (first.has("metric_name")) {
                assertThat(delay).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(180));
            } else if (first.get("detail-type").asText().contains("CloudTrail")) {
                assertThat(delay)
                        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(15).plusSeconds(1));
            } else {
                assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aTickComesEachMinuteOnEachStream() throws IOException {
        for (var stream : List.of(SimulatedRecord.METRICS, SimulatedRecord.EVENTS)) {
            var minutes = records(hours(Scenarios.quiet(), 7, 2)).stream()
                    .filter(record -> record.stream().equals(stream) && isTick(record))
                    .map(record -> record.arrivedAt().getEpochSecond() / 60)
                    .toList();

            assertThat(minutes).hasSize(120).doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void everyIdOfTheTruthIsInTheOutputAndEveryIncidentHasItsDecidingRecord() throws IOException {
        var simulation = hours(Scenarios.demo().withIncidentsPerHour(3).withPeriodMinutes(5), 7, 30);
        var ids = new HashSet<String>();
        var points = new HashSet<String>();
        var arrivals = new HashSet<Instant>();
        while (simulation.hasNext()) {
            var record = simulation.next();
            arrivals.add(record.arrivedAt());
            if (record.stream().equals(SimulatedRecord.EVENTS)) {
                var event = JSON.readTree(record.data());
                var id = event.get("id").asText();
                ids.add(event.has("specversion") ? event.get("source").asText() + "#" + id : id);
            } else if (!isTick(record)) {
                for (var line : record.text().split("\n")) {
                    var point = JSON.readTree(line);
                    points.add(point.get("metric_name").asText() + "@"
                            + Instant.ofEpochMilli(point.get("timestamp").asLong()));
                }
            }
        }
        var truth = simulation.truth();

        assertThat(truth.incidents()).hasSizeGreaterThan(40);
        assertThat(kinds(truth))
                .containsExactlyInAnyOrder(
                        "cpu-runaway",
                        "memory-leak",
                        "disk-filling",
                        "anomaly-and-alarm",
                        "flapping-alarm",
                        "security-finding",
                        "health-issue",
                        "change-then-symptom",
                        "cascade",
                        "vpn-change",
                        "cost-anomaly");
        for (var incident : truth.incidents()) {
            assertThat(ids).containsAll(incident.eventIds());
            var deciding = Objects.requireNonNull(incident.deciding(), incident.toString());
            assertThat(arrivals).contains(deciding.arrivedAt());
            if (deciding.eventId() != null) {
                assertThat(incident.eventIds()).contains(deciding.eventId());
            } else {
                var metric = Objects.requireNonNull(deciding.seriesKey()).split("\\|")[3];
                assertThat(points).contains(metric + "@" + deciding.timestamp());
            }
        }
    }

    @Test
    void truthCountsWhatWasEmitted() throws IOException {
        var simulation = hours(Scenarios.demo(), 7, 24);
        var all = records(simulation);
        var counts = simulation.truth().counts();

        assertThat(counts.metricRecords()
                        + counts.signalEvents()
                        + counts.noiseEvents()
                        + counts.repeats()
                        + counts.ticks())
                .isEqualTo(all.size());
        assertThat(counts.ticks()).isEqualTo(2 * 24 * 60);
        var distinct = new HashSet<String>();
        long repeats = all.stream()
                .filter(record -> !distinct.add(record.partitionKey() + record.text()))
                .count();
        assertThat(counts.repeats()).isEqualTo(repeats).isPositive();
    }

    @Test
    void noiseKeepsToItsRatio() {
        for (double ratio : new double[] {10, 50}) {
            var scenario = new Scenario("noisy", 2, ratio, 0, 0.01, 0, 0.3, 0, 0, Duration.ofHours(1), false, 0, 1);
            var simulation = hours(scenario, 5, 120);
            while (simulation.hasNext()) {
                simulation.next();
            }
            var counts = simulation.truth().counts();

            assertThat(counts.noiseEvents() / (double) counts.signalEvents()).isBetween(ratio * 0.95, ratio * 1.05);
        }
    }

    @Test
    void quietPlantsNothingAndRingsNoAlarm() throws IOException {
        var simulation = hours(Scenarios.quiet(), 7, 24 * 7);
        int alarms = 0;
        while (simulation.hasNext()) {
            var record = simulation.next();
            alarms += record.text().contains("\"value\":\"ALARM\"") ? 1 : 0;
        }

        assertThat(simulation.truth().incidents()).isEmpty();
        assertThat(alarms).isZero();
    }

    @Test
    void memoryDoesNotGrowWithTime() {
        var simulation = hours(Scenarios.demo(), 7, 24 * 21);
        int most = 0;
        while (simulation.hasNext()) {
            simulation.next();
            most = Math.max(most, simulation.underWay());
        }

        // some minutes of metrics and a quarter of an hour of CloudTrail, however long it runs
        assertThat(most).isBetween(10, 1_000);
    }

    @Test
    void aStormRingsItsAlarmsWithinAMinute() {
        var simulation = Simulation.of(
                Scenarios.storm().withStormAlarms(500),
                Estate.example(7),
                7,
                START,
                START.plus(Duration.ofHours(1)),
                START.plus(Duration.ofHours(2)));
        var storm = records(simulation).stream()
                .filter(record -> record.text().contains("-dependency-"))
                .filter(record -> record.text().contains("\"state\":{\"value\":\"ALARM\""))
                .map(SimulatedRecord::arrivedAt)
                .toList();

        assertThat(storm).hasSizeBetween(500, 550);
        assertThat(simulation.truth().incidents())
                .filteredOn(incident -> incident.kind().equals("alarm-storm"))
                .singleElement()
                .satisfies(incident -> assertThat(incident.eventIds()).hasSize(1000));
    }

    @Test
    void anotherPeriodGivesFewerPoints() {
        var simulation = hours(Scenarios.quiet().withPeriodMinutes(5), 7, 1);
        records(simulation);
        var everyMinute = hours(Scenarios.quiet(), 7, 1);
        records(everyMinute);

        assertThat(simulation.truth().counts().points() * 4)
                .isLessThan(everyMinute.truth().counts().points());
    }

    @Test
    void theShowcaseBeginsAroundTheLiveMoment() {
        var live = Instant.parse("2026-08-05T10:07:12Z");
        var simulation = Simulation.live(Scenarios.demo(), 1, live);
        while (simulation.nextArrival().isBefore(live)) {
            simulation.next();
        }
        var before = decided(simulation.truth());
        while (simulation.nextArrival().isBefore(live.plusSeconds(60))) {
            simulation.next();
        }
        var afterOneMinute = new TreeSet<>(decided(simulation.truth()));
        while (simulation.nextArrival().isBefore(live.plusSeconds(180))) {
            simulation.next();
        }
        var afterThree = new TreeSet<>(decided(simulation.truth()));
        afterOneMinute.removeAll(before);
        afterThree.removeAll(before);

        assertThat(before).hasSizeGreaterThan(20);
        assertThat(afterOneMinute).hasSizeGreaterThanOrEqualTo(3);
        assertThat(afterThree).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void aTimeThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> Simulation.over(Scenarios.demo(), 1, START, START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must lie after");
        assertThatThrownBy(() -> Scenarios.named("calm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[busy, demo, noise, quiet, storm]");
    }

    static Simulation hours(Scenario scenario, long seed, int hours) {
        return Simulation.over(scenario, seed, START, START.plus(Duration.ofHours(hours)));
    }

    static List<SimulatedRecord> records(Simulation simulation) {
        var all = new ArrayList<SimulatedRecord>();
        simulation.forEachRemaining(all::add);
        return all;
    }

    private static List<SimulatedRecord> events(Simulation simulation) {
        return records(simulation).stream()
                .filter(record -> record.stream().equals(SimulatedRecord.EVENTS))
                .toList();
    }

    private static List<String> bytes(Simulation simulation) {
        return records(simulation).stream()
                .map(record -> record.arrivedAt() + record.stream() + record.partitionKey() + record.text())
                .toList();
    }

    private static Set<String> decided(Truth truth) {
        return truth.incidents().stream()
                .filter(incident -> incident.deciding() != null)
                .map(PlantedIncident::id)
                .collect(Collectors.toSet());
    }

    private static Set<String> kinds(Truth truth) {
        return truth.incidents().stream().map(PlantedIncident::kind).collect(Collectors.toSet());
    }

    private static boolean isTick(SimulatedRecord record) {
        return record.text().contains("\"millrace.tick\"");
    }

    private static Instant happened(JsonNode node) {
        return node.has("timestamp")
                ? Instant.ofEpochMilli(node.get("timestamp").asLong())
                : Instant.parse(node.get("time").asText());
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void incidentsOverlapReachIntoTwoScopesAndHaveCompany() {
        var simulation = hours(Scenarios.busy(), 3, 96);
        simulation.forEachRemaining(record -> {});
        var truth = simulation.truth();
        double incidents = truth.incidents().size();

        assertThat(incidents).isGreaterThan(150);
        assertThat(truth.overlapping() / incidents).isGreaterThan(0.3);
        assertThat(truth.spanning() / incidents).isBetween(0.2, 0.33);
        assertThat(truth.accompanied() / incidents).isBetween(0.1, 0.25);
    }
}
