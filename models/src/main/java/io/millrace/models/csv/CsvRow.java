package io.millrace.models.csv;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** One row of {@code timestamp,value}: a time to the millisecond and a value, which may be NaN for a missing one. */
final class CsvRow {
    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?\\d{1,18}");
    private static final Pattern ZONE = Pattern.compile(".*(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d+)?");

    private final long timestampMillis;
    private final double value;

    private CsvRow(long timestampMillis, double value) {
        this.timestampMillis = timestampMillis;
        this.value = value;
    }

    static CsvRow parse(String file, long line, String text) {
        var comma = text.indexOf(',');
        if (comma < 0 || text.indexOf(',', comma + 1) >= 0) {
            throw new BadCsvException(file, line, "is '" + text + "'", "a timestamp, a comma and a value");
        }
        var timestamp = text.substring(0, comma).strip();
        var value = text.substring(comma + 1).strip();
        return new CsvRow(millis(file, line, timestamp), number(file, line, value));
    }

    private static long millis(String file, long line, String text) {
        if (EPOCH_MILLIS.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        var iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
        try {
            var instant = ZONE.matcher(iso).matches()
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return instant.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadCsvException(
                    file,
                    line,
                    "has the timestamp '" + text + "'",
                    "like 2014-02-14 14:27:00 (UTC), 2014-02-14T14:27:00Z, or milliseconds since 1970");
        }
    }

    private static double number(String file, long line, String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(lower).matches()) {
            return Double.parseDouble(lower);
        }
        switch (lower) {
            case "nan":
            case "inf":
            case "+inf":
            case "-inf":
            case "infinity":
            case "+infinity":
            case "-infinity":
                return Double.NaN;
            default:
                throw new BadCsvException(
                        file,
                        line,
                        "has the value '" + text + "'",
                        "a number like 12.5 or 3e6, or NaN for a missing one");
        }
    }

    long timestampMillis() {
        return timestampMillis;
    }

    double value() {
        return value;
    }
}
