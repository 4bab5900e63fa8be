package io.millrace.runbooks.ladder;

import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.record.Copies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ladders that a thread keeps: how one changes, and which are forgotten. */
final class ThreadLadders {
    /** Ended ladders that a thread keeps beside those of conditions that are still open. */
    static final int MOST_ENDED = 20;

    private ThreadLadders() {}

    /** It waits for its executor, or for data. */
    static boolean isActive(Ladder ladder) {
        return ladder.getStatus() == LadderStatus.PROPOSED || ladder.getStatus() == LadderStatus.REQUESTED;
    }

    /** It waits until its present rung may be proposed. */
    static boolean isWaiting(Ladder ladder) {
        return ladder.getStatus() == LadderStatus.WAITING;
    }

    /** When time alone moves it, or the rollback of its last rung, next; empty once both have ended. */
    static Optional<Instant> due(Ladder ladder) {
        if (isWaiting(ladder)) {
            return Optional.ofNullable(ladder.getWaitsUntil());
        }
        return isActive(ladder) ? Optional.of(ladder.getVerifyBy()) : RollingBack.due(ladder);
    }

    /** The thread with this ladder as its newest. */
    static ThreadState with(ThreadState thread, Ladder ladder, ThreadStatus status) {
        var next = Copies.shallow(thread, new ThreadState());
        List<Ladder> ladders = new ArrayList<>(thread.getLadders());
        ladders.removeIf(known -> known.getOpeningCondition().equals(ladder.getOpeningCondition()));
        ladders.add(ladder);
        next.setLadders(bounded(thread, ladders));
        // A thread that waits for nothing is resolved, whatever its ladders do.
        next.setStatus(thread.getStatus() == ThreadStatus.RESOLVED ? ThreadStatus.RESOLVED : status);
        return next;
    }

    /** Forgets the oldest ended ladders, never one whose opening still lasts: its updates would start it again. */
    private static List<Ladder> bounded(ThreadState thread, List<Ladder> ladders) {
        Set<String> open = thread.getIdentities().stream()
                .filter(OpenIdentity::getOpen)
                .map(OpenIdentity::getOccurrenceId)
                .collect(Collectors.toSet());
        List<Ladder> over = ladders.stream()
                .filter(known -> due(known).isEmpty() && !open.contains(known.getOpeningCondition()))
                .collect(Collectors.toList());
        int surplus = Math.max(0, over.size() - MOST_ENDED);
        var kept = new ArrayList<>(ladders);
        kept.removeAll(over.subList(0, surplus));
        return kept;
    }
}
