package io.millrace.runbooks.catalog;

import java.time.Duration;

/** The runbook that an event starts. */
public final class Triggered {
    private final Runbook runbook;
    private final Duration after;

    Triggered(Runbook runbook, Duration after) {
        this.runbook = runbook;
        this.after = after;
    }

    public Runbook runbook() {
        return runbook;
    }

    /** How long the trouble must last before the first rung. */
    public Duration after() {
        return after;
    }
}
