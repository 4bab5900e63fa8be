package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.GuardState;
import io.millrace.domain.StormSighting;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.thread.Threading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** In an alarm storm nobody knows what a single figure means: the scope's commands wait for people. Pure. */
public final class Storms {
    /** Changes that say that the storm still takes things in; an escalation, or its end, does not. */
    private static final Set<String> GROWS = Set.of("OPENED", "JOINED", "UPDATED", "REOPENED");

    private Storms() {}

    /** What a thread's change says of a storm; empty in fair weather. */
    public static Optional<StormSighting> sighting(ThreadChange change) {
        boolean rages = change.getSituations().contains(Threading.STORM) && GROWS.contains(change.getChange());
        return rages
                ? Optional.of(new StormSighting(change.getScope(), change.getThreadId(), change.getArrivedAt()))
                : Optional.empty();
    }

    static Optional<String> objection(GuardState state, Duration freeze, Command proposal) {
        Long seen = state.getStorms().get(proposal.getScope());
        if (seen == null || seen + freeze.toMillis() <= proposal.getArrivedAt().toEpochMilli()) {
            return Optional.empty();
        }
        return Optional.of("storm: scope " + proposal.getScope() + " had an alarm storm at "
                + Instant.ofEpochMilli(seen) + ", and its commands are refused for " + freeze.toMinutes()
                + " minutes after that");
    }
}
