package io.millrace.operators.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LakeWriterTest {
    private final Path folder;

    LakeWriterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static List<LakeTable<?>> tables() {
        return Lake.tables();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyColumnOfEveryTableReadsBack(LakeTable<?> table) throws Exception {
        write(table, 3);

        assertThat(query("select count(*) from t")).containsExactly("3");
        for (var field : table.schema().getFields()) {
            assertThat(query("select count(*) from t where \"" + table.column(field.name()) + "\" is not null"))
                    .as(field.name())
                    .containsExactly("3");
        }
    }

    @Test
    void timesAreUtcTimestampsInMilliseconds() throws Exception {
        write(Lake.THREADS, 1);

        assertThat(query("select distinct column_type from (describe select arrived_at, resolved_at from t)"))
                .containsExactly("TIMESTAMP WITH TIME ZONE");
        assertThat(query("select epoch_ms(arrived_at) from t"))
                .containsExactly(String.valueOf(SampleRows.ARRIVED.toEpochMilli()));
    }

    @Test
    void enumsAreLowerCaseStringsListsAreListsAndMapsAreMaps() throws Exception {
        write(Lake.EVENTS, 1);

        assertThat(query("select origin || ' ' || status from t")).containsExactly("derived updated");
        assertThat(query("select resources[2] from t")).containsExactly("resources-b-é");
        assertThat(query("select attributes['k2'] from t")).containsExactly("attributes-2-é");
        assertThat(query("select correlation_keys[1].type from t")).containsExactly("resource");
        assertThat(query("select column_type from (describe select origin, resources, attributes from t)"))
                .containsExactly("VARCHAR", "VARCHAR[]", "MAP(VARCHAR, VARCHAR)");
    }

    @Test
    void pagesAreCompressedWithZstd() throws Exception {
        write(Lake.EVENTS, 1);

        assertThat(query("select distinct compression from parquet_metadata('" + file() + "')"))
                .containsExactly("ZSTD");
    }

    @Test
    void aFileLargerThanTheWaitingRowsKeepsAllOfThemInOrder() throws Exception {
        var rows = 20_000;
        try (var stream = new LocalFileSystem().create(flinkFile(), WriteMode.OVERWRITE)) {
            var writer = new LakeBulkWriter<>(Lake.SCORES, stream);
            for (int i = 0; i < rows; i++) {
                var row = SampleRows.row(Lake.SCORES);
                row.setLine(i);
                writer.addElement(row);
            }
            writer.finish();
        }

        assertThat(query("select count(*), count(distinct line), min(line), max(line) from t"))
                .containsExactly("20000", "20000", "0", "19999");
    }

    @Test
    void rowsBelongToTheUtcHourOfTheirArrival() {
        assertThat(HourBuckets.partition(Instant.parse("2026-08-05T23:59:59.999Z")))
                .isEqualTo("dt=2026-08-05/hour=23");
    }

    @Test
    void noColumnHasTheNameOfAPartition() {
        for (var table : Lake.tables()) {
            assertThat(table.schema().getFields())
                    .extracting(field -> table.column(field.name()))
                    .as(table.name())
                    .doesNotContain("dt", "hour")
                    .doesNotHaveDuplicates();
        }
    }

    private <T extends SpecificRecordBase> void write(LakeTable<T> table, int rows) throws IOException {
        try (var stream = new LocalFileSystem().create(flinkFile(), WriteMode.OVERWRITE)) {
            var writer = new LakeBulkWriter<>(table, stream);
            for (int i = 0; i < rows; i++) {
                writer.addElement(SampleRows.row(table));
            }
            writer.finish();
        }
    }

    private org.apache.flink.core.fs.Path flinkFile() {
        return new org.apache.flink.core.fs.Path(file().toUri());
    }

    private Path file() {
        return folder.resolve("part.parquet");
    }

    /** All cells of the answer, row by row. */
    private List<String> query(String sql) throws SQLException {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("create view t as select * from read_parquet('" + file() + "')");
            var cells = new ArrayList<String>();
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        cells.add(rows.getString(i));
                    }
                }
            }
            return cells;
        }
    }
}
