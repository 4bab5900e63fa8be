package io.millrace.domain.thread;

import io.millrace.domain.InhibitedSignal;
import io.millrace.domain.InhibitingSource;
import io.millrace.domain.InhibitionPart;
import io.millrace.domain.InhibitionState;
import io.millrace.domain.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is silent is held until it is told or over; of one identity only how it began and how it is. */
final class Holding {
    /** Of one scope; what is beyond is told at once. */
    static final int MOST_HELD = 200;

    static final Comparator<InhibitedSignal> IN_ORDER = Comparator.comparing(
                    (InhibitedSignal held) -> held.getSignal().getEvent().getEventTime())
            .thenComparing(held -> held.getSignal().getEvent().getEventId())
            .thenComparing(held -> held.getSignal().getEvent().getRecordId());

    private Holding() {}

    /** What is held of an identity, the oldest first as it came. */
    static List<InhibitedSignal> of(InhibitionState known, String identity) {
        return known.getHeld().stream().filter(held -> isOf(held, identity)).collect(Collectors.toList());
    }

    /** One more takes no room where an identity has its two. */
    static boolean hasRoom(InhibitionState known, List<InhibitedSignal> sameIdentity) {
        return sameIdentity.size() > 1 || known.getHeld().size() < MOST_HELD;
    }

    static void hold(
            InhibitionState known,
            List<InhibitedSignal> sameIdentity,
            InhibitingSource source,
            Signal signal,
            InhibitionStep step) {
        InhibitionPart part = Silencing.part(source, signal).orElseThrow();
        Instant arrivedAt = signal.getEvent().getArrivedAt();
        // of one identity all are told when the first one's time is over
        Instant until = sameIdentity.isEmpty()
                ? arrivedAt.plusMillis(part.getMostMillis())
                : sameIdentity.get(0).getUntil();
        var all = new ArrayList<>(known.getHeld());
        if (sameIdentity.size() > 1) {
            // how it began and how it is are enough to tell; what came between was never news to anybody
            InhibitedSignal between = sameIdentity.get(sameIdentity.size() - 1);
            all.remove(between);
            step.tell(SilenceRows.never(
                    between,
                    "silent while " + SilenceRows.source(between) + " was on, and followed by newer news at "
                            + arrivedAt));
        }
        var held = new InhibitedSignal(signal, part.getRule(), source.getIdentity(), source.getEventId(), until);
        all.add(held);
        step.keep(new InhibitionState(known.getSources(), all));
        step.tell(SilenceRows.began(held));
    }

    /** The same; where another source silences it by now, with that one's name. */
    static InhibitedSignal by(InhibitingSource source, InhibitedSignal held) {
        if (source.getIdentity().equals(held.getSourceIdentity())) {
            return held;
        }
        InhibitionPart part = Silencing.part(source, held.getSignal()).orElseThrow();
        return new InhibitedSignal(
                held.getSignal(), part.getRule(), source.getIdentity(), source.getEventId(), held.getUntil());
    }

    /** It ended before it was told. */
    static void over(InhibitionState known, Signal end, InhibitionStep step) {
        String identity = end.getEvent().getIdentity();
        List<InhibitedSignal> ended = of(known, identity);
        if (ended.isEmpty()) {
            return;
        }
        for (InhibitedSignal held : ended) {
            step.tell(SilenceRows.never(
                    held,
                    "over at " + end.getEvent().getArrivedAt() + ", while " + SilenceRows.source(held) + " was on"));
        }
        step.keep(without(known, identity));
    }

    static InhibitionState without(InhibitionState known, String identity) {
        return new InhibitionState(
                known.getSources(),
                known.getHeld().stream()
                        .filter(held -> !isOf(held, identity))
                        .collect(Collectors.toCollection(ArrayList::new)));
    }

    private static boolean isOf(InhibitedSignal held, String identity) {
        return held.getSignal().getEvent().getIdentity().equals(identity);
    }
}
