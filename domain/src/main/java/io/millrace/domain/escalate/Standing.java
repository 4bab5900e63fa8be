package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import io.millrace.domain.ThreadStatus;
import java.time.Instant;
import java.util.Optional;

/** How a thread stands with people: whether it is over, and since when somebody is wanted for it. */
final class Standing {
    private Standing() {}

    static boolean isOver(EscalationState state) {
        ThreadStatus status = state.getThread().getStatus();
        return status == ThreadStatus.RESOLVED || status == ThreadStatus.CLOSED;
    }

    /** Since when somebody is wanted: for what is never paged, since it began. */
    static Optional<Instant> wantedSince(EscalationState state) {
        Instant calledAt = state.getCalledAt();
        if (calledAt != null) {
            return Optional.of(calledAt);
        }
        return state.getThread().getPriority() > Responders.LEAST_PAGED
                ? Optional.of(state.getSince())
                : Optional.empty();
    }
}
