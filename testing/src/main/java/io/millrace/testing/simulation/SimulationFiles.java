package io.millrace.testing.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Writes a simulation as replay input: {@code metrics-<day>.ndjson.gz} and {@code events-<day>.ndjson.gz} by day of
 * arrival, {@code truth.json}, and the estate's services as {@code content/services/estate.yaml}. A shuffled simulation has
 * several of each ({@code events-<day>-<shard>.ndjson.gz}), as a stream has shards. Same simulation, same bytes.
 */
public final class SimulationFiles {
    /** The truth's file name. */
    public static final String TRUTH = "truth.json";
    /** Where the services lie in the folder that was written. */
    public static final Path SERVICES = Path.of("content", "services", "estate.yaml");

    private static final int SHARDS = 3;
    private static final int PROGRESS_EVERY = 10_000;

    private SimulationFiles() {}

    /** Writes all of a simulation that has an end; the folder is made if need be. */
    public static Truth write(Simulation simulation, Path directory) throws IOException {
        return write(simulation, directory, records -> {});
    }

    /** The same, telling the number of records written every now and then. */
    public static Truth write(Simulation simulation, Path directory, LongConsumer progress) throws IOException {
        Files.createDirectories(directory);
        long records = 0;
        int shards = simulation.isShuffled() ? SHARDS : 1;
        try (var metrics = new ShardedFiles(directory, SimulatedRecord.METRICS, shards);
                var events = new ShardedFiles(directory, SimulatedRecord.EVENTS, shards)) {
            while (simulation.hasNext()) {
                var record = simulation.next();
                (record.stream().equals(SimulatedRecord.METRICS) ? metrics : events).write(record);
                if (++records % PROGRESS_EVERY == 0) {
                    progress.accept(records);
                }
            }
        }
        progress.accept(records);
        CatalogYaml.write(simulation.estate(), directory.resolve(SERVICES));
        var truth = simulation.truth();
        truth.write(directory.resolve(TRUTH));
        return truth;
    }

    /** Writes only the estate's services, in the format of a content bundle. */
    public static void writeServices(Estate estate, Path file) throws IOException {
        CatalogYaml.write(estate, file);
    }
}
