package io.millrace.cloud;

import io.millrace.domain.contract.DetailType;
import java.util.List;
import java.util.Map;

/**
 * What comes back to the job: verdicts of its own later stages, and what executors and people answer. A question or a
 * decision of another source goes the way of the applications' events and is not believed.
 */
final class LoopRules {
    static final String EXECUTOR = "millrace.executor";
    static final String PEOPLE = "millrace.people";

    /** Sources that the job believes, for {@code Loop/allowed.sources}. */
    static final List<String> BELIEVED = List.of(DetailType.SOURCE, EXECUTOR, PEOPLE);

    static final Map<String, Object> VERDICTS = Fields.sorted(Map.of(
            "source", List.of(DetailType.SOURCE), "detail-type", List.of("Remediation Refused", "Thread Linked")));

    static final Map<String, Object> OUTCOMES =
            Fields.sorted(Map.of("source", List.of(EXECUTOR), "detail-type", List.of("Remediation Outcome")));

    static final Map<String, Object> ANSWERS = Fields.sorted(Map.of(
            "source",
            List.of(PEOPLE),
            "detail-type",
            List.of(
                    "Thread Acknowledged",
                    "Operator Decision",
                    "Approval Granted",
                    "Approval Denied",
                    "Question Asked")));

    LoopRules(OperationsBus bus, StreamDelivery delivery) {
        delivery.rule(
                "LoopVerdicts", "loop-verdicts", bus.name(), VERDICTS, "What Millrace must learn of its own doing");
        delivery.rule("LoopOutcomes", "loop-outcomes", bus.name(), OUTCOMES, "What executors report");
        delivery.rule("LoopAnswers", "loop-answers", bus.name(), ANSWERS, "What people decide and ask");
    }
}
