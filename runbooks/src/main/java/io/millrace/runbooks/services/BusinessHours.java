package io.millrace.runbooks.services;

import io.millrace.domain.escalate.WorkingHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When people are at work: some days of the week, from one time of day to another in a time zone, holidays excepted. Over
 * midnight where {@code to} is not after {@code from}; such a shift belongs to the day on which it began. The end is not part of it.
 */
final class BusinessHours implements WorkingHours {
    private static final int LONGEST = 366;

    private final Set<DayOfWeek> days;
    private final LocalTime from;
    private final LocalTime to;
    private final ZoneId zone;
    private final Set<LocalDate> holidays;

    BusinessHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone, Set<LocalDate> holidays) {
        this.days = EnumSet.copyOf(days);
        this.from = from;
        this.to = to;
        this.zone = zone;
        this.holidays = Set.copyOf(holidays);
    }

    /** A year without a working day is told at once: better at the wrong hour than never. */
    @Override
    public Instant next(Instant at) {
        if (hold(at)) {
            return at;
        }
        var today = at.atZone(zone).toLocalDate();
        for (int days = 0; days <= LONGEST; days++) {
            var date = today.plusDays(days);
            var begin = isWorked(date) ? begin(date, at) : null;
            if (begin != null) {
                return earlier(begin, changed(at));
            }
        }
        return at;
    }

    /**
     * The first beginning of that day's work after {@code at}; null when there is none. The clock may show it twice, or never: then
     * it is the moment at which the clock jumps over it, if that is still worked.
     */
    private @Nullable Instant begin(LocalDate date, Instant at) {
        var local = date.atTime(from);
        var jump = zone.getRules().getTransition(local);
        if (jump != null && jump.isGap()) {
            return jump.getInstant().isAfter(at) && hold(jump.getInstant()) ? jump.getInstant() : null;
        }
        return zone.getRules().getValidOffsets(local).stream()
                .map(local::toInstant)
                .filter(begin -> begin.isAfter(at))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** When the clock is set back into worked hours that were over; null when the next change does not. */
    private @Nullable Instant changed(Instant at) {
        var next = zone.getRules().nextTransition(at);
        return next != null && hold(next.getInstant()) ? next.getInstant() : null;
    }

    private static Instant earlier(Instant begin, @Nullable Instant other) {
        return other != null && other.isBefore(begin) ? other : begin;
    }

    @Override
    public boolean hold(Instant at) {
        var local = at.atZone(zone).toLocalDateTime();
        var date = local.toLocalDate();
        var time = local.toLocalTime();
        if (from.isBefore(to)) {
            return isWorked(date) && !time.isBefore(from) && time.isBefore(to);
        }
        return isWorked(date) && !time.isBefore(from) || isWorked(date.minusDays(1)) && time.isBefore(to);
    }

    private boolean isWorked(LocalDate date) {
        return days.contains(date.getDayOfWeek()) && !holidays.contains(date);
    }
}
