package io.millrace.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Turns DuckDB's values into JSON values, nested ones too, the same for each format; instants as ISO UTC. */
final class ResultRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ResultSet result;

    ResultRows(ResultSet result) {
        this.result = result;
    }

    void writeTo(RowWriter rows) throws SQLException {
        var columns = columns();
        rows.columns(columns);
        while (result.next()) {
            var cells = new ArrayList<JsonNode>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                cells.add(json(result.getObject(i)));
            }
            rows.row(cells);
        }
        rows.end();
    }

    /** A name that occurs again gets a number: JSON objects have one value per name. */
    private List<String> columns() throws SQLException {
        var seen = new TreeMap<String, Integer>();
        var names = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            var name = result.getMetaData().getColumnLabel(i);
            var times = seen.merge(name, 1, Integer::sum);
            names.add(times == 1 ? name : name + "_" + times);
        }
        return names;
    }

    private static JsonNode json(@Nullable Object value) throws SQLException {
        if (value == null) {
            return JSON.nullNode();
        } else if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof OffsetDateTime time) {
            return JSON.textNode(time.toInstant().toString());
        } else if (value instanceof Timestamp time) {
            return JSON.textNode(time.toLocalDateTime().toString());
        } else if (value instanceof Array array) {
            return array((Object[]) array.getArray());
        } else if (value instanceof DuckDBStruct struct) {
            return object(struct.getMap());
        } else if (value instanceof Map<?, ?> map) {
            return object(sorted(map));
        }
        return JSON.textNode(value.toString());
    }

    private static JsonNode number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return JSON.numberNode(number.doubleValue());
        } else if (number instanceof BigDecimal decimal) {
            return JSON.numberNode(decimal);
        } else if (number instanceof BigInteger integer) {
            return JSON.numberNode(integer);
        }
        return JSON.numberNode(number.longValue());
    }

    private static JsonNode array(Object[] values) throws SQLException {
        var array = JSON.arrayNode();
        for (var value : values) {
            array.add(json(value));
        }
        return array;
    }

    /** DuckDB's maps keep no order of their own. */
    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }

    private static JsonNode object(Map<?, ?> map) throws SQLException {
        var object = JSON.objectNode();
        for (var entry : map.entrySet()) {
            object.set(String.valueOf(entry.getKey()), json(entry.getValue()));
        }
        return object;
    }
}
