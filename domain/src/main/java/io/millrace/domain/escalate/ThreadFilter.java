package io.millrace.domain.escalate;

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

    boolean matches(ThreadView thread, ToIntFunction<String> tierOf) {
        return priorities.contains(thread.priority())
                && (services.isEmpty() || services.contains(thread.service()))
                && (serviceTiers.isEmpty() || serviceTiers.contains(tierOf.applyAsInt(thread.service())))
                && thread.severity() >= leastSeverity
                && (thread.isSecurity() || !securityOnly);
    }

    /** What a filter asks of a thread. */
    static final class ThreadView {
        private final String service;
        private final int priority;
        private final int severity;
        private final boolean security;

        ThreadView(String service, int priority, int severity, boolean security) {
            this.service = service;
            this.priority = priority;
            this.severity = severity;
            this.security = security;
        }

        String service() {
            return service;
        }

        int priority() {
            return priority;
        }

        int severity() {
            return severity;
        }

        boolean isSecurity() {
            return security;
        }
    }
}
