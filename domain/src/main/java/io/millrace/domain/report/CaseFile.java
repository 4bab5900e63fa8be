package io.millrace.domain.report;

import io.millrace.domain.CalledTier;
import io.millrace.domain.Command;
import io.millrace.domain.Incident;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.Problem;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts about one thread, by kind and in time: the same whatever the order in which they came. */
final class CaseFile {
    private final List<ReportFact> facts;

    CaseFile(Collection<ReportFact> facts) {
        this.facts = facts.stream()
                .sorted(Comparator.comparing(ReportFact::getArrivedAt).thenComparing(ReportFact::getFactId))
                .collect(Collectors.toList());
    }

    /** By version. */
    List<ThreadChange> changes() {
        return of(ReportFact::getChange).stream()
                .sorted(Comparator.comparing(ThreadChange::getVersion)
                        .thenComparing(ThreadChange::getArrivedAt)
                        .thenComparing(ThreadChange::getChangeId))
                .collect(Collectors.toList());
    }

    List<Page> pages() {
        return of(ReportFact::getPage);
    }

    List<Command> commands() {
        return of(ReportFact::getCommand);
    }

    List<Outcome> outcomes() {
        return of(ReportFact::getOutcome);
    }

    List<ThreadLink> links() {
        return of(ReportFact::getLink);
    }

    List<CalledTier> calls() {
        return of(ReportFact::getCall);
    }

    List<ThreadAct> acts() {
        return of(ReportFact::getAct);
    }

    Optional<Problem> problem() {
        return of(ReportFact::getProblem).stream().reduce((one, later) -> later);
    }

    Optional<Incident> incident() {
        return of(ReportFact::getIncident).stream().reduce((one, later) -> later);
    }

    private <T> List<T> of(Function<ReportFact, @Nullable T> kind) {
        return facts.stream().map(kind).filter(Objects::nonNull).collect(Collectors.toList());
    }
}
