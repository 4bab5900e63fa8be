package io.millrace.operators.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.StreamCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LakeSinkITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    private static final int ROWS = 50_000;
    private static final int HOURS = 30;

    @Test
    void aJobFillsTheHoursOfATableOnce(@TempDir Path lake) throws Exception {
        var environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment.enableCheckpointing(200);
        environment.getConfig().disableGenericTypes();
        var rows = new DataGeneratorSource<>(LakeSinkITCase::row, ROWS, new AvroTypeInfo<>(StreamCount.class));
        environment
                .fromSource(rows, WatermarkStrategy.noWatermarks(), "rows")
                .sinkTo(LakeSink.of(Lake.SCOREBOARD, new org.apache.flink.core.fs.Path(lake.toUri())));

        environment.execute();

        var files = lake.resolve("scoreboard") + "/**/*.parquet";
        assertThat(query("select count(*), count(distinct \"count\"), count(distinct (dt, hour)), bool_and("
                        + "strftime(hour_start at time zone 'UTC', '%Y-%m-%d %H') = dt || ' ' || lpad(hour::varchar, 2, '0'))"
                        + " from read_parquet('" + files + "', hive_partitioning = true)"))
                .containsExactly(String.valueOf(ROWS), String.valueOf(ROWS), String.valueOf(HOURS), "true");
        assertThat(lake.resolve("scoreboard/dt=2026-08-06/hour=05")).isDirectory();
        try (var written = Files.walk(lake)) {
            assertThat(written.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.matches("part-.*\\.parquet"));
        }
    }

    private static StreamCount row(long index) {
        var hour = Instant.parse("2026-08-05T00:00:00Z").plusSeconds(3600 * (index * HOURS / ROWS));
        return new StreamCount("metrics", hour, "received", index);
    }

    private static List<String> query(String sql) throws Exception {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                var rows = statement.executeQuery(sql)) {
            var cells = new ArrayList<String>();
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
            }
            return cells;
        }
    }
}
