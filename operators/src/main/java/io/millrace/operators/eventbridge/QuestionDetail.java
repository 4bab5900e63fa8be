package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.DecisionRequest;
import io.millrace.operators.eventbridge.payload.Messages;
import java.util.List;

/** What a policy asks a person, what may be answered, until when, and what holds unanswered. */
final class QuestionDetail {
    private QuestionDetail() {}

    static void write(DecisionRequest request, ObjectNode detail) {
        detail.put("threadId", "");
        detail.put("questionId", request.getQuestionId());
        detail.put("question", request.getQuestion());
        detail.put("identity", request.getIdentity());
        Details.strings(List.of("accept", "discharge"), detail.putArray("answers"));
        detail.put("unanswered", request.getUnanswered() == DecisionAction.ACCEPTED ? "accept" : "discharge");
        detail.put("expiresAt", request.getExpiresAt().toString());
        detail.put("policy", request.getRule());
        detail.put("eventId", request.getEventId());
        detail.put("title", request.getTitle());
        detail.put("severity", request.getSeverity());
        detail.put("service", request.getService());
        detail.put("owner", request.getOwner());
        Details.strings(request.getCopies(), detail.putArray("copies"));
        Details.strings(request.getContacts(), detail.putArray("contacts"));
        Details.strings(ThreadDetail.first(request.getResources()), detail.putArray("resources"));
        detail.put("scope", request.getScope());
        detail.put("account", request.getAccount());
        detail.put("region", request.getRegion());
        if (!request.getTenant().isEmpty()) {
            detail.put("tenant", request.getTenant());
        }
        detail.put("time", request.getArrivedAt().toString());
        detail.set("messages", Messages.of(Notices.of(request)));
    }
}
