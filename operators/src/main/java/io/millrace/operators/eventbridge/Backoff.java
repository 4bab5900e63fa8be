package io.millrace.operators.eventbridge;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Doubles the wait with each answer that asks us to come back, up to a bound, and forgets with the first that does not. */
final class Backoff {
    private static final long FIRST_MILLIS = 50;
    private static final int MOST_DOUBLINGS = 6;

    private final AtomicInteger faults = new AtomicInteger();

    /** How long to wait after one more fault: 50 ms to 3.2 s. */
    Duration afterFault() {
        int doublings = Math.min(faults.getAndIncrement(), MOST_DOUBLINGS);
        return Duration.ofMillis(FIRST_MILLIS << doublings);
    }

    void success() {
        faults.set(0);
    }
}
