package io.millrace.domain.explain;

import io.millrace.domain.ExplainBudgetState;
import io.millrace.domain.ExplainGrant;
import io.millrace.domain.ExplainRequest;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Grants questions to a language model: threads of a priority worth it, not the same thread again within minutes, and all
 * together so many in an hour of arrival time. Pure: state in, state out.
 */
public final class ExplainBudget implements Serializable {
    /** The longest window: what is older is forgotten. */
    public static final Duration WINDOW = Duration.ofHours(1);

    private static final long serialVersionUID = 1L;
    private static final Duration SAME_THREAD = Duration.ofMinutes(5);

    private final int perHour;
    private final int lowestPriority;

    /**
     * @param perHour most questions within an hour, all threads together
     * @param lowestPriority 1 (P1) to 5 (P5): threads below it are not worth a question
     */
    public ExplainBudget(int perHour, int lowestPriority) {
        this.perHour = perHour;
        this.lowestPriority = lowestPriority;
    }

    /** Whether the question may be asked. A thread that reached a person is asked about at once. */
    public boolean grants(ExplainBudgetState state, ExplainRequest request) {
        long now = request.getChange().getArrivedAt().toEpochMilli();
        List<ExplainGrant> recent = recent(state, now);
        boolean again = recent.stream()
                .anyMatch(
                        grant -> grant.getThreadId().equals(request.getChange().getThreadId())
                                && grant.getGrantedAt() > now - SAME_THREAD.toMillis());
        boolean escalated = request.getChange().getChange().equals("ESCALATED");
        return request.getChange().getPriority() <= lowestPriority && recent.size() < perHour && (!again || escalated);
    }

    /** The state after a question was granted, without what is older than the window. */
    public ExplainBudgetState after(ExplainBudgetState state, ExplainRequest granted) {
        long now = granted.getChange().getArrivedAt().toEpochMilli();
        var grants = new ArrayList<>(recent(state, now));
        grants.add(new ExplainGrant(granted.getChange().getThreadId(), now));
        return new ExplainBudgetState(grants);
    }

    private static List<ExplainGrant> recent(ExplainBudgetState state, long now) {
        return state.getGrants().stream()
                .filter(grant -> grant.getGrantedAt() > now - WINDOW.toMillis())
                .collect(Collectors.toList());
    }
}
