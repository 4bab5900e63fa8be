package io.millrace.domain.time;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/** How far an event's own time may lie from its arrival, either way, before it is marked. */
public final class TimeBounds implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Duration skew;
    private final Duration lateness;

    /**
     * @param skew an event time later than arrival by more than this is marked as future
     * @param lateness an event time earlier than arrival by more than this is marked as late
     */
    public TimeBounds(Duration skew, Duration lateness) {
        if (skew.isNegative() || lateness.isNegative()) {
            throw new IllegalArgumentException(
                    "Allowed skew and lateness must not be negative: " + skew + ", " + lateness);
        }
        this.skew = skew;
        this.lateness = lateness;
    }

    /**
     * Five minutes ahead. An hour behind: of the sources that tell each event once the slowest, CloudTrail, delivers
     * within 15 minutes, metric streams within 3; four times that is nobody's usual delay.
     */
    public static TimeBounds defaults() {
        return new TimeBounds(Duration.ofMinutes(5), Duration.ofHours(1));
    }

    public Duration skew() {
        return skew;
    }

    public Duration lateness() {
        return lateness;
    }

    /** The event claims to happen after it arrived. */
    public boolean isFuture(Instant eventTime, Instant arrivedAt) {
        return eventTime.toEpochMilli() > Math.addExact(arrivedAt.toEpochMilli(), skew.toMillis());
    }

    /** The event arrived long after it happened. */
    public boolean isLate(Instant eventTime, Instant arrivedAt) {
        return eventTime.toEpochMilli() < Math.subtractExact(arrivedAt.toEpochMilli(), lateness.toMillis());
    }
}
