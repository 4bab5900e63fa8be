package io.millrace.models.csv;

import io.millrace.models.series.ScoringSettings;
import io.millrace.models.series.SeriesDetector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Scores one CSV file with the header {@code timestamp,value} in one causal pass: each row comes back as it was, with
 * {@code anomaly_score} and {@code anomaly_grade} behind it. Rows not newer than the newest before them and values that
 * are not finite get 0 and are not learned. Blank lines are dropped.
 */
public final class CsvScoring {
    /** The header that an input must have. */
    public static final String INPUT_HEADER = "timestamp,value";

    /** The header of the output. */
    public static final String OUTPUT_HEADER = INPUT_HEADER + ",anomaly_score,anomaly_grade";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final ScoringSettings settings;

    /** Scoring with one setting for all files. */
    public CsvScoring(ScoringSettings settings) {
        this.settings = settings;
    }

    /**
     * Scores what {@code in} holds and returns the number of rows. The name stands in error messages and, as the key of
     * the series, seeds its sample: use the path within the input folder.
     *
     * @throws BadCsvException when the header or a row is not as it must be, with the name and the line
     */
    public long score(String name, BufferedReader in, Writer out) throws IOException {
        checkHeader(name, in.readLine());
        out.write(OUTPUT_HEADER + "\n");
        var detector = SeriesDetector.create(name, settings);
        var line = 1L;
        var rows = 0L;
        for (var text = in.readLine(); text != null; text = in.readLine()) {
            line++;
            if (text.isBlank()) {
                continue;
            }
            var row = CsvRow.parse(name, line, text);
            var score = detector.score(row.timestampMillis(), row.value());
            out.write(text + "," + decimal(score.anomalyScore()) + "," + decimal(score.anomalyGrade()) + "\n");
            rows++;
        }
        return rows;
    }

    private static void checkHeader(String name, @Nullable String header) {
        if (header == null) {
            throw new BadCsvException(name, 1, "is empty", "the header " + INPUT_HEADER + " and a row for each point");
        }
        var plain = header.startsWith(BYTE_ORDER_MARK) ? header.substring(1) : header;
        if (!plain.replace(" ", "").equals(INPUT_HEADER)) {
            throw new BadCsvException(name, 1, "has the header '" + plain + "'", "'" + INPUT_HEADER + "'");
        }
    }

    private static String decimal(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.6f", value);
    }
}
