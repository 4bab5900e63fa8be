package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Problem;

/** An incident that keeps coming back: what it looks like, how often, since when, in which threads. */
final class ProblemDetail {
    private ProblemDetail() {}

    /** @param newest the thread of its newest return */
    static void write(Problem problem, String newest, ObjectNode detail) {
        detail.put("problemId", problem.getProblemId());
        detail.put("threadId", newest);
        detail.put("title", problem.getTitle());
        detail.put("severity", problem.getSeverity());
        detail.put("priority", problem.getPriority());
        detail.put("service", problem.getService());
        detail.put("owner", problem.getOwner());
        detail.put("scope", problem.getScope());
        if (!problem.getTenant().isEmpty()) {
            detail.put("tenant", problem.getTenant());
        }
        Details.strings(problem.getSymptoms(), detail.putArray("symptoms"));
        detail.put("count", problem.getCount());
        detail.put("firstAt", problem.getFirstAt().toString());
        detail.put("lastAt", problem.getLastAt().toString());
        Details.strings(problem.getThreadIds(), detail.putArray("threadIds"));
    }
}
