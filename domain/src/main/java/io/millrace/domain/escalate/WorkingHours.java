package io.millrace.domain.escalate;

import java.time.Instant;

/** When people are at work. */
public interface WorkingHours {
    /** At any time. */
    WorkingHours ALWAYS = at -> at;

    /** This moment while people are at work, else the next one at which they begin. */
    Instant next(Instant at);

    /** Whether people are at work. */
    default boolean hold(Instant at) {
        return next(at).equals(at);
    }
}
