package io.millrace.domain.execution;

import java.util.Map;
import java.util.Optional;

/**
 * How Systems Manager says that an execution is over, as an executor would say it. A status that is not listed is no end: it runs,
 * waits, or is about to be cancelled. From the values of AutomationExecutionStatus.
 */
final class ExecutionWords {
    private static final Map<String, String> ENDS = Map.ofEntries(
            Map.entry("Success", "SUCCEEDED"),
            Map.entry("CompletedWithSuccess", "SUCCEEDED"),
            Map.entry("Failed", "FAILED"),
            Map.entry("CompletedWithFailure", "FAILED"),
            Map.entry("TimedOut", "TIMED_OUT"),
            Map.entry("Cancelled", "CANCELLED"),
            Map.entry("CancelledByUser", "CANCELLED"),
            // a person, or a calendar's owner, said no to its approval
            Map.entry("Rejected", "CANCELLED"),
            Map.entry("ChangeCalendarOverrideRejected", "CANCELLED"));

    private ExecutionWords() {}

    /** The executor's word for this status; empty while the execution goes on. */
    static Optional<String> end(String status) {
        return Optional.ofNullable(ENDS.get(status));
    }
}
