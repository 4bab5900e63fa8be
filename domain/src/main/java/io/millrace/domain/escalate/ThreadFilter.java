package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import io.millrace.domain.ThreadChange;
import java.util.Collection;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Which threads a path or a plan is for. What is left empty asks nothing. */
public final class ThreadFilter {
    private final Set<String> services;
    private final Set<Integer> serviceTiers;
    private final Set<Integer> priorities;
    private final int leastSeverity;
    private final boolean securityOnly;

    /**
     * @param priorities 1 (P1) to 5 (P5), at least one
     * @param leastSeverity 1 to 5
     * @param securityOnly only threads with an event of security
     */
    public ThreadFilter(
            Collection<String> services,
            Collection<Integer> serviceTiers,
            Collection<Integer> priorities,
            int leastSeverity,
            boolean securityOnly) {
        this.services = Set.copyOf(services);
        this.serviceTiers = Set.copyOf(serviceTiers);
        this.priorities = Set.copyOf(priorities);
        this.leastSeverity = leastSeverity;
        this.securityOnly = securityOnly;
    }

    /** The thread as it stands. */
    boolean matches(EscalationState state, ToIntFunction<String> tierOf) {
        ThreadChange thread = state.getThread();
        String service = thread.getService();
        return priorities.contains(thread.getPriority())
                && (services.isEmpty() || services.contains(service))
                && (serviceTiers.isEmpty() || serviceTiers.contains(tierOf.applyAsInt(service)))
                && thread.getSeverity() >= leastSeverity
                && (state.getSecurity() || !securityOnly);
    }
}
