package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        for (EscalationPath path : paths) {
            if (path.filter().matches(state, tierOf)) {
                return Optional.of(path);
            }
        }
        return state.getThread().getPriority() <= LEAST_PAGED || state.getCalledAt() != null
                ? Optional.ofNullable(otherwise)
                : Optional.empty();
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
