package io.millrace.runbooks.windows;

import io.millrace.runbooks.yaml.Fields;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code once: {from, until}} or {@code weekly: {days, at, for}}; times are UTC. */
public final class WindowReader {
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toList());

    private static final Duration LONGEST = Duration.ofDays(1);

    private WindowReader() {}

    /** Empty, and a problem, unless there is one of the two. */
    public static Optional<Window> read(Fields fields) {
        var once = fields.object("once");
        var weekly = fields.object("weekly");
        if (once.isPresent() == weekly.isPresent()) {
            fields.problem(
                    "once",
                    "wanted one of once: {from: 2026-08-05T10:00:00Z, until: 2026-08-05T12:00:00Z}"
                            + " and weekly: {days: [sunday], at: \"02:00\", for: 2h}");
            return Optional.empty();
        }
        return once.isPresent() ? once(once.get()) : weekly(weekly.get());
    }

    private static Optional<Window> once(Fields fields) {
        var from = instant(fields, "from");
        var until = instant(fields, "until");
        fields.done();
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().isBefore(until.get())) {
            fields.problem("until", "until is " + until.get() + "; wanted after from, which is " + from.get());
            return Optional.empty();
        }
        return Optional.of(Window.once(from.get(), until.get()));
    }

    private static Optional<Instant> instant(Fields fields, String key) {
        String text = fields.text(key);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            fields.problem(key, key + " is \"" + text + "\"; wanted a UTC instant such as 2026-08-05T10:00:00Z");
            return Optional.empty();
        }
    }

    private static Optional<Window> weekly(Fields fields) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : fields.texts("days")) {
            if (DAYS.contains(day)) {
                days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
            } else {
                fields.problem("days", "days lists \"" + day + "\"; known: " + String.join(", ", DAYS));
            }
        }
        if (days.isEmpty()) {
            // left out: every day
            days.addAll(EnumSet.allOf(DayOfWeek.class));
        }
        var at = time(fields);
        var length = fields.duration("for");
        if (length.compareTo(LONGEST) > 0) {
            fields.problem("for", "for is " + length + "; wanted a day at most");
        }
        fields.done();
        return at.map(time -> Window.weekly(days, time, length));
    }

    private static Optional<LocalTime> time(Fields fields) {
        String text = fields.text("at");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            fields.problem("at", "at is \"" + text + "\"; wanted a time of day in UTC, in quotes: \"02:00\"");
            return Optional.empty();
        }
    }
}
