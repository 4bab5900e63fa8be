package io.millrace.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, but for the line end, which is a line feed. */
final class CsvRows implements RowWriter {
    private final PrintWriter output;

    CsvRows(PrintWriter output) {
        this.output = output;
    }

    @Override
    public void columns(List<String> names) {
        output.print(names.stream().map(CsvRows::quoted).collect(Collectors.joining(",", "", "\n")));
    }

    @Override
    public void row(List<JsonNode> cells) {
        output.print(
                cells.stream().map(cell -> quoted(RowWriter.text(cell))).collect(Collectors.joining(",", "", "\n")));
    }

    @Override
    public void end() {
        output.flush();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
