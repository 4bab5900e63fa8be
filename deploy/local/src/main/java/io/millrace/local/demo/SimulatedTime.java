package io.millrace.local.demo;

import java.time.Instant;
import java.time.InstantSource;

/** The arrival time of the newest record fed: the demo's "now" while it catches up, the wall clock's afterwards. */
final class SimulatedTime implements InstantSource {
    private volatile Instant now;

    SimulatedTime(Instant beginning) {
        this.now = beginning;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Time never goes back. */
    void advanceTo(Instant arrivedAt) {
        if (arrivedAt.isAfter(now)) {
            now = arrivedAt;
        }
    }
}
