package io.millrace.domain.escalate;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is kept informed of a thread, by what channel and how often, until it is over. */
public final class CommunicationPlan {
    private final String id;
    private final ThreadFilter filter;
    private final String audience;
    private final String channel;
    private final List<String> to;
    private final boolean onOpen;
    private final boolean onResolve;
    private final @Nullable Duration every;

    /**
     * @param channel slack, teams, email or sns
     * @param to addresses or channels, as the channel names them
     * @param every null for no cadence
     */
    public CommunicationPlan(
            String id,
            ThreadFilter filter,
            String audience,
            String channel,
            Collection<String> to,
            boolean onOpen,
            boolean onResolve,
            @Nullable Duration every) {
        this.id = id;
        this.filter = filter;
        this.audience = audience;
        this.channel = channel;
        this.to = List.copyOf(to);
        this.onOpen = onOpen;
        this.onResolve = onResolve;
        this.every = every;
    }

    public String id() {
        return id;
    }

    ThreadFilter filter() {
        return filter;
    }

    public String audience() {
        return audience;
    }

    public String channel() {
        return channel;
    }

    public List<String> to() {
        return to;
    }

    boolean onOpen() {
        return onOpen;
    }

    boolean onResolve() {
        return onResolve;
    }

    Optional<Duration> every() {
        return Optional.ofNullable(every);
    }
}
