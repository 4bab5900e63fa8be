package io.millrace.runbooks.policies;

import java.time.Instant;

/** An event counts only if it is still true at a later arrival time: a policy's delay, or the end of a silence. */
public final class Wait {
    private final Instant until;
    private final String rule;
    private final String reason;

    Wait(Instant until, String rule, String reason) {
        this.until = until;
        this.rule = rule;
        this.reason = reason;
    }

    /** Arrival time at which it is asked again. */
    public Instant until() {
        return until;
    }

    /** Id of the policy or silence that makes it wait. */
    public String rule() {
        return rule;
    }

    /** Why it waits, in words. */
    String reason() {
        return reason;
    }
}
