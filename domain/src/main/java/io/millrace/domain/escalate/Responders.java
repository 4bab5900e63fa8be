package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import io.millrace.domain.Page;
import io.millrace.domain.PagedThread;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is called for a thread and who is kept informed, as one version of content says it. */
public final class Responders {
    /** A page is given up to this priority; the others are nobody's call unless a path names them. */
    static final int LEAST_PAGED = 3;

    private final List<EscalationPath> paths;
    private final @Nullable EscalationPath otherwise;
    private final List<CommunicationPlan> plans;
    private final ToIntFunction<String> tierOf;
    private final Function<String, WorkingHours> hoursOf;

    /**
     * @param paths in order: the first that matches counts
     * @param otherwise for paged threads that none matches; null for nobody
     * @param tierOf of a service, by the catalog
     * @param hoursOf of a service
     */
    public Responders(
            List<EscalationPath> paths,
            @Nullable EscalationPath otherwise,
            List<CommunicationPlan> plans,
            ToIntFunction<String> tierOf,
            Function<String, WorkingHours> hoursOf) {
        this.paths = List.copyOf(paths);
        this.otherwise = otherwise;
        this.plans = List.copyOf(plans);
        this.tierOf = tierOf;
        this.hoursOf = hoursOf;
    }

    /** Nobody, ever. */
    public static Responders none() {
        return new Responders(List.of(), null, List.of(), service -> 0, service -> WorkingHours.ALWAYS);
    }

    /** Who is called for the thread as it stands; empty for nobody. */
    public Optional<EscalationPath> path(EscalationState state) {
        boolean isCalled = state.getThread().getPriority() <= LEAST_PAGED || state.getCalledAt() != null;
        return first(filter -> filter.matches(state, tierOf), isCalled);
    }

    /** When the people of a thread may be paged for what is not urgent: {@code now}, or when they are at work next. */
    public Instant pageFrom(PagedThread thread, Page wanted, Instant now) {
        return first(filter -> filter.matches(thread, wanted, tierOf), true)
                .map(path -> path.pageFrom(wanted.getPriority(), now, hours(wanted.getService())))
                .orElse(now);
    }

    private Optional<EscalationPath> first(Predicate<ThreadFilter> matches, boolean isCalled) {
        for (EscalationPath path : paths) {
            if (matches.test(path.filter())) {
                return Optional.of(path);
            }
        }
        return isCalled ? Optional.ofNullable(otherwise) : Optional.empty();
    }

    /** Who is kept informed of the thread as it stands. */
    List<CommunicationPlan> plans(EscalationState state) {
        return plans.stream()
                .filter(plan -> plan.filter().matches(state, tierOf))
                .collect(Collectors.toList());
    }

    Optional<CommunicationPlan> plan(String id) {
        return plans.stream().filter(plan -> plan.id().equals(id)).findFirst();
    }

    WorkingHours hours(String service) {
        return hoursOf.apply(service);
    }
}
