package io.millrace.domain.thread;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.InhibitedSignal;
import io.millrace.domain.InhibitingSource;
import io.millrace.domain.InhibitionSide;
import io.millrace.domain.InhibitionState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.record.Copies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is told goes on to the threads, with its decision row; and where it is a source, it makes others silent from then on. */
final class Telling {
    /** Of one scope; beyond, the oldest makes nobody silent any more. */
    static final int MOST_SOURCES = 100;

    private Telling() {}

    /** At once: nothing made it silent. */
    static void tell(Signal signal, InhibitionStep step) {
        Decision row = signal.getRow();
        if (row == null) {
            pass(signal, step);
            return;
        }
        // what passes by mistake of the delay stage has its dead letter
        if (row.getAction() == DecisionAction.ACCEPTED) {
            step.tell(row);
        }
        pass(plain(signal), step);
    }

    /** Later than it came: it arrives at the threads now. */
    static void tellNow(InhibitedSignal held, Instant now, String reason, InhibitionStep step) {
        step.tell(SilenceRows.told(held, reason));
        Signal signal = held.getSignal();
        var next = plain(signal);
        if (signal.getEvent().getArrivedAt().isBefore(now)) {
            var later = Copies.shallow(signal.getEvent(), new OpsEvent());
            later.setArrivedAt(now);
            next.setEvent(later);
        }
        pass(next, step);
    }

    private static void pass(Signal signal, InhibitionStep step) {
        step.pass(signal);
        var parts = signal.getInhibitions().stream()
                .filter(part -> part.getSide() != InhibitionSide.TARGET)
                .collect(Collectors.toList());
        if (parts.isEmpty() || !Joining.opens(signal)) {
            return;
        }
        var event = signal.getEvent();
        var known = step.state().orElseGet(() -> new InhibitionState(List.of(), List.of()));
        var sources = new ArrayList<InhibitingSource>();
        String eventId = event.getEventId();
        for (InhibitingSource source : known.getSources()) {
            if (source.getIdentity().equals(event.getIdentity())) {
                eventId = source.getEventId();
            } else {
                sources.add(source);
            }
        }
        sources.add(new InhibitingSource(event.getIdentity(), eventId, parts));
        if (sources.size() > MOST_SOURCES) {
            sources.remove(0);
        }
        step.keep(new InhibitionState(sources, known.getHeld()));
    }

    private static Signal plain(Signal signal) {
        var plain = Copies.shallow(signal, new Signal());
        plain.setRow(null);
        return plain;
    }
}
