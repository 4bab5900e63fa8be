package io.millrace.runbooks.scoring;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/** A time in which something holds: once, or on some days of each week (UTC). The end is not part of it. */
abstract class Window {
    /** Whether it holds at this moment. */
    abstract boolean holds(Instant at);

    static Window once(Instant from, Instant until) {
        return new Window() {
            @Override
            boolean holds(Instant at) {
                return !at.isBefore(from) && at.isBefore(until);
            }
        };
    }

    /** From a time of the named days on, over midnight where it is long enough; a day at most. */
    static Window weekly(Set<DayOfWeek> days, LocalTime from, Duration length) {
        var on = EnumSet.copyOf(days);
        return new Window() {
            @Override
            boolean holds(Instant at) {
                var midnight = at.truncatedTo(ChronoUnit.DAYS);
                return begun(midnight, at) || begun(midnight.minus(1, ChronoUnit.DAYS), at);
            }

            private boolean begun(Instant midnight, Instant at) {
                var start = midnight.plusNanos(from.toNanoOfDay());
                return on.contains(midnight.atOffset(ZoneOffset.UTC).getDayOfWeek())
                        && !at.isBefore(start)
                        && at.isBefore(start.plus(length));
            }
        };
    }
}
