package io.millrace.runbooks.windows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A time in which something holds: once, or on some days of each week (UTC). The end is not part of it. */
public abstract class Window {
    /** When the window that holds at this moment ends; empty when none does. */
    public abstract Optional<Instant> endsAfter(Instant at);

    /** Whether it holds at this moment. */
    public abstract boolean holds(Instant at);

    /** How long it holds without a break. */
    public abstract Duration length();

    static Window once(Instant from, Instant until) {
        return new Window() {
            @Override
            public boolean holds(Instant at) {
                return !at.isBefore(from) && at.isBefore(until);
            }

            @Override
            public Optional<Instant> endsAfter(Instant at) {
                return holds(at) ? Optional.of(until) : Optional.empty();
            }

            @Override
            public Duration length() {
                return Duration.between(from, until);
            }
        };
    }

    /** From a time of the named days on, over midnight where it is long enough; a day at most. */
    static Window weekly(Set<DayOfWeek> days, LocalTime from, Duration length) {
        var on = EnumSet.copyOf(days);
        return new Window() {
            @Override
            public boolean holds(Instant at) {
                var midnight = at.truncatedTo(ChronoUnit.DAYS);
                return begun(midnight, at) || begun(midnight.minus(1, ChronoUnit.DAYS), at);
            }

            @Override
            public Optional<Instant> endsAfter(Instant at) {
                var midnight = at.truncatedTo(ChronoUnit.DAYS);
                if (begun(midnight, at)) {
                    return Optional.of(end(midnight));
                }
                var yesterday = midnight.minus(1, ChronoUnit.DAYS);
                return begun(yesterday, at) ? Optional.of(end(yesterday)) : Optional.empty();
            }

            @Override
            public Duration length() {
                return length;
            }

            private boolean begun(Instant midnight, Instant at) {
                return on.contains(midnight.atOffset(ZoneOffset.UTC).getDayOfWeek())
                        && !at.isBefore(midnight.plusNanos(from.toNanoOfDay()))
                        && at.isBefore(end(midnight));
            }

            private Instant end(Instant midnight) {
                return midnight.plusNanos(from.toNanoOfDay()).plus(length);
            }
        };
    }
}
