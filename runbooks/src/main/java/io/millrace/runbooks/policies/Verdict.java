package io.millrace.runbooks.policies;

import io.millrace.domain.DecisionAction;
import java.util.List;

/** What triage says about one event, and by which rule. */
public final class Verdict {
    private final DecisionAction action;
    private final String rule;
    private final String reason;
    private final int severity;
    private final String owner;
    private final List<String> copies;

    Verdict(DecisionAction action, String rule, String reason, int severity, String owner, List<String> copies) {
        this.action = action;
        this.rule = rule;
        this.reason = reason;
        this.severity = severity;
        this.owner = owner;
        this.copies = List.copyOf(copies);
    }

    /** ACCEPTED, DISCHARGED or SUPPRESSED. */
    public DecisionAction action() {
        return action;
    }

    /** Id of the policy that decided the action, {@code default}, or {@link TriagePolicies#POLICY_ERROR}. */
    public String rule() {
        return rule;
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
}
