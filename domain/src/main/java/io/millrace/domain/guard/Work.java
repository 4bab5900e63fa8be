package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.Grant;
import io.millrace.domain.GuardState;
import io.millrace.domain.Outcome;
import io.millrace.domain.record.Copies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What granted commands are at work on. One is at work from its grant until its ladder's verdict or its executor's failure, at the
 * latest until a verdict was due: what nobody ends must not lock its target for ever. Tier 0 and shadow are at work on nothing. Pure.
 */
final class Work {
    /** By which a verdict may follow the moment it was due: its timer falls on the end of a slot. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Set<String> RUNS = Set.of("STARTED", "SUCCEEDED");

    private static final Set<String> ENDS = Set.of(
            "FIXED",
            "NOT_FIXED",
            "MADE_WORSE",
            "UNVERIFIABLE",
            "REFUSED",
            "EXHAUSTED",
            "FAILED",
            "TIMED_OUT",
            "CANCELLED",
            "ROLLED_BACK");

    /** Over without it: nobody wants it any more, but who was asked to run it may begin until it expires. */
    private static final String HEALED = "HEALED";

    private Work() {}

    /** Whether its ladder wants a command no more of which this was said. */
    static boolean isOver(Outcome outcome) {
        return outcome.getOutcome().equals(HEALED) || ENDS.contains(outcome.getOutcome());
    }

    /** When a granted command is no longer at work although nobody said so, epoch milliseconds; 0 for one that touches nothing. */
    static long until(Command granted) {
        if (granted.getTier() == 0 || Grants.isShadow(granted)) {
            return 0;
        }
        long seconds = Math.max(granted.getExpiresAfterSeconds(), granted.getVerifyWithinSeconds());
        return granted.getArrivedAt().plusSeconds(seconds).plus(GRACE).toEpochMilli();
    }

    /** The grants once this was said of one of them. */
    static List<Grant> after(List<Grant> grants, Outcome outcome) {
        return grants.stream()
                .map(grant -> grant.getCommandId().equals(outcome.getCommandId()) ? told(grant, outcome) : grant)
                .collect(Collectors.toList());
    }

    /** A report that comes after the end does not begin anew. */
    private static Grant told(Grant grant, Outcome outcome) {
        long now = outcome.getArrivedAt().toEpochMilli();
        if (!isAtWork(grant, now)) {
            return grant;
        }
        var next = Copies.shallow(grant, new Grant());
        if (ENDS.contains(outcome.getOutcome())) {
            next.setWorkUntil(0);
        } else if (RUNS.contains(outcome.getOutcome())) {
            long due = now + grant.getVerifyWithinSeconds() * 1000 + GRACE.toMillis();
            next.setWorkUntil(Math.max(grant.getWorkUntil(), due));
        }
        return next;
    }

    static boolean isAtWork(Grant grant, long now) {
        return grant.getWorkUntil() > now;
    }

    /** One command at a time on a target. */
    static Optional<String> busy(GuardState state, Command proposal) {
        if (proposal.getTier() == 0) {
            return Optional.empty();
        }
        return atWork(state, proposal)
                .filter(grant -> grant.getTarget().equals(proposal.getTarget()))
                .findFirst()
                .map(grant -> "busy: " + grant.getRunbook() + " is at work on this target (command "
                        + grant.getCommandId() + ")");
    }

    /** Of each group that the target belongs to, so many targets at once. */
    static Optional<String> share(List<Group> groups, GuardState state, Command proposal) {
        if (proposal.getTier() == 0) {
            return Optional.empty();
        }
        for (Group group : groups) {
            if (!group.has(proposal.getTarget(), proposal.getService())) {
                continue;
            }
            long others = atWork(state, proposal)
                    .filter(grant -> group.has(grant.getTarget(), grant.getService()))
                    .map(Grant::getTarget)
                    .filter(target -> !target.equals(proposal.getTarget()))
                    .distinct()
                    .count();
            if (others >= group.atOnce()) {
                return Optional.of("share: " + others + " of group " + group.name() + " are at work; " + group.words()
                        + " may be at once, and one always");
            }
        }
        return Optional.empty();
    }

    private static Stream<Grant> atWork(GuardState state, Command proposal) {
        long now = proposal.getArrivedAt().toEpochMilli();
        return state.getGrants().stream().filter(grant -> isAtWork(grant, now));
    }
}
