package io.millrace.runbooks.catalog;

/** Where a command belongs: the thread it serves and the opening of the condition it answers. */
public final class PlanContext {
    private final String threadId;
    private final String scope;
    private final String service;
    private final String occurrenceId;
    private final String contentVersion;
    private final String policy;

    /** {@code occurrenceId} identifies the opening of the event's identity. */
    public PlanContext(String threadId, String scope, String service, String occurrenceId, String contentVersion) {
        this(threadId, scope, service, occurrenceId, contentVersion, "");
    }

    /** @param policy that accepted the event; empty for none */
    public PlanContext(
            String threadId, String scope, String service, String occurrenceId, String contentVersion, String policy) {
        this.threadId = threadId;
        this.scope = scope;
        this.service = service;
        this.occurrenceId = occurrenceId;
        this.contentVersion = contentVersion;
        this.policy = policy;
    }

    /** Thread that the command serves. */
    public String threadId() {
        return threadId;
    }

    /** Scope of the thread. */
    public String scope() {
        return scope;
    }

    /** Service, for budgets; empty for none. */
    public String service() {
        return service;
    }

    /** Opening of the condition. */
    public String occurrenceId() {
        return occurrenceId;
    }

    /** Bundle that decided. */
    public String contentVersion() {
        return contentVersion;
    }

    /** Policy that accepted the event. */
    public String policy() {
        return policy;
    }
}
