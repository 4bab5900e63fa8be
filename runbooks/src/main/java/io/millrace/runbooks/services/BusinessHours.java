package io.millrace.runbooks.services;

import io.millrace.domain.escalate.WorkingHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

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
            var begin = date.atTime(from).atZone(zone).toInstant();
            if (isWorked(date) && begin.isAfter(at)) {
                return begin;
            }
        }
        return at;
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
