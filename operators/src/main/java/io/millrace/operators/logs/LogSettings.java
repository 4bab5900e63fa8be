package io.millrace.operators.logs;

import java.io.Serializable;
import java.time.Duration;

/** How log lines are counted. */
public final class LogSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Duration wait;
    private final String region;

    /**
     * @param wait how long after its end a minute is open for lines that are still to arrive
     * @param region the Region of log records, which name none; empty when it is not known
     */
    public LogSettings(Duration wait, String region) {
        this.wait = wait;
        this.region = region;
    }

    /** Two minutes: agents send every few seconds, and metric points take 2 to 3 minutes anyway. */
    public static LogSettings defaults() {
        return new LogSettings(Duration.ofMinutes(2), "");
    }

    public Duration minuteWait() {
        return wait;
    }

    public String region() {
        return region;
    }
}
