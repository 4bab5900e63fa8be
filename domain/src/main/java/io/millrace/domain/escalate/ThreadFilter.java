package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import io.millrace.domain.Page;
import io.millrace.domain.PagedThread;
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
        return matches(thread.getService(), thread.getPriority(), thread.getSeverity(), state.getSecurity(), tierOf);
    }

    /** The thread as it asks for a page. */
    boolean matches(PagedThread thread, Page wanted, ToIntFunction<String> tierOf) {
        return matches(wanted.getService(), wanted.getPriority(), wanted.getSeverity(), thread.getSecurity(), tierOf);
    }

    private boolean matches(
            String service, int priority, int severity, boolean isSecurity, ToIntFunction<String> tierOf) {
        return priorities.contains(priority)
                && (services.isEmpty() || services.contains(service))
                && (serviceTiers.isEmpty() || serviceTiers.contains(tierOf.applyAsInt(service)))
                && severity >= leastSeverity
                && (isSecurity || !securityOnly);
    }
}
