package io.millrace.runbooks.windows;

import io.millrace.runbooks.yaml.Fields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code schedule: {days: [sunday], from: "02:00", length: 4h, zone: UTC, cutoff: 1h}}. */
public final class ScheduleReader {
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toList());

    private static final Duration LONGEST = Duration.ofDays(1);

    private ScheduleReader() {}

    /** Empty, and a problem, when it is wrong. */
    public static Optional<Schedule> read(Fields fields) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : fields.texts("days")) {
            if (DAYS.contains(day)) {
                days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
            } else {
                fields.problem("days", "days lists \"" + day + "\"; known: " + String.join(", ", DAYS));
            }
        }
        if (!fields.has("days")) {
            days.addAll(EnumSet.allOf(DayOfWeek.class));
        }
        var from = parsed(fields, "from", fields.text("from"), LocalTime::parse, "a time of day, in quotes: \"02:00\"");
        var zone = parsed(
                fields, "zone", fields.optionalText("zone").orElse("UTC"), ZoneId::of, "a zone such as Europe/Dublin");
        var length = fields.duration("length");
        var cutoff = fields.optionalDuration("cutoff").orElse(Duration.ZERO);
        fields.done();
        if (length.compareTo(LONGEST) > 0) {
            fields.problem("length", "length is " + length + "; wanted a day at most");
        }
        if (cutoff.compareTo(length) >= 0) {
            fields.problem("cutoff", "cutoff is " + cutoff + " and length " + length + ": nothing could ever begin");
        }
        boolean whole = from.isPresent() && zone.isPresent() && !days.isEmpty() && cutoff.compareTo(length) < 0;
        return whole ? Optional.of(new Schedule(days, from.get(), zone.get(), length.minus(cutoff))) : Optional.empty();
    }

    private static <T> Optional<T> parsed(
            Fields fields, String key, String text, Function<String, T> parse, String wanted) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
        } catch (DateTimeException e) {
            fields.problem(key, key + " is \"" + text + "\"; wanted " + wanted);
            return Optional.empty();
        }
    }
}
