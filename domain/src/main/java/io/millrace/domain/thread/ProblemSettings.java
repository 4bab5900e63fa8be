package io.millrace.domain.thread;

import java.io.Serializable;
import java.time.Duration;

/** How often an incident must return, and within what time, to be a problem. */
public final class ProblemSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Incidents remembered of one kind: beyond that, more than three a day, the number no longer matters. */
    public static final int MOST_TIMES = 100;

    private final int times;
    private final Duration window;

    /**
     * @param times 2 to {@value #MOST_TIMES}
     * @param window from the first of them to the last
     */
    public ProblemSettings(int times, Duration window) {
        if (times < 2 || times > MOST_TIMES) {
            throw new IllegalArgumentException(
                    "A problem is an incident that came back: " + times + " times; it must be 2 to " + MOST_TIMES);
        }
        this.times = times;
        this.window = window;
    }

    /** Three times, as often as people say "again?", within 30 days. */
    public static ProblemSettings defaults() {
        return new ProblemSettings(3, Duration.ofDays(30));
    }

    public int times() {
        return times;
    }

    public Duration window() {
        return window;
    }
}
