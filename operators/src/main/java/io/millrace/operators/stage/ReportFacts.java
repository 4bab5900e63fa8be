package io.millrace.operators.stage;

import io.millrace.domain.ReportFact;
import io.millrace.domain.report.Facts;
import io.millrace.domain.report.Reporting;
import io.millrace.domain.report.Room;
import java.util.Comparator;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** The facts of one thread as keyed state holds them. */
final class ReportFacts implements Room.Store {
    private final MapState<String, ReportFact> facts;

    ReportFacts(MapState<String, ReportFact> facts) {
        this.facts = facts;
    }

    @Override
    public boolean contains(String factId) throws Exception {
        return facts.contains(factId);
    }

    @Override
    public @Nullable ReportFact last(String kind, Comparator<ReportFact> order) throws Exception {
        ReportFact last = null;
        for (ReportFact fact : facts.values()) {
            boolean counts = Facts.kind(fact).equals(kind) && !Reporting.closes(fact);
            if (counts && (last == null || order.compare(fact, last) > 0)) {
                last = fact;
            }
        }
        return last;
    }

    @Override
    public void put(ReportFact fact) throws Exception {
        facts.put(fact.getFactId(), fact);
    }

    @Override
    public void remove(String factId) throws Exception {
        facts.remove(factId);
    }
}
