package io.millrace.operators.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Merges the entries that a replay's tasks wrote into one file, ordered by time and entry id. */
public final class ReplayEntries {
    private static final long RUN_BYTES = 16L << 20;

    private ReplayEntries() {}

    /**
     * Writes the lines of every {@code *.ndjson} below {@code parts} to {@code target} and gives their number.
     * Sorts on disk beside the target; the parts stay.
     */
    public static long merge(Path parts, Path target) throws IOException {
        var folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("Cannot write entries to " + target + "; expected a file in a folder");
        }
        Files.createDirectories(folder);
        var scratch = Files.createTempDirectory(folder, ".entries-");
        long count = 0;
        try (var lines = new SortedRuns(scratch, RUN_BYTES).sort(new EntryLines(parts));
                var output = new BufferedOutputStream(Files.newOutputStream(target))) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                output.write(line.data);
                output.write('\n');
                count++;
            }
        } finally {
            deleted(scratch);
        }
        return count;
    }

    private static void deleted(Path folder) throws IOException {
        try (var left = Files.walk(folder)) {
            for (var path : left.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** All entries of all parts, as lines that sort by time, then by the id in their detail. */
    private static final class EntryLines implements LineCursor {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Deque<Path> left = new ArrayDeque<>();
        private @Nullable TextLines lines;

        EntryLines(Path parts) throws IOException {
            try (var files = Files.walk(parts)) {
                files.filter(file -> file.toString().endsWith(".ndjson"))
                        .sorted()
                        .forEach(left::add);
            }
        }

        @Override
        public @Nullable ReplayLine next() throws IOException {
            while (true) {
                var open = lines;
                if (open == null) {
                    if (left.isEmpty()) {
                        return null;
                    }
                    open = new TextLines(left.remove());
                    lines = open;
                }
                var line = open.next();
                if (line != null) {
                    return entry(line, open.number());
                }
                close();
            }
        }

        private static ReplayLine entry(byte[] line, long number) throws IOException {
            var entry = JSON.readTree(line);
            var id = JSON.readTree(entry.path("Detail").asText()).path("id").asText();
            return new ReplayLine(time(entry, number), "", id, 0, line);
        }

        private static long time(JsonNode entry, long number) throws IOException {
            try {
                return Instant.parse(entry.path("Time").asText()).toEpochMilli();
            } catch (DateTimeException e) {
                throw new IOException("Entry of line " + number + " has no time: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            if (lines != null) {
                lines.close();
                lines = null;
            }
        }
    }
}
