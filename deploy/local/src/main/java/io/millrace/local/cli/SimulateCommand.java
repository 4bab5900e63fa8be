package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.runbooks.ContentBundle;
import io.millrace.testing.simulation.Scenario;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.Simulation;
import io.millrace.testing.simulation.SimulationFiles;
import io.millrace.testing.simulation.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a labelled scenario as replay input, with the truth and a content bundle that fits it beside it. */
@Command(
        name = "simulate",
        description = {
            "Writes a simulated estate as replay input: metrics-*.ndjson.gz and events-*.ndjson.gz, with what was planted in"
                    + " truth.json and the content bundle in content/. The same options give the same bytes.",
            "Scenarios: demo (incidents of every kind), busy (many at a time, none placed by hand), quiet (noise only), noise (noise only, six times as much), storm (more of everything, and 2,000 alarms at once)."
        })
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--output", paramLabel = "DIR", required = true, description = "folder to write to; new or empty")
    private Path output;

    @Option(names = "--scenario", paramLabel = "S", defaultValue = "demo", description = "default: ${DEFAULT-VALUE}")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            defaultValue = "2026-03-02T00:00:00Z",
            description = "first minute, UTC; default: ${DEFAULT-VALUE}")
    private Instant start;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "48h",
            description = "how long the simulated time is: 90m, 48h, 7d; default: ${DEFAULT-VALUE}")
    private Duration length;

    @Override
    public Integer call() throws IOException {
        if (length.isNegative() || length.isZero()) {
            throw new BadInput("--for is " + length, "a duration above 0, like 48h");
        }
        checkOutput();
        var progress = Progress.onStandardError();
        Simulation simulation = Simulation.over(named(scenario), seed, start, start.plus(length));
        Truth truth = SimulationFiles.write(
                simulation, output, records -> progress.at(String.format(Locale.ROOT, "%,d records written", records)));
        writeContent(output.resolve("content"));
        progress.done(String.format(
                Locale.ROOT,
                "%,d points and %,d events (%,d of them noise) with %d incidents written to %s",
                truth.counts().points(),
                truth.counts().signalEvents() + truth.counts().noiseEvents(),
                truth.counts().noiseEvents(),
                truth.incidents().size(),
                output));
        if (!truth.incidents().isEmpty()) {
            progress.done("of the incidents, " + truth.shares());
        }
        return ExitCodes.DONE;
    }

    private void checkOutput() throws IOException {
        if (!Files.exists(output)) {
            return;
        }
        if (!Files.isDirectory(output)) {
            throw new BadInput("--output " + output + " is a file", "a folder, new or empty");
        }
        try (var entries = Files.list(output)) {
            if (entries.findAny().isPresent()) {
                throw new BadInput(
                        "--output " + output + " is not empty; a replay would mix the two", "a folder, new or empty");
            }
        }
    }

    private static Scenario named(String name) {
        try {
            return Scenarios.named(name);
        } catch (IllegalArgumentException unknown) {
            throw new BadInput("--scenario: " + unknown.getMessage());
        }
    }

    /** The shipped content, with the simulated estate's services (written before) instead of its own. */
    private static void writeContent(Path folder) throws IOException {
        for (var file : ContentBundle.shipped().files().entrySet()) {
            if (!file.getKey().startsWith("services/")) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue(), UTF_8);
            }
        }
    }
}
