package io.millrace.operators.parse;

import io.millrace.domain.time.TimeBounds;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What the event parser must be told: whom it believes about the loop, and when a time lies in the future or is late. */
public final class EventParserSettings implements Serializable {
    private static final long serialVersionUID = 2L;
    private static final Set<String> OWN_ROLES = Set.of("millrace-*");

    private final TreeSet<String> loopSources;
    private final TreeSet<String> ownRoles;
    private final TimeBounds times;

    /** With the default names of the roles that our remediation assumes, {@code millrace-*}, and the default lateness. */
    public EventParserSettings(Collection<String> loopSources, Duration allowedSkew) {
        this(
                loopSources,
                OWN_ROLES,
                new TimeBounds(allowedSkew, TimeBounds.defaults().lateness()));
    }

    /**
     * @param loopSources EventBridge sources whose outcomes, decisions and questions are believed
     * @param ownRoles patterns ({@code *} is any run of characters) of the names of the roles that our remediation assumes
     * @param times beyond which an event is marked as future or late
     */
    public EventParserSettings(Collection<String> loopSources, Collection<String> ownRoles, TimeBounds times) {
        this.loopSources = new TreeSet<>(Objects.requireNonNull(loopSources));
        this.ownRoles = new TreeSet<>(Objects.requireNonNull(ownRoles));
        this.times = times;
    }

    /** Believes only Millrace itself; five minutes of skew, an hour of lateness. */
    public static EventParserSettings defaults() {
        return new EventParserSettings(Set.of("millrace"), OWN_ROLES, TimeBounds.defaults());
    }

    public Set<String> loopSources() {
        return Set.copyOf(loopSources);
    }

    public Set<String> ownRoles() {
        return Set.copyOf(ownRoles);
    }

    public TimeBounds times() {
        return times;
    }
}
