package io.millrace.operators.parse;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What the event parser must be told: whom it believes about the loop, and when a time lies in the future. */
public final class EventParserSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeSet<String> loopSources;
    private final Duration allowedSkew;

    /**
     * @param loopSources EventBridge sources whose outcomes, decisions and questions are believed
     * @param allowedSkew an event time later than arrival by more than this is marked as future
     */
    public EventParserSettings(Collection<String> loopSources, Duration allowedSkew) {
        if (allowedSkew.isNegative()) {
            throw new IllegalArgumentException("The allowed skew must not be negative: " + allowedSkew);
        }
        this.loopSources = new TreeSet<>(Objects.requireNonNull(loopSources));
        this.allowedSkew = allowedSkew;
    }

    /** Believes only Millrace itself; five minutes of skew. */
    public static EventParserSettings defaults() {
        return new EventParserSettings(Set.of("millrace"), Duration.ofMinutes(5));
    }

    public Set<String> loopSources() {
        return Set.copyOf(loopSources);
    }

    public Duration allowedSkew() {
        return allowedSkew;
    }
}
