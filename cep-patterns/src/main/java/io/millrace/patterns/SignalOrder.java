package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.time.Slots;
import java.util.Comparator;
import org.apache.flink.cep.EventComparator;

/**
 * Total order of signals that CEP is told at one time: by slot of arrival, where {@link HoldSignalsFunction} held some back,
 * and within a slot by event time, then event id, then record id.
 */
public final class SignalOrder implements EventComparator<Signal> {
    private static final long serialVersionUID = 1L;

    private static final Comparator<Signal> ORDER = Comparator.comparingLong((Signal signal) ->
                    Slots.endOf(signal.getEvent().getArrivedAt().toEpochMilli()))
            .thenComparing(signal -> signal.getEvent().getEventTime())
            .thenComparing(signal -> signal.getEvent().getEventId())
            .thenComparing(signal -> signal.getEvent().getRecordId());

    @Override
    public int compare(Signal one, Signal other) {
        return ORDER.compare(one, other);
    }
}
