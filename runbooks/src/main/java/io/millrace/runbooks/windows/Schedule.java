package io.millrace.runbooks.windows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/**
 * When something may be begun: on some days of each week, from a time of day of a zone on, for so long less a cutoff, so that what is
 * begun ends within the window. Lengths are of real time, also on the day on which clocks change.
 */
public final class Schedule {
    /** A window that began so many days ago may still be open. */
    private static final int BACK = 2;

    private static final int AHEAD = 8;

    private final Set<DayOfWeek> days;
    private final LocalTime from;
    private final ZoneId zone;
    private final Duration open;

    /** @param open how long something may be begun: the window's length less its cutoff */
    Schedule(Set<DayOfWeek> days, LocalTime from, ZoneId zone, Duration open) {
        this.days = EnumSet.copyOf(days);
        this.from = from;
        this.zone = zone;
        this.open = open;
    }

    /** The moment itself while something may be begun, else when the next window begins. */
    public Instant opens(Instant at) {
        Instant begins = begins(at);
        return begins.isAfter(at) ? begins : at;
    }

    /** Until when something may be begun in the window that is open at a moment, or that is the next. */
    public Instant closes(Instant at) {
        return begins(at).plus(open);
    }

    private Instant begins(Instant at) {
        var today = at.atZone(zone).toLocalDate();
        for (int i = -BACK; i <= AHEAD; i++) {
            var day = today.plusDays(i);
            Instant begins = day.atTime(from).atZone(zone).toInstant();
            if (days.contains(day.getDayOfWeek()) && at.isBefore(begins.plus(open))) {
                return begins;
            }
        }
        throw new IllegalStateException("No window within a week of " + at + " on " + days);
    }
}
