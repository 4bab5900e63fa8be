package io.millrace.runbooks.policies;

import io.millrace.domain.Asking;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event counts only if it is still true at a later arrival time: a policy's delay or question, or the end of a silence. */
public final class Wait {
    private final Instant until;
    private final String rule;
    private final String reason;
    private final @Nullable Asking asking;

    Wait(Instant until, String rule, String reason) {
        this(until, rule, reason, null);
    }

    /** @param asking what a person is asked meanwhile; null for nothing */
    Wait(Instant until, String rule, String reason, @Nullable Asking asking) {
        this.until = until;
        this.rule = rule;
        this.reason = reason;
        this.asking = asking;
    }

    /** Arrival time at which it is asked again. */
    public Instant until() {
        return until;
    }

    /** Id of the policy or silence that makes it wait. */
    public String rule() {
        return rule;
    }

    /** What a person is asked meanwhile; empty when nobody is. */
    public Optional<Asking> asks() {
        return Optional.ofNullable(asking);
    }

    /** Why it waits, in words. */
    String reason() {
        return reason;
    }
}
