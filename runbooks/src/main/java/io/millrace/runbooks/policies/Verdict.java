package io.millrace.runbooks.policies;

import io.millrace.domain.DecisionAction;
import io.millrace.domain.InhibitionPart;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What triage says about one event, and by which rule. */
public final class Verdict {
    private final DecisionAction action;
    private final String rule;
    private final String reason;
    private final int severity;
    private final String owner;
    private final List<String> copies;
    private final String severityPolicy;
    private final String ownerPolicy;
    private final List<String> policies;
    private final String acceptedBy;
    private final @Nullable Wait wait;
    private final List<InhibitionPart> inhibitions;

    Verdict(
            DecisionAction action,
            String rule,
            String reason,
            int severity,
            String owner,
            List<String> copies,
            String severityPolicy,
            String ownerPolicy,
            List<String> policies,
            String acceptedBy,
            @Nullable Wait wait,
            List<InhibitionPart> inhibitions) {
        this.action = action;
        this.rule = rule;
        this.reason = reason;
        this.severity = severity;
        this.owner = owner;
        this.copies = List.copyOf(copies);
        this.severityPolicy = severityPolicy;
        this.ownerPolicy = ownerPolicy;
        this.policies = policies;
        this.acceptedBy = acceptedBy;
        this.wait = wait;
        this.inhibitions = inhibitions;
    }

    /** ACCEPTED, DISCHARGED or SUPPRESSED. */
    public DecisionAction action() {
        return action;
    }

    /** Id of the policy or silence that decided the action, {@code default}, or {@link TriagePolicies#POLICY_ERROR}. */
    public String rule() {
        return rule;
    }

    /** The rule, or of what a silence holds back the rule that accepts it afterwards. */
    public String acceptedBy() {
        return acceptedBy;
    }

    /** Until when it waits to be still true; empty when the verdict stands. */
    public Optional<Wait> waits() {
        return Optional.ofNullable(wait);
    }

    /** Its parts in inhibitions. */
    public List<InhibitionPart> inhibitions() {
        return inhibitions;
    }

    /** Why, in words. */
    public String reason() {
        return reason;
    }

    /** 1 (informational) to 5 (critical). */
    public int severity() {
        return severity;
    }

    /** Owner team. */
    public String owner() {
        return owner;
    }

    /** Teams in copy, sorted, without the owner. */
    public List<String> copies() {
        return copies;
    }

    /** Id of the policy that set the severity; empty where it is the event's own. */
    String severityPolicy() {
        return severityPolicy;
    }

    /** Id of the policy that named the owner; empty where the catalog did. */
    String ownerPolicy() {
        return ownerPolicy;
    }

    /** Ids of all policies that had a part in this, in declared order. */
    List<String> policies() {
        return policies;
    }
}
