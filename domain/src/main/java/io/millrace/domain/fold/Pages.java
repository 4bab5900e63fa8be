package io.millrace.domain.fold;

import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.PageSet;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The communications of one identity that come in several pages. Each is held under the page that arrived first
 * until all have come or its time is over; what comes later makes it grow.
 */
final class Pages {
    /** Communications remembered of one identity. */
    static final int MOST_SETS = 8;
    /** Page numbers remembered of one communication; AWS Health sends some dozens at most. */
    static final int MOST_PAGES = 1000;

    private final Duration wait;

    Pages(Duration wait) {
        this.wait = wait;
    }

    static Optional<PageSet> find(FoldState state, Page page) {
        return state.getPages().stream()
                .filter(set -> set.getCommunication().equals(page.communication))
                .findFirst();
    }

    /** Whether one more can be held: one that has passed makes room, one that waits never does. */
    static boolean hasRoom(FoldState state) {
        return state.getPages().size() < MOST_SETS || state.getPages().stream().anyMatch(Pages::hasPassed);
    }

    static boolean hasPassed(PageSet set) {
        return set.getUntil() == 0;
    }

    static boolean isComplete(PageSet set) {
        return set.getPages().size() >= set.getTotal();
    }

    /** The first that is complete, or whose time is over at {@code now}. */
    static Optional<PageSet> due(FoldState state, long now) {
        return state.getPages().stream()
                .filter(set -> !hasPassed(set) && (isComplete(set) || set.getUntil() <= now))
                .findFirst();
    }

    /** Held from its first page on. */
    PageSet begun(Page page, OpsEvent event) {
        return new PageSet(
                page.communication,
                event.getEventId(),
                page.total,
                List.of(page.number),
                event,
                Slots.endOf(event.getArrivedAt().plus(wait).toEpochMilli()));
    }

    /** With one more page. */
    static PageSet grown(PageSet set, Page page, OpsEvent event) {
        var next = Copies.shallow(set, new PageSet());
        var numbers = new TreeSet<>(set.getPages());
        if (numbers.size() < MOST_PAGES) {
            numbers.add(page.number);
        }
        next.setPages(new ArrayList<>(numbers));
        next.setTotal(Math.max(set.getTotal(), page.total));
        OpsEvent held = set.getEvent();
        if (held != null) {
            next.setEvent(PageUnion.of(held, event));
        }
        return next;
    }

    /** Once its pages have passed: what may still come needs the union, a complete one only its name. */
    static PageSet passed(PageSet set) {
        var next = Copies.shallow(set, new PageSet());
        next.setUntil(0L);
        if (isComplete(set)) {
            next.setEvent(null);
        }
        return next;
    }

    /** The pages as one event: it arrives with the last of them, or when their time is over. */
    static OpsEvent whole(PageSet set, OpsEvent held) {
        var event = counted(set, held);
        var until = Instant.ofEpochMilli(set.getUntil());
        if (!isComplete(set) && until.isAfter(held.getArrivedAt())) {
            event.setArrivedAt(until);
        }
        return event;
    }

    /** All that came of a communication that has passed already, as news of its latest page. */
    static OpsEvent update(PageSet set, OpsEvent union, OpsEvent latest) {
        var event = counted(set, PageUnion.under(latest, union));
        if (event.getStatus() == EventStatus.OPEN) {
            event.setStatus(EventStatus.UPDATED);
        }
        return event;
    }

    private static OpsEvent counted(PageSet set, OpsEvent event) {
        var next = Copies.shallow(event, new OpsEvent());
        next.setAttributes(PageUnion.with(
                event, "pagesReceived", String.valueOf(set.getPages().size())));
        return next;
    }

    /** The sets with this one, in its place or as the newest; the oldest that has passed makes room. */
    static List<PageSet> with(List<PageSet> known, PageSet set) {
        var all = new ArrayList<>(known);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).getCommunication().equals(set.getCommunication())) {
                all.set(i, set);
                return all;
            }
        }
        all.add(set);
        for (int i = 0; all.size() > MOST_SETS && i < all.size(); i++) {
            if (hasPassed(all.get(i))) {
                all.remove(i--);
            }
        }
        return all;
    }
}
