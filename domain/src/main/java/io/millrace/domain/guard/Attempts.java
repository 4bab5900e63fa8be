package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.Grant;
import io.millrace.domain.GuardState;
import io.millrace.domain.Problem;
import io.millrace.domain.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A runbook that starts on one target again and again cures nothing: beyond a limit it is refused, and the trouble is a problem
 * for people. The rungs and attempts of one opening count once. Pure.
 */
final class Attempts {
    private static final String WORD = "attempts: ";
    private static final int MOST_THREADS = 20;

    /** Where an earlier version proposed the command, and did not say. */
    private static final int UNKNOWN_SEVERITY = 3;

    private Attempts() {}

    static Optional<String> objection(AttemptLimit limit, GuardState state, Command proposal) {
        List<Grant> starts = starts(limit, state, proposal);
        boolean isUnderWay = starts.stream().anyMatch(grant -> opening(grant).equals(proposal.getOpeningCondition()));
        return isUnderWay || starts.size() < limit.most()
                ? Optional.empty()
                : Optional.of(WORD + proposal.getRunbook() + " was started on this target " + starts.size()
                        + " times within " + limit.within().toHours()
                        + " hours, and its condition is back: a problem for people");
    }

    /** The problem behind a refused command; empty for one that was refused for another reason. */
    static Optional<Problem> problem(AttemptLimit limit, GuardState state, Command refused) {
        if (!refused.getReason().startsWith(WORD)) {
            return Optional.empty();
        }
        List<Grant> starts = starts(limit, state, refused);
        var threads = new ArrayList<String>();
        starts.forEach(grant -> add(threads, grant.getThreadId()));
        threads.remove(refused.getThreadId());
        threads.add(refused.getThreadId());
        var signature = Ids.hash("attempts", refused.getRunbook(), refused.getTarget());
        return Optional.of(Problem.newBuilder()
                .setProblemId(Ids.hash("problem", signature))
                .setSignature(signature)
                .setScope(refused.getScope())
                .setService(refused.getService())
                .setOwner(refused.getOwner())
                .setTitle(refused.getRunbook() + " does not cure " + refused.getTarget())
                .setSeverity(refused.getSeverity() == 0 ? UNKNOWN_SEVERITY : refused.getSeverity())
                .setPriority(refused.getPriority() == 0 ? UNKNOWN_SEVERITY : refused.getPriority())
                .setSymptoms(new ArrayList<>(new TreeSet<>(List.of(refused.getConditionId(), refused.getTarget()))))
                .setCount(starts.size() + 1)
                .setFirstAt(Instant.ofEpochMilli(starts.get(0).getGrantedAt()))
                .setLastAt(refused.getArrivedAt())
                .setThreadIds(
                        new ArrayList<>(threads.subList(Math.max(0, threads.size() - MOST_THREADS), threads.size())))
                .setArrivedAt(refused.getArrivedAt())
                .build());
    }

    private static void add(List<String> threads, String thread) {
        if (!thread.isEmpty() && !threads.contains(thread)) {
            threads.add(thread);
        }
    }

    /** The first grant of each opening within the limit's time, oldest first. */
    private static List<Grant> starts(AttemptLimit limit, GuardState state, Command proposal) {
        long from = proposal.getArrivedAt().minus(limit.within()).toEpochMilli();
        var first = new TreeMap<String, Grant>();
        Grants.against(state, proposal, from)
                .filter(grant -> grant.getRunbook().equals(proposal.getRunbook()))
                .filter(grant -> grant.getTarget().equals(proposal.getTarget()))
                .forEach(grant -> first.merge(
                        opening(grant),
                        grant,
                        (one, other) -> one.getGrantedAt() <= other.getGrantedAt() ? one : other));
        return first.values().stream()
                .sorted(Comparator.comparing(Grant::getGrantedAt).thenComparing(Grant::getCommandId))
                .collect(Collectors.toList());
    }

    /** An earlier version did not keep it: each of its grants counts for itself. */
    private static String opening(Grant grant) {
        return grant.getOpeningCondition().isEmpty() ? grant.getCommandId() : grant.getOpeningCondition();
    }
}
