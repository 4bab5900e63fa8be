package io.millrace.domain.delay;

import io.millrace.domain.Asking;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.EventKind;
import io.millrace.domain.OperatorAnswer;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy asks a person ({@code Decision Requested}) and what the person says ({@code Operator Decision}, from allow-listed
 * sources only). The answer names question and identity, so that it finds what waits.
 */
public final class Questions {
    private static final String OPERATOR_DECISION = "Operator Decision";
    private static final String QUESTION = "questionId";
    private static final Map<String, DecisionAction> WORDS =
            Map.of("accept", DecisionAction.ACCEPTED, "discharge", DecisionAction.DISCHARGED);

    private Questions() {}

    /** The identity that a signal is about: an answer is about that of its question. */
    public static String identity(Signal signal) {
        OpsEvent event = signal.getEvent();
        String about = isAnswer(event) ? event.getAttributes().getOrDefault("identity", "") : "";
        return about.isEmpty() ? event.getIdentity() : about;
    }

    /** Equal for all that is asked about one occurrence. */
    static String id(Signal signal) {
        return Ids.hash("question", signal.getWaitsFor(), signal.getOccurrenceId());
    }

    /** The question that the answer names; empty for what is no answer, or none that can be understood. */
    static Optional<OperatorAnswer> answer(Signal signal) {
        OpsEvent event = signal.getEvent();
        DecisionAction decision = WORDS.get(event.getAttributes().getOrDefault("decision", ""));
        if (!isAnswer(event) || decision == null) {
            return Optional.empty();
        }
        String by = event.getAttributes().getOrDefault("by", "");
        return Optional.of(new OperatorAnswer(
                event.getEventId(),
                decision,
                by.isEmpty() ? event.getSource() : by,
                event.getText(),
                event.getArrivedAt()));
    }

    /** Which question an answer answers. */
    static String questionOf(Signal answer) {
        return answer.getEvent().getAttributes().getOrDefault(QUESTION, "");
    }

    static DecisionRequest request(Signal signal, Asking asking, Instant expiresAt) {
        OpsEvent event = signal.getEvent();
        return new DecisionRequest(
                id(signal),
                asking.getQuestion(),
                event.getIdentity(),
                asking.getUnanswered(),
                signal.getWaitsFor(),
                event.getEventId(),
                event.getTitle(),
                signal.getSeverity(),
                signal.getService(),
                signal.getOwner(),
                List.copyOf(signal.getCopies()),
                List.copyOf(signal.getContacts()),
                List.copyOf(event.getResources()),
                signal.getScope(),
                signal.getTenant(),
                event.getAccount(),
                event.getRegion(),
                event.getArrivedAt(),
                expiresAt);
    }

    private static boolean isAnswer(OpsEvent event) {
        return event.getKind() == EventKind.DECISION
                && event.getDetailType().equals(OPERATOR_DECISION)
                && event.getAttributes().containsKey(QUESTION);
    }
}
