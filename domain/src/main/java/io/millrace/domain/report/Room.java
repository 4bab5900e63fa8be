package io.millrace.domain.report;

import io.millrace.domain.ReportFact;
import io.millrace.domain.ReportState;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many facts of a thread are kept: of each kind the first ones, whatever the order in which they come, and always the one that
 * says that it has closed.
 */
public final class Room {
    private static final Comparator<ReportFact> FIRST =
            Comparator.comparing(ReportFact::getArrivedAt).thenComparing(ReportFact::getFactId);

    private static final Map<String, Integer> MOST = new TreeMap<>(Map.of(
            "change", 80,
            "page", 20,
            "command", 60,
            "outcome", 120,
            "link", 20,
            "problem", 2,
            "incident", 2,
            "act", 60,
            "call", 40));

    private Room() {}

    /** The facts of one thread by their ids, wherever they are kept. */
    public interface Store {
        boolean contains(String factId) throws Exception;

        /** The last of a kind by {@code order}, of those whose id begins with the kind; the one that closes aside. */
        @Nullable
        ReportFact last(String kind, Comparator<ReportFact> order) throws Exception;

        void put(ReportFact fact) throws Exception;

        void remove(String factId) throws Exception;
    }

    /** Keeps the fact if there is room, or if a later one can make room for it; {@code state} is changed to say so. */
    public static void keep(ReportFact fact, ReportState state, Store store) throws Exception {
        if (store.contains(fact.getFactId())) {
            return;
        }
        String kind = Facts.kind(fact);
        int kept = state.getKept().getOrDefault(kind, 0);
        if (Reporting.closes(fact)) {
            store.put(fact);
            return;
        }
        if (kept < MOST.getOrDefault(kind, 0)) {
            store.put(fact);
            var counts = new TreeMap<>(state.getKept());
            counts.put(kind, kept + 1);
            state.setKept(counts);
            return;
        }
        state.setOmitted(state.getOmitted() + 1);
        ReportFact last = store.last(kind, FIRST);
        if (last != null && FIRST.compare(fact, last) < 0) {
            store.remove(last.getFactId());
            store.put(fact);
        }
    }
}
