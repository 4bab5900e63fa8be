package io.millrace.operators.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.RemoteAnswer;
import io.millrace.models.remote.RecordedAnswers;
import io.millrace.models.remote.RecordedAnswersProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code remote_answers} as JSON lines, one file for each hour of arrival ({@link #fileOf}), with the table's
 * columns as names. The newest hours are in memory.
 */
public final class AnswerFiles implements RecordedAnswersProvider {
    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter FILE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH'.ndjson'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String folder;

    /** @param folder of local files */
    public AnswerFiles(String folder) {
        this.folder = folder;
    }

    /** Name of the file of an hour: {@code 2026-08-05T06.ndjson}. */
    public static String fileOf(Instant hour) {
        return FILE.format(hour);
    }

    @Override
    public RecordedAnswers open() {
        return new OpenFiles(Path.of(folder));
    }

    private static final class OpenFiles implements RecordedAnswers {
        private static final int HOURS = 3;
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private final Path folder;
        private final LinkedHashMap<Instant, Map<String, RemoteAnswer>> hours = new LinkedHashMap<>(8, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Instant, Map<String, RemoteAnswer>> eldest) {
                return size() > HOURS;
            }
        };

        OpenFiles(Path folder) {
            this.folder = folder;
        }

        @Override
        public @Nullable RemoteAnswer find(String kind, String endpoint, String position, Instant arrivedAt) {
            Instant hour = arrivedAt.truncatedTo(ChronoUnit.HOURS);
            Map<String, RemoteAnswer> rows = hours.get(hour);
            if (rows == null) {
                rows = read(hour);
                hours.put(hour, rows);
            }
            return rows.get(key(kind, endpoint, position));
        }

        private Map<String, RemoteAnswer> read(Instant hour) {
            Path file = folder.resolve(fileOf(hour));
            var rows = new HashMap<String, RemoteAnswer>();
            if (!Files.exists(file)) {
                return rows;
            }
            try (var lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    RemoteAnswer row = row(MAPPER.readTree(line), hour);
                    for (String position : positions(row)) {
                        rows.put(key(row.getKind(), row.getEndpoint(), position), row);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Reading the recorded answers in " + file, e);
            }
            return rows;
        }

        private static RemoteAnswer row(JsonNode line, Instant hour) {
            return new RemoteAnswer(
                    line.path("kind").asText(),
                    line.path("endpoint").asText(),
                    line.path("position").asText(),
                    line.path("request_digest").asText(),
                    hour,
                    line.path("variant").asText(),
                    line.hasNonNull("answer") ? line.path("answer").asText() : null,
                    line.path("fallback").asText());
        }

        /** As {@link GatherUnanswered} gathers them. */
        private static String[] positions(RemoteAnswer row) {
            return row.getAnswer() == null ? row.getPosition().split("\n", -1) : new String[] {row.getPosition()};
        }

        private static String key(String kind, String endpoint, String position) {
            return kind + "\n" + endpoint + "\n" + position;
        }

        @Override
        public void close() {}
    }
}
