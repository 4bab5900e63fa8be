package io.millrace.local.sql;

import java.io.PrintWriter;
import java.util.function.Function;

/** The formats of an answer. */
public enum SqlFormat {
    /** Aligned columns for people. */
    TABLE(TableRows::new),
    /** RFC 4180 with a header; nested values as JSON. */
    CSV(CsvRows::new),
    /** One array of objects. */
    JSON(JsonRows::new);

    private final Function<PrintWriter, RowWriter> writer;

    SqlFormat(Function<PrintWriter, RowWriter> writer) {
        this.writer = writer;
    }

    public RowWriter to(PrintWriter output) {
        return writer.apply(output);
    }
}
