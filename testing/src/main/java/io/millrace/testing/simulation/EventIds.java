package io.millrace.testing.simulation;

import io.millrace.domain.id.Ids;

/** Ids for one simulation, numbered in the order in which they are asked for. */
final class EventIds {
    private final String seed;
    private long next;

    EventIds(long seed) {
        this.seed = Long.toString(seed);
    }

    /** A UUID. */
    String uuid() {
        return Ids.uuid("simulation", seed, Long.toString(next++));
    }

    /** Hexadecimal digits, at most 32. */
    String hex(int digits) {
        return Ids.hash("simulation", seed, Long.toString(next++)).substring(0, digits);
    }
}
