package io.millrace.patterns;

import io.millrace.domain.Signal;
import java.util.Comparator;
import org.apache.flink.cep.EventComparator;

/** Total order of signals that arrived in one slot: event time, then event id, then record id. */
public final class SignalOrder implements EventComparator<Signal> {
    private static final long serialVersionUID = 1L;

    private static final Comparator<Signal> ORDER = Comparator.comparing(
                    (Signal signal) -> signal.getEvent().getEventTime())
            .thenComparing(signal -> signal.getEvent().getEventId())
            .thenComparing(signal -> signal.getEvent().getRecordId());

    @Override
    public int compare(Signal one, Signal other) {
        return ORDER.compare(one, other);
    }
}
