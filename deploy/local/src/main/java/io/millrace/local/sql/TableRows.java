package io.millrace.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Aligned columns for people: numbers to the right, long cells cut. Holds the answer until its end. */
final class TableRows implements RowWriter {
    private static final int WIDEST = 80;

    private final PrintWriter output;
    private final List<List<JsonNode>> rows = new ArrayList<>();
    private List<String> names = List.of();

    TableRows(PrintWriter output) {
        this.output = output;
    }

    @Override
    public void columns(List<String> columns) {
        names = List.copyOf(columns);
    }

    @Override
    public void row(List<JsonNode> cells) {
        rows.add(List.copyOf(cells));
    }

    @Override
    public void end() {
        var widths = widths();
        var header = new ArrayList<String>();
        var rule = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            header.add(padded(names.get(i), widths[i], false));
            rule.add("-".repeat(widths[i]));
        }
        line(header);
        line(rule);
        for (var row : rows) {
            var cells = new ArrayList<String>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(padded(text(row.get(i)), widths[i], row.get(i).isNumber()));
            }
            line(cells);
        }
        output.println(rows.size() == 1 ? "1 row" : rows.size() + " rows");
        output.flush();
    }

    private int[] widths() {
        var widths = names.stream().mapToInt(String::length).toArray();
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], text(row.get(i)).length());
            }
        }
        return widths;
    }

    private void line(List<String> cells) {
        output.println(String.join("  ", cells).stripTrailing());
    }

    private static String text(JsonNode cell) {
        var text = RowWriter.text(cell).replaceAll("\\s+", " ");
        return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
    }

    private static String padded(String text, int width, boolean right) {
        var space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }
}
