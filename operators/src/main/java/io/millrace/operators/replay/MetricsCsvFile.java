package io.millrace.operators.replay;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with the columns {@code timestamp,value}: each row becomes one metric-stream point. Times
 * without an offset are UTC. A row that is no point goes on as it stands and ends as a dead letter.
 */
final class MetricsCsvFile implements ReplayFile {
    private static final String ENDING = ".csv";
    /** The example estate's production account. */
    private static final String ACCOUNT = "111122223333";

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter LOCAL_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[ ]['T']HH:mm[:ss]")
            .appendOptional(DateTimeFormatter.ofPattern(".SSS", Locale.ROOT))
            .appendPattern("[XXX][X]")
            .toFormatter(Locale.ROOT);

    private final Path path;
    private final String name;
    private final CsvSeries series;

    MetricsCsvFile(Path root, Path path) {
        this.path = path;
        this.name = root.relativize(path).toString().replace('\\', '/');
        var file = String.valueOf(path.getFileName());
        this.series = CsvSeries.named(file.substring(0, file.length() - ENDING.length()));
    }

    /** Whether the file's first line has the columns of a metric. */
    boolean hasPoints() throws IOException {
        try (var lines = new TextLines(path)) {
            var header = lines.next();
            return header != null && columns(header).containsAll(List.of("timestamp", "value"));
        }
    }

    @Override
    public String stream() {
        return Streams.METRICS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RawLines open() throws IOException {
        return new Points(new TextLines(path));
    }

    private static List<String> columns(byte[] line) {
        return Arrays.asList(new String(line, StandardCharsets.UTF_8).split(",", -1));
    }

    private byte[] payload(byte[] row, int timeColumn, int valueColumn) throws IOException {
        var cells = columns(row);
        if (cells.size() <= Math.max(timeColumn, valueColumn)) {
            return row;
        }
        try {
            return point(
                    time(cells.get(timeColumn).trim()),
                    Double.parseDouble(cells.get(valueColumn).trim()));
        } catch (DateTimeException | NumberFormatException e) {
            return row;
        }
    }

    private static Instant time(String text) {
        var parsed = LOCAL_TIME.parseBest(text, Instant::from, LocalDateTime::from);
        return parsed instanceof Instant ? (Instant) parsed : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    private byte[] point(Instant time, double value) throws IOException {
        var bytes = new ByteArrayOutputStream(320);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("metric_stream_name", "csv");
            json.writeStringField("account_id", ACCOUNT);
            json.writeStringField("region", series.region);
            json.writeStringField("namespace", series.namespace);
            json.writeStringField("metric_name", series.metricName);
            json.writeObjectFieldStart("dimensions");
            for (var dimension : series.dimensions.entrySet()) {
                json.writeStringField(dimension.getKey(), dimension.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("timestamp", time.toEpochMilli());
            json.writeObjectFieldStart("value");
            json.writeNumberField("max", value);
            json.writeNumberField("min", value);
            json.writeNumberField("sum", value);
            json.writeNumberField("count", 1.0);
            json.writeEndObject();
            json.writeStringField("unit", series.unit);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private final class Points implements RawLines {
        private final TextLines lines;
        private final int timeColumn;
        private final int valueColumn;

        Points(TextLines lines) throws IOException {
            this.lines = lines;
            var header = lines.next();
            var columns = header == null ? List.<String>of() : columns(header);
            this.timeColumn = columns.indexOf("timestamp");
            this.valueColumn = columns.indexOf("value");
            if (timeColumn < 0 || valueColumn < 0) {
                lines.close();
                throw new IOException("CSV " + path + " starts with " + columns + "; expected timestamp,value");
            }
        }

        @Override
        public byte @Nullable [] next() throws IOException {
            var row = lines.next();
            return row == null ? null : payload(row, timeColumn, valueColumn);
        }

        @Override
        public long number() {
            return lines.number();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
