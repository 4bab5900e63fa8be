package io.millrace.jobs;

import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeTable;
import io.millrace.operators.lake.LakeTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A lake's tables in DuckDB; a table without files is empty. */
final class LakeRows implements AutoCloseable {
    private final Connection duck;

    LakeRows(Path lake) throws Exception {
        duck = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = duck.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            for (LakeTable<?> table : Lake.tables()) {
                statement.execute("create table " + table.name() + " as select * from read_parquet('"
                        + files(lake, table) + "', union_by_name = true)");
            }
        }
    }

    private static String files(Path lake, LakeTable<?> table) throws IOException {
        Path folder = lake.resolve(table.name());
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder)) {
                if (files.anyMatch(file -> file.toString().endsWith(".parquet"))) {
                    return folder + "/*/*/*.parquet";
                }
            }
        }
        Path template = Files.createTempFile("millrace-", ".template");
        template.toFile().deleteOnExit();
        LakeTemplate.write(table, template);
        return template.toString();
    }

    /** Every row of every table as text, sorted. */
    Map<String, List<String>> all() throws SQLException {
        var all = new TreeMap<String, List<String>>();
        for (LakeTable<?> table : Lake.tables()) {
            all.put(table.name(), column("select " + table.name() + "::varchar from " + table.name() + " order by 1"));
        }
        return all;
    }

    /** The first column of a query's rows, as text. */
    List<String> column(String sql) throws SQLException {
        var values = new ArrayList<String>();
        rows(sql, row -> values.add(row.getString(1)));
        return values;
    }

    void rows(String sql, RowReader reader) throws SQLException {
        try (var statement = duck.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /** Reads the row that a result stands on. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(column(sql).get(0));
    }

    @Override
    public void close() throws SQLException {
        duck.close();
    }
}
