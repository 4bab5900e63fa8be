package io.millrace.domain.guard;

import java.time.Duration;

/** How often a runbook may start on one target within a span of arrival time, each time for another opening of its condition. */
public final class AttemptLimit {
    /** Where content states none. */
    public static final AttemptLimit USUAL = new AttemptLimit(3, Duration.ofHours(24));

    private final int most;
    private final Duration within;

    /** @param most starts; at least 1 */
    public AttemptLimit(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    public int most() {
        return most;
    }

    public Duration within() {
        return within;
    }
}
