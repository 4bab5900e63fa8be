package io.millrace.domain.report;

import io.millrace.domain.ReportFact;
import io.millrace.domain.thread.Ending;
import java.util.Optional;
import java.util.Set;

/**
 * What goes on to the record of the thread that took another one in: whom it paged and called, what it commanded and what came of
 * it, and what people did. Its own changes, links and likeness stay with it. Pure.
 */
public final class Merged {
    private static final Set<String> GOES_ON = Set.of("page", "command", "outcome", "act", "call");

    private Merged() {}

    /** Whether the fact goes on where its thread is merged. */
    public static boolean goesOn(ReportFact fact) {
        return GOES_ON.contains(Facts.kind(fact));
    }

    /** Where the thread goes that this fact closes; empty for any other fact, and where it goes nowhere. */
    public static Optional<String> into(ReportFact fact) {
        return Reporting.closes(fact)
                ? Optional.of(Ending.mergedInto(fact.getChange())).filter(survivor -> !survivor.isEmpty())
                : Optional.empty();
    }

    /** The fact under the thread that took its own in. */
    public static ReportFact to(String survivor, ReportFact fact) {
        return ReportFact.newBuilder(fact).setThreadId(survivor).build();
    }
}
