package io.millrace.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;

/** One JSON array, an object per row and line. */
final class JsonRows implements RowWriter {
    private final PrintWriter output;
    private List<String> names = List.of();
    private boolean begun;

    JsonRows(PrintWriter output) {
        this.output = output;
    }

    @Override
    public void columns(List<String> columns) {
        names = List.copyOf(columns);
        output.print("[");
    }

    @Override
    public void row(List<JsonNode> cells) {
        var object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            object.set(names.get(i), cells.get(i));
        }
        output.print((begun ? ",\n" : "\n") + object);
        begun = true;
    }

    @Override
    public void end() {
        output.print(begun ? "\n]\n" : "]\n");
        output.flush();
    }
}
