package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A record under way to its stream: ordered by arrival, then by when it was made.
 *
 * @param data writes the payload, when it is needed
 * @param points metric points within
 * @param signal whether it belongs to a planted incident
 * @param whenArrived told the arrival, for the truth
 */
record Pending(
        Instant arrivedAt,
        long number,
        Nature nature,
        String key,
        Supplier<byte[]> data,
        int points,
        boolean signal,
        Consumer<Instant> whenArrived) {

    static final Comparator<Pending> BY_ARRIVAL =
            Comparator.comparing(Pending::arrivedAt).thenComparingLong(Pending::number);

    /** What kind of record it is. */
    enum Nature {
        POINTS(SimulatedRecord.METRICS),
        REPEATED_POINTS(SimulatedRecord.METRICS),
        METRIC_TICK(SimulatedRecord.METRICS),
        EVENT(SimulatedRecord.EVENTS),
        REPEATED_EVENT(SimulatedRecord.EVENTS),
        EVENT_TICK(SimulatedRecord.EVENTS);

        private final String stream;

        Nature(String stream) {
            this.stream = stream;
        }

        String stream() {
            return stream;
        }
    }

    /** The same record at another time. */
    Pending at(Instant time) {
        return new Pending(time, number, nature, key, data, points, signal, whenArrived);
    }

    /** The same bytes a second time, which tells nobody anything new. */
    Pending again(Instant at, long newNumber) {
        var repeated = nature == Nature.POINTS ? Nature.REPEATED_POINTS : Nature.REPEATED_EVENT;
        return new Pending(at, newNumber, repeated, key, data, 0, signal, arrival -> {});
    }
}
