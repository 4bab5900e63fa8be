package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeTable;
import io.millrace.operators.lake.LakeTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Glue says of each table what is in its files: held against what DuckDB reads in a file that the job's writer made. */
class LakeTablesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.millrace.operators.lake.Lake#tables")
    void aTableHasTheColumnsOfItsFiles(LakeTable<?> table) throws Exception {
        Path file = folder.resolve(table.name() + ".parquet");
        LakeTemplate.write(table, file);

        assertThat(declared(Objects.requireNonNull(tables().get(table.name())))).containsExactlyEntriesOf(inFile(file));
    }

    @Test
    void everyTableOfTheLakeIsThereAndItsPartitionsAreProjectedFromItsFolders() throws IOException {
        var tables = tables();

        assertThat(tables.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Lake.tables().stream().map(LakeTable::name).toList());
        tables.forEach((name, table) -> {
            assertThat(table.at("/Parameters/storage.location.template").asText())
                    .matches("s3://lake\\w+/lake/" + name + "/dt=\\$\\{dt}/hour=\\$\\{hour}");
            assertThat(table.path("PartitionKeys").findValuesAsText("Name")).containsExactly("dt", "hour");
            assertThat(declared(table)).as("a partition is no column").doesNotContainKeys("dt", "hour");
        });
    }

    private static Map<String, JsonNode> tables() throws IOException {
        var tables = new TreeMap<String, JsonNode>();
        TemplateFile.committed()
                .each(
                        "AWS::Glue::Table",
                        (name, properties) ->
                                tables.put(properties.at("/TableInput/Name").asText(), properties.path("TableInput")));
        return tables;
    }

    private static Map<String, String> declared(JsonNode table) {
        var columns = new LinkedHashMap<String, String>();
        for (JsonNode column : table.at("/StorageDescriptor/Columns")) {
            columns.put(column.path("Name").asText(), column.path("Type").asText());
        }
        return columns;
    }

    private static Map<String, String> inFile(Path file) throws SQLException {
        var columns = new LinkedHashMap<String, String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("describe select * from read_parquet('" + file + "')")) {
            while (rows.next()) {
                columns.put(rows.getString("column_name"), hive(rows.getString("column_type")));
            }
        }
        return columns;
    }

    /** DuckDB's name of a type in Hive's words. */
    private static String hive(String type) {
        if (type.endsWith("[]")) {
            return "array<" + hive(type.substring(0, type.length() - 2)) + ">";
        }
        if (type.startsWith("MAP(")) {
            String[] keyAndValue = type.substring(4, type.length() - 1).split(", ", 2);
            return "map<" + hive(keyAndValue[0]) + "," + hive(keyAndValue[1]) + ">";
        }
        if (type.startsWith("STRUCT(")) {
            return struct(type.substring(7, type.length() - 1));
        }
        return switch (type) {
            case "VARCHAR" -> "string";
            case "INTEGER" -> "int";
            case "BLOB" -> "binary";
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP" -> "timestamp";
            default -> type.toLowerCase(Locale.ROOT);
        };
    }

    private static String struct(String fields) {
        var text = new StringBuilder("struct<");
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= fields.length(); i++) {
            char c = i == fields.length() ? ',' : fields.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                String[] field = fields.substring(from, i).strip().split(" ", 2);
                text.append(text.charAt(text.length() - 1) == '<' ? "" : ",")
                        .append(field[0].replace("\"", ""))
                        .append(':')
                        .append(hive(field[1]));
                from = i + 1;
            }
        }
        return text.append('>').toString();
    }
}
