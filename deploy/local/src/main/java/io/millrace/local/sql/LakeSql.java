package io.millrace.local.sql;

import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeTable;
import io.millrace.operators.lake.LakeTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB over a lake folder, in memory: a view per table of the catalog with its partitions {@code dt} and
 * {@code hour}, and the views of {@link LakeViews}. A table without files is empty, not missing. Times are UTC.
 */
public final class LakeSql implements AutoCloseable {
    private final Connection duck;

    private LakeSql(Connection duck) {
        this.duck = duck;
    }

    /** Opens a lake; fails where the folder is missing or holds no table of a lake. */
    public static LakeSql open(Path lake) throws LakeSqlException {
        checkHoldsTables(lake);
        try {
            var properties = new Properties();
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            var sql = new LakeSql(DriverManager.getConnection("jdbc:duckdb:", properties));
            sql.createViews(lake);
            return sql;
        } catch (SQLException | IOException e) {
            throw new LakeSqlException("Cannot read the lake " + lake + ": " + e.getMessage(), e);
        }
    }

    private static void checkHoldsTables(Path lake) throws LakeSqlException {
        if (!Files.isDirectory(lake)) {
            throw new LakeSqlException(
                    "There is no lake at " + lake + "; give the folder that has events/, decisions/, threads/ in it");
        }
        if (Lake.tables().stream().noneMatch(table -> Files.isDirectory(lake.resolve(table.name())))) {
            throw new LakeSqlException("The folder " + lake + " holds no table of a lake; expected one of "
                    + Lake.tables().stream().map(LakeTable::name).collect(Collectors.joining("/, ", "", "/"))
                    + " (a replay writes them below lake/)");
        }
    }

    private void createViews(Path lake) throws SQLException, IOException {
        execute("set TimeZone = 'UTC'");
        var template = Files.createTempFile("millrace-", ".parquet");
        try {
            for (var table : Lake.tables()) {
                createTable(table, lake.resolve(table.name()), template);
            }
        } finally {
            Files.delete(template);
        }
        for (var view : LakeViews.all().entrySet()) {
            execute("create view " + view.getKey() + " as " + view.getValue());
        }
    }

    private void createTable(LakeTable<?> table, Path folder, Path template) throws SQLException, IOException {
        if (hasFiles(folder)) {
            execute("create view " + table.name() + " as select * from read_parquet("
                    + quoted(folder + "/*/*/*.parquet")
                    + ", hive_partitioning = true, union_by_name = true,"
                    + " hive_types = {'dt': date, 'hour': bigint})");
            return;
        }
        LakeTemplate.write(table, template);
        execute("create table " + table.name() + " as select *, null::date as dt, null::bigint as hour"
                + " from read_parquet(" + quoted(template.toString()) + ")");
    }

    private static boolean hasFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.walk(folder, 3)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void execute(String sql) throws SQLException {
        try (var statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a statement and hands its rows to the writer; fails with DuckDB's own words where it is wrong. */
    public void query(String sql, RowWriter rows) throws LakeSqlException {
        try (var statement = duck.createStatement()) {
            if (!statement.execute(sql)) {
                return;
            }
            try (var result = statement.getResultSet()) {
                new ResultRows(result).writeTo(rows);
            }
        } catch (SQLException e) {
            throw new LakeSqlException(wrong(e), e);
        }
    }

    private static String wrong(SQLException error) {
        var message = String.valueOf(error.getMessage()).strip();
        if (!message.contains("Catalog Error")) {
            return message;
        }
        var names = new TreeSet<>(LakeViews.all().keySet());
        Lake.tables().forEach(table -> names.add(table.name()));
        return message + "\nTables and views: " + String.join(", ", names);
    }

    @Override
    public void close() throws LakeSqlException {
        try {
            duck.close();
        } catch (SQLException e) {
            throw new LakeSqlException("Cannot close the lake: " + e.getMessage(), e);
        }
    }
}
