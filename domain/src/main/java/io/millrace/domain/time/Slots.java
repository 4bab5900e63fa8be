package io.millrace.domain.time;

import java.time.Duration;

/**
 * Arrival time cut into slots. Within a slot stages process by event time and id, so the result does
 * not depend on the order of delivery inside it; lifecycle timers fall on slot ends for the same reason.
 */
public final class Slots {
    /** The length of a slot (DESIGN §2, "Time"): the latency it costs is at most this. */
    public static final Duration LENGTH = Duration.ofSeconds(2);

    private static final long MILLIS = LENGTH.toMillis();

    private Slots() {}

    /** Last millisecond of the slot that holds {@code epochMillis}: the timer that closes the slot. */
    public static long endOf(long epochMillis) {
        return Math.floorDiv(epochMillis, MILLIS) * MILLIS + MILLIS - 1;
    }
}
