package io.millrace.testing.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what has arrived. */
final class Emitted {
    private long metricRecords;
    private long points;
    private long signalEvents;
    private long noiseEvents;
    private long repeats;
    private long ticks;
    private @Nullable Instant last;

    void count(Pending record) {
        last = record.arrivedAt();
        points += record.points();
        switch (record.nature()) {
            case POINTS -> metricRecords++;
            case REPEATED_POINTS, REPEATED_EVENT -> repeats++;
            case METRIC_TICK, EVENT_TICK -> ticks++;
            case EVENT -> {
                signalEvents += record.signal() ? 1 : 0;
                noiseEvents += record.signal() ? 0 : 1;
            }
        }
    }

    /** The last arrival, or the start when nothing has arrived. */
    Instant until(Instant start) {
        return last == null ? start : last;
    }

    Truth.Counts counts() {
        return new Truth.Counts(metricRecords, points, signalEvents, noiseEvents, repeats, ticks);
    }
}
