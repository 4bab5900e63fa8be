package io.millrace.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationFilesTest {
    private static final Instant START = Instant.parse("2026-08-05T22:00:00Z");

    @Test
    void sameSeedWritesTheSameFiles(@TempDir Path one, @TempDir Path other) throws IOException {
        SimulationFiles.write(fourHours(), one);
        SimulationFiles.write(fourHours(), other);

        assertThat(contents(one).keySet())
                .containsExactly(
                        "content/services/estate.yaml",
                        "events-2026-08-05.ndjson.gz",
                        "events-2026-08-06.ndjson.gz",
                        "metrics-2026-08-05.ndjson.gz",
                        "metrics-2026-08-06.ndjson.gz",
                        "truth.json");
        assertThat(contents(one)).containsExactlyEntriesOf(contents(other));
    }

    @Test
    void linesHoldThePayloadsOfTheSimulationInItsOrder(@TempDir Path directory) throws IOException {
        SimulationFiles.write(fourHours(), directory);

        for (var stream : List.of("metrics", "events")) {
            var expected = new ArrayList<String>();
            fourHours().forEachRemaining(record -> {
                if (record.stream().equals(stream)) {
                    expected.add(record.arrivedAt() + " " + record.text());
                }
            });
            var written = new ArrayList<String>();
            for (var day : List.of("2026-08-05", "2026-08-06")) {
                written.addAll(lines(directory.resolve(stream + "-" + day + ".ndjson.gz")));
            }

            assertThat(written).isEqualTo(expected).isNotEmpty();
        }
    }

    @Test
    void theTruthIsReadAsItWasWritten(@TempDir Path directory) throws IOException {
        var truth = SimulationFiles.write(fourHours(), directory);

        assertThat(truth.incidents()).isNotEmpty();
        assertThat(Truth.read(directory.resolve(SimulationFiles.TRUTH))).isEqualTo(truth);
    }

    @Test
    void servicesNameTheirResourcesAndTheirScope(@TempDir Path directory) throws IOException {
        SimulationFiles.write(fourHours(), directory);

        assertThat(directory.resolve(SimulationFiles.SERVICES))
                .content()
                .contains("  - name: checkout\n    tier: 1\n    environment: production\n    owner: team-checkout\n")
                .contains("    scope: shop\n")
                .contains("        - \"i-0c2f5e7a91d34b680\"\n");
    }

    private static Simulation fourHours() {
        return Simulation.over(Scenarios.demo(), 3, START, START.plus(Duration.ofHours(4)));
    }

    private static TreeMap<String, String> contents(Path directory) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = directory.relativize(file).toString();
                contents.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static List<String> lines(Path file) throws IOException {
        var json = new ObjectMapper();
        var lines = new ArrayList<String>();
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var node = json.readTree(line);
                lines.add(
                        node.get("arrivedAt").asText() + " " + node.get("data").asText());
            }
        }
        return lines;
    }
}
