package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.RowWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the last days of a lake, counted from its newest row and not from today, into training data. */
final class TrainingExport {
    private final LakeSql lake;
    private final Consumer<String> progress;

    /** @param progress is told now and then how far it is */
    TrainingExport(LakeSql lake, Consumer<String> progress) throws LakeSqlException {
        this.lake = lake;
        this.progress = progress;
        // Sorting goes to disk beyond this; everything else streams.
        lake.query("set memory_limit = '512MB'", new Cells());
        String temporary = System.getProperty("java.io.tmpdir").replace("'", "''");
        lake.query("set temp_directory = '" + temporary + "'", new Cells());
        lake.query("set preserve_insertion_order = false", new Cells());
    }

    /** Rows read; empty when the table has none at all. */
    Optional<Long> write(String table, int days, TrainingRows rows) throws LakeSqlException {
        var newest = new Cells();
        lake.query("select max(dt)::varchar from " + table, newest);
        if (newest.first().isNull()) {
            return Optional.empty();
        }
        LocalDate last = LocalDate.parse(newest.first().asText());
        var reader = new Reader(rows);
        lake.query(rows.query("dt > '" + last.minusDays(days) + "'"), reader);
        return Optional.of(reader.read);
    }

    /** Of the points that the job scored, the share that has a row; 1 when nobody counted. */
    double sampledShare() throws LakeSqlException {
        var counted = new Cells();
        lake.query(
                "select (select count(*) from scores) as rows, (select coalesce(sum(\"count\"), 0) from scoreboard where"
                        + " stream = 'metrics' and outcome = 'scored')::bigint as points",
                counted);
        double points = counted.row.get(1).doubleValue();
        return points == 0 ? 1 : Math.min(1, counted.row.get(0).doubleValue() / points);
    }

    /** Hands rows on as they come. */
    private final class Reader implements RowWriter {
        private final TrainingRows rows;
        private long read;

        Reader(TrainingRows rows) {
            this.rows = rows;
        }

        @Override
        public void columns(List<String> names) {}

        @Override
        public void row(List<JsonNode> cells) {
            try {
                rows.row(cells);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read++;
            if (read % 1000 == 0) {
                progress.accept(String.format(Locale.ROOT, "%,d rows read", read));
            }
        }

        @Override
        public void end() {}
    }

    /** The one row of an answer. */
    private static final class Cells implements RowWriter {
        private List<JsonNode> row = List.of();

        JsonNode first() {
            return row.get(0);
        }

        @Override
        public void columns(List<String> names) {}

        @Override
        public void row(List<JsonNode> cells) {
            row = new ArrayList<>(cells);
        }

        @Override
        public void end() {}
    }
}
