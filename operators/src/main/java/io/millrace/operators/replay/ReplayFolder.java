package io.millrace.operators.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the input files of a folder. With {@code metrics*.ndjson[.gz]} or {@code events*.ndjson[.gz]} in it
 * the folder is a recording, and only they are read (a simulation's truth lies beside them); otherwise its
 * {@code *.json} and {@code *.ndjson} are samples, metrics where the name begins with {@code metric}.
 */
final class ReplayFolder {
    private static final Pattern RECORDING = Pattern.compile("(metrics|events).*\\.ndjson(\\.gz)?");

    private ReplayFolder() {}

    /** The recordings or samples directly in a folder, by name. */
    static List<ReplayFile> files(Path folder) throws IOException {
        var paths = listed(folder, 1);
        var recordings = paths.stream()
                .filter(path -> RECORDING.matcher(name(path)).matches())
                .map(path -> (ReplayFile) new NdjsonFile(stream(path), path))
                .collect(Collectors.toList());
        if (!recordings.isEmpty()) {
            return recordings;
        }
        var samples = paths.stream()
                .filter(path -> name(path).endsWith(".json") || name(path).endsWith(".ndjson"))
                .map(ReplayFolder::sample)
                .collect(Collectors.toList());
        if (samples.isEmpty()) {
            throw new IOException("Replay input folder " + folder
                    + " has nothing to replay; expected metrics*.ndjson[.gz], events*.ndjson[.gz] or *.json");
        }
        return samples;
    }

    /** The files {@code **}{@code /*.csv} with columns timestamp and value, by path. */
    static List<ReplayFile> metricsCsv(Path folder) throws IOException {
        var files = new ArrayList<ReplayFile>();
        for (var path : listed(folder, Integer.MAX_VALUE)) {
            if (name(path).endsWith(".csv")) {
                var file = new MetricsCsvFile(folder, path);
                if (file.hasPoints()) {
                    files.add(file);
                }
            }
        }
        if (files.isEmpty()) {
            throw new IOException(
                    "Metrics folder " + folder + " has no metrics; expected **/*.csv with the columns timestamp,value");
        }
        return files;
    }

    private static List<Path> listed(Path folder, int depth) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "not a folder; expected one with replay input");
        }
        try (var paths = Files.walk(folder, depth)) {
            return paths.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
    }

    private static ReplayFile sample(Path path) {
        return name(path).endsWith(".ndjson") ? new NdjsonFile(stream(path), path) : new SampleFile(stream(path), path);
    }

    private static String stream(Path path) {
        return name(path).startsWith("metric") ? Streams.METRICS : Streams.EVENTS;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
