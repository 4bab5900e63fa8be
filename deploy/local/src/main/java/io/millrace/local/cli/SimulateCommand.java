package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.runbooks.ContentBundle;
import io.millrace.testing.simulation.IncidentMix;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a labelled scenario as replay input, with the truth and a content bundle that fits it beside it. */
@Command(
        name = "simulate",
        description = {
            "Writes a simulated estate as replay input: metrics-*.ndjson.gz and events-*.ndjson.gz, with what was planted in"
                    + " truth.json and the content bundle in content/. The same options give the same bytes.",
            "Mix and order can be asked for apart from the seed: --incidents, --noise, --kinds, --late, --repeats, --storm, --shuffle.",
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

    @Option(
            names = "--incidents",
            paramLabel = "N",
            description = "planted incidents an hour, on average; default: as the scenario has it")
    private @Nullable Double incidents;

    @Option(
            names = "--noise",
            paramLabel = "RATIO",
            description = "events of noise to one of an incident; default: as the scenario has it")
    private @Nullable Double noise;

    @Option(
            names = "--kinds",
            paramLabel = "KIND=WEIGHT",
            split = ",",
            description =
                    "only these kinds of incidents, each as often against the others as its weight says:"
                            + " cascade=3,memory-leak=1 (the names are those that grade prints); default: all, the common ones more often")
    private final Map<String, Integer> kinds = new LinkedHashMap<>();

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            description =
                    "share of records (0 to 1) that arrive 20 s to 3 min later than their kind does; those that decide an"
                            + " incident never do; default: as the scenario has it")
    private @Nullable Double late;

    @Option(
            names = "--repeats",
            paramLabel = "SHARE",
            description = "share of records (0 to 1) that are delivered twice; default: as the scenario has it")
    private @Nullable Double repeats;

    @Option(
            names = "--storm",
            paramLabel = "ALARMS",
            description =
                    "a storm of so many alarms in a minute in the middle; 0 for none; default: as the scenario has it")
    private @Nullable Integer storm;

    @Option(
            names = "--shuffle",
            paramLabel = "N",
            description =
                    "seed of another order of delivery: the records of one slot of two seconds, over both streams, exchange"
                            + " their arrival times, and each stream lies in several files. The incidents and the noise are the same, and so"
                            + " are the threads to be; default: the order in which the records were made")
    private @Nullable Long shuffle;

    @Override
    public Integer call() throws IOException {
        if (length.isNegative() || length.isZero()) {
            throw new BadInput("--for is " + length, "a duration above 0, like 48h");
        }
        checkOutput();
        var progress = Progress.onStandardError();
        Simulation simulation = Simulation.over(asked(), seed, start, start.plus(length));
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

    /** The scenario of that name, with what the options want otherwise. */
    private Scenario asked() {
        var asked = with("--scenario", scenario, Scenarios.quiet(), (any, name) -> Scenarios.named(name));
        asked = with("--incidents", incidents, asked, Scenario::withIncidentsPerHour);
        asked = with("--noise", noise, asked, Scenario::withNoisePerSignal);
        asked = with("--kinds", kinds.isEmpty() ? null : kinds, asked, SimulateCommand::mixed);
        asked = with("--late", late, asked, Scenario::withLateShare);
        asked = with("--repeats", repeats, asked, Scenario::withDuplicateShare);
        asked = with("--storm", storm, asked, Scenario::withStormAlarms);
        return with("--shuffle", shuffle, asked, Scenario::withShuffle);
    }

    private static Scenario mixed(Scenario scenario, Map<String, Integer> weights) {
        return scenario.withMix(IncidentMix.of(weights));
    }

    private static <T> Scenario with(
            String option, @Nullable T value, Scenario scenario, BiFunction<Scenario, T, Scenario> change) {
        if (value == null) {
            return scenario;
        }
        try {
            return change.apply(scenario, value);
        } catch (IllegalArgumentException wrong) {
            throw new BadInput(option + ": " + wrong.getMessage());
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
