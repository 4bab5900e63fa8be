package io.millrace.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.cli.BadInput;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.RowWriter;
import io.millrace.operators.remote.AnswerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a lake's {@code remote_answers} as the files that a replay reads, hour by hour. */
final class AnswersOfLake implements RowWriter {
    private static final List<String> COLUMNS =
            List.of("kind", "endpoint", "position", "request_digest", "variant", "answer", "fallback");

    private final Path folder;
    private String open = "";
    private @Nullable Writer file;

    private AnswersOfLake(Path folder) {
        this.folder = folder;
    }

    /** @throws BadInput when the lake cannot be read */
    static void write(Path lake, Path folder) {
        try (LakeSql sql = LakeSql.open(lake)) {
            Files.createDirectories(folder);
            sql.query(
                    "select dt::varchar as dt, hour, " + String.join(", ", COLUMNS)
                            + " from remote_answers order by dt, hour",
                    new AnswersOfLake(folder));
        } catch (LakeSqlException e) {
            throw new BadInput("--answers: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            throw new BadInput("--answers " + lake + " cannot be prepared: " + e, "a folder that may be written");
        }
    }

    @Override
    public void columns(List<String> names) {
        // as selected
    }

    @Override
    public void row(List<JsonNode> cells) {
        var line = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < COLUMNS.size(); i++) {
            line.set(COLUMNS.get(i), cells.get(i + 2));
        }
        var hour = LocalDate.parse(cells.get(0).asText())
                .atTime(cells.get(1).asInt(), 0)
                .toInstant(ZoneOffset.UTC);
        try {
            to(AnswerFiles.fileOf(hour)).write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Writer to(String name) throws IOException {
        if (file == null || !open.equals(name)) {
            end();
            file = Files.newBufferedWriter(folder.resolve(name));
            open = name;
        }
        return file;
    }

    @Override
    public void end() {
        try {
            if (file != null) {
                file.close();
                file = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
