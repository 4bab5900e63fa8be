package io.millrace.testing.simulation;

import static io.millrace.testing.simulation.SimulationTest.hours;
import static io.millrace.testing.simulation.SimulationTest.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.time.Slots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotShuffleTest {
    private static final Scenario SCENARIO = Scenarios.busy().withPeriodMinutes(5);

    @Test
    void theRecordsOfASlotArriveInAnotherOrderAndNoneLeavesIt() {
        var made = records(hours(SCENARIO, 7, 8));
        var shuffled = records(hours(SCENARIO.withShuffle(1), 7, 8));

        assertThat(bySlot(shuffled)).isEqualTo(bySlot(made));
        assertThat(arrivals(shuffled)).isEqualTo(arrivals(made)).isSorted();
        assertThat(moved(made, shuffled)).isGreaterThan(made.size() / 4);
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherGivesAnother() {
        var one = records(hours(SCENARIO.withShuffle(1), 7, 8));

        assertThat(moved(records(hours(SCENARIO.withShuffle(1), 7, 8)), one)).isZero();
        assertThat(moved(records(hours(SCENARIO.withShuffle(2), 7, 8)), one)).isPositive();
    }

    @Test
    void theTruthKnowsWhenTheDecidingRecordArrives() {
        var simulation = hours(SCENARIO.withShuffle(1), 7, 8);
        var arrivals = new TreeSet<Instant>();
        var ids = new TreeMap<String, Instant>();
        simulation.forEachRemaining(record -> {
            arrivals.add(record.arrivedAt());
            if (record.stream().equals(SimulatedRecord.EVENTS)) {
                ids.putIfAbsent(record.partitionKey(), record.arrivedAt());
            }
        });

        var decided = simulation.truth().incidents().stream()
                .map(PlantedIncident::deciding)
                .filter(deciding -> deciding != null)
                .toList();

        assertThat(decided).isNotEmpty().allSatisfy(deciding -> assertThat(arrivals)
                .contains(deciding.arrivedAt()));
        assertThat(simulation.truth().incidents()).allSatisfy(incident -> assertThat(
                        incident.eventIds().stream().filter(ids::containsKey).map(ids::get))
                .isSorted());
    }

    @Test
    void aShuffledSimulationLiesInSeveralFilesOfAStream(@TempDir Path folder) throws Exception {
        SimulationFiles.write(hours(SCENARIO.withShuffle(1), 7, 4), folder);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("events")))
                    .containsExactlyInAnyOrder(
                            "events-2026-08-03-0.ndjson.gz",
                            "events-2026-08-03-1.ndjson.gz",
                            "events-2026-08-03-2.ndjson.gz");
        }
    }

    private static Map<Long, List<String>> bySlot(List<SimulatedRecord> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> Slots.endOf(record.arrivedAt().toEpochMilli()),
                        Collectors.collectingAndThen(Collectors.toList(), slot -> slot.stream()
                                .map(SimulatedRecord::text)
                                .sorted()
                                .toList())));
    }

    private static List<Instant> arrivals(List<SimulatedRecord> records) {
        return records.stream().map(SimulatedRecord::arrivedAt).toList();
    }

    private static int moved(List<SimulatedRecord> before, List<SimulatedRecord> after) {
        assertThat(after).hasSameSizeAs(before);
        int moved = 0;
        for (int i = 0; i < before.size(); i++) {
            moved += before.get(i).text().equals(after.get(i).text()) ? 0 : 1;
        }
        return moved;
    }
}
