package io.millrace.runbooks.services;

import io.millrace.domain.escalate.WorkingHours;
import io.millrace.runbooks.yaml.Fields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code businessHours: {days, from, to, zone, holidays}} of the bundle or of a service. */
public final class BusinessHoursReader {
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toList());

    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private final Fields fields;

    private BusinessHoursReader(Fields fields) {
        this.fields = fields;
    }

    /** As {@link #read}, for those who ask only when people are at work. */
    public static @Nullable WorkingHours workingHours(Fields owner) {
        return read(owner);
    }

    /** What the key {@code businessHours} of this map says; null when there is none, or (and a problem) when it is wrong. */
    static @Nullable BusinessHours read(Fields owner) {
        return owner.object("businessHours")
                .map(fields -> new BusinessHoursReader(fields).read())
                .orElse(null);
    }

    private @Nullable BusinessHours read() {
        var days = days();
        var from = parsed("from", LocalTime::parse, "a time of day, in quotes: \"08:00\"");
        var to = parsed("to", LocalTime::parse, "a time of day, in quotes: \"18:00\"");
        var zone = parsed("zone", ZoneId::of, "a time zone such as Europe/Dublin or UTC");
        var holidays = holidays();
        fields.done();
        if (from == null || to == null || zone == null) {
            return null;
        }
        if (from.equals(to)) {
            fields.problem(
                    "to", "to is " + to + ", which is from; wanted a later time, or an earlier one of the next day");
        }
        return new BusinessHours(days, from, to, zone, holidays);
    }

    /** Monday to Friday when left out. */
    private Set<DayOfWeek> days() {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : fields.texts("days")) {
            if (DAYS.contains(day)) {
                days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
            } else {
                fields.problem("days", "days lists \"" + day + "\"; known: " + String.join(", ", DAYS));
            }
        }
        return days.isEmpty() ? WORKDAYS : days;
    }

    private Set<LocalDate> holidays() {
        var dates = new TreeSet<LocalDate>();
        for (String text : fields.texts("holidays")) {
            try {
                dates.add(LocalDate.parse(text));
            } catch (DateTimeException e) {
                fields.problem("holidays", "holidays lists \"" + text + "\"; wanted a date such as \"2026-12-25\"");
            }
        }
        return dates;
    }

    private <T> @Nullable T parsed(String key, Function<String, T> parse, String wanted) {
        String text = fields.text(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (DateTimeException e) {
            fields.problem(key, key + " is \"" + text + "\"; wanted " + wanted);
            return null;
        }
    }
}
