package io.millrace.runbooks.policies;

import io.millrace.domain.Decision;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadState;
import io.millrace.domain.thread.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came of a scenario: the newest row of each event, its thread, how each thread stands and whether it was paged. */
final class ScenarioTold {
    private final TreeMap<String, Decision> rows = new TreeMap<>();
    private final TreeMap<String, ThreadState> threads = new TreeMap<>();
    private final TreeMap<String, String> threadOf = new TreeMap<>();
    private final TreeMap<String, String> mergedInto = new TreeMap<>();
    private final TreeMap<String, PageDecision> pages = new TreeMap<>();
    private final List<LinkOffer> offers = new ArrayList<>();
    private final List<Page> asked = new ArrayList<>();

    void row(Decision row) {
        rows.put(row.getEventId(), row);
    }

    void thread(ThreadState thread) {
        threads.put(thread.getThreadId(), thread);
    }

    void merged(String threadId, String into) {
        mergedInto.put(threadId, into);
    }

    void member(ThreadEvent member) {
        threadOf.putIfAbsent(member.getEventId(), member.getThreadId());
    }

    void offer(LinkOffer offer) {
        offers.add(offer);
    }

    void change(ThreadChange change) {
        Paging.asked(change).ifPresent(asked::add);
    }

    /** Paged once is paged; what is withheld may be paged later. */
    void page(Page page) {
        if (pages.get(page.getThreadId()) != PageDecision.PAGED) {
            pages.put(page.getThreadId(), page.getDecision());
        }
    }

    /** Since they were last taken. */
    List<LinkOffer> takeOffers() {
        return taken(offers);
    }

    List<Page> takeAsked() {
        return taken(asked);
    }

    private static <T> List<T> taken(List<T> all) {
        var taken = new ArrayList<>(all);
        all.clear();
        return taken;
    }

    /** Newest row of an event. */
    Optional<Decision> decision(String eventId) {
        return Optional.ofNullable(rows.get(eventId));
    }

    /** The thread that holds an event; empty when none does. */
    Optional<ThreadState> threadOf(String eventId) {
        String id = threadOf.get(eventId);
        while (id != null && mergedInto.containsKey(id)) {
            id = mergedInto.get(id);
        }
        return Optional.ofNullable(id).map(threads::get);
    }

    /** Events by the thread that holds them. */
    Map<String, SortedSet<String>> groups() {
        var groups = new TreeMap<String, SortedSet<String>>();
        for (String event : threadOf.keySet()) {
            threadOf(event).ifPresent(thread -> groups.computeIfAbsent(thread.getThreadId(), id -> new TreeSet<>())
                    .add(event));
        }
        return groups;
    }

    ThreadState thread(String threadId) {
        ThreadState thread = threads.get(threadId);
        if (thread == null) {
            throw new IllegalArgumentException("The scenario has no thread " + threadId);
        }
        return thread;
    }

    /** `paged`, `withheld` or `none`. */
    String page(String threadId) {
        PageDecision decision = pages.get(threadId);
        return decision == PageDecision.PAGED ? "paged" : decision == PageDecision.WITHHELD ? "withheld" : "none";
    }
}
