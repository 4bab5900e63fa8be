package io.millrace.local.http;

import java.util.Optional;
import java.util.Random;

/** Refuses entries of a batch at a rate, the same ones for the same seed and order of calls. */
final class EntryFaultRate {
    private final double rate;
    private final Random random;
    private final EntryFault fault;

    EntryFaultRate(double rate, long seed, EntryFault fault) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("A rate of refused entries is between 0 and 1, not " + rate);
        }
        this.rate = rate;
        this.random = new Random(seed);
        this.fault = fault;
    }

    synchronized Optional<EntryFault> next() {
        return random.nextDouble() < rate ? Optional.of(fault) : Optional.empty();
    }
}
