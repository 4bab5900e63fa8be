package io.millrace.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Writes an answer in one format: the columns, each row, the end. */
public interface RowWriter {
    void columns(List<String> names);

    void row(List<JsonNode> cells);

    void end();

    /** A cell as text: empty for null, JSON for what is nested. */
    static String text(JsonNode cell) {
        if (cell.isNull()) {
            return "";
        }
        return cell.isValueNode() ? cell.asText() : cell.toString();
    }
}
