package io.millrace.runbooks.ladder;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * What an executor reports about a command, as a row. Only an executor's own words count as such: whether a
 * command helped is for data to say, so a report that claims {@code FIXED} is of outcome {@code OTHER}.
 */
public final class ExecutorReport {
    private static final String DETAIL_TYPE = "Remediation Outcome";
    private static final String OTHER = "OTHER";
    private static final Set<String> WORDS = Set.of("STARTED", "SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT");

    private ExecutorReport() {}

    /** The row; empty for an event that is no report. */
    public static Optional<Outcome> of(OpsEvent event) {
        if (event.getKind() != EventKind.OUTCOME || !event.getDetailType().equals(DETAIL_TYPE)) {
            return Optional.empty();
        }
        var attributes = event.getAttributes();
        String outcome = attributes.getOrDefault("outcome", "");
        return Optional.of(Outcome.newBuilder()
                .setEventId(event.getEventId())
                .setCommandId(attributes.getOrDefault("commandId", ""))
                .setThreadId(attributes.getOrDefault("threadId", ""))
                .setExecutionId(attributes.getOrDefault("executionId", ""))
                .setOutcome(WORDS.contains(outcome) ? outcome : OTHER)
                .setDetail(event.getText().isEmpty() ? event.getTitle() : event.getText())
                .setEventTime(event.getEventTime())
                .setArrivedAt(event.getArrivedAt())
                .build());
    }
}
