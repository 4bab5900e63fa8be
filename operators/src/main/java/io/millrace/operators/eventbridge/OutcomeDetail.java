package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Outcome;

/** What data of after a command says of it. */
final class OutcomeDetail {
    private OutcomeDetail() {}

    static void write(Outcome outcome, ObjectNode detail) {
        detail.put("threadId", outcome.getThreadId());
        detail.put("commandId", outcome.getCommandId());
        detail.put("outcome", outcome.getOutcome());
        detail.put("detail", outcome.getDetail());
        detail.put("executionId", outcome.getExecutionId());
        detail.put("eventTime", outcome.getEventTime().toString());
    }
}
