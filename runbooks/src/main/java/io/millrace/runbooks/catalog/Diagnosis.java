package io.millrace.runbooks.catalog;

import java.time.Duration;
import java.util.List;

/** What a runbook reads before its first rung, and how long that rung waits for it. */
public final class Diagnosis {
    /** Of a runbook that says nothing of it. */
    static final Diagnosis NONE = new Diagnosis(List.of(), Duration.ZERO);

    private final List<Step> steps;
    private final Duration within;

    Diagnosis(List<Step> steps, Duration within) {
        this.steps = List.copyOf(steps);
        this.within = within;
    }

    /** Of tier 0, with actions that only read; asked for together. */
    public List<Step> steps() {
        return steps;
    }

    /** The first rung waits so long at most, and none is started later. */
    public Duration within() {
        return within;
    }
}
