package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Explanation;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The detail of an event about a thread: the change's fields, and the explanation if there is one. */
final class ThreadDetail {
    private static final int MOST_RESOURCES = 100;

    private ThreadDetail() {}

    static void write(ThreadChange change, String word, @Nullable Explanation explanation, ObjectNode detail) {
        detail.put("threadId", change.getThreadId());
        detail.put("version", change.getVersion());
        detail.put("change", word);
        detail.put("status", change.getStatus().name());
        detail.put("reason", change.getReason());
        detail.put("title", change.getTitle());
        detail.put("severity", change.getSeverity());
        detail.put("priority", change.getPriority());
        detail.put("service", change.getService());
        detail.put("owner", change.getOwner());
        Details.strings(change.getCopies(), detail.putArray("copies"));
        detail.put("scope", change.getScope());
        detail.put("account", change.getAccount());
        detail.put("region", change.getRegion());
        detail.put("openedAt", change.getOpenedAt().toString());
        detail.put("lastEventAt", change.getLastEventAt().toString());
        if (change.getResolvedAt() != null) {
            detail.put("resolvedAt", change.getResolvedAt().toString());
        }
        detail.put("eventCount", change.getEventCount());
        Details.strings(first(change.getResources()), detail.putArray("resources"));
        Details.strings(change.getSituations(), detail.putArray("situations"));
        if (!change.getRecognised().isEmpty()) {
            Details.strings(change.getRecognised(), detail.putArray("recognised"));
        }
        detail.put("contentVersion", change.getContentVersion());
        writeImpact(change, detail);
        if (change.getAcknowledgedAt() != null) {
            detail.put("acknowledgedBy", change.getAcknowledgedBy());
            detail.put("acknowledgedAt", change.getAcknowledgedAt().toString());
        }
        if (explanation != null) {
            detail.set("explanation", explanation(explanation));
        }
    }

    private static void writeImpact(ThreadChange change, ObjectNode detail) {
        detail.put("weighedSeverity", change.getWeighedSeverity());
        detail.put("impact", change.getImpact());
        detail.put("affectedServices", change.getAffectedServices());
        detail.put("affectedResources", change.getAffectedResources());
        if (!change.getTenant().isEmpty()) {
            detail.put("tenant", change.getTenant());
        }
        if (!change.getContacts().isEmpty()) {
            Details.strings(change.getContacts(), detail.putArray("contacts"));
        }
    }

    /** A thread may gather thousands; the lake has them all. */
    static List<String> first(List<String> resources) {
        return resources.subList(0, Math.min(MOST_RESOURCES, resources.size()));
    }

    private static ObjectNode explanation(Explanation explanation) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("author", explanation.getAuthor());
        node.put("degraded", explanation.getDegraded());
        if (explanation.getDegraded()) {
            node.put("degradedReason", explanation.getDegradedReason());
        }
        sentences(explanation.getStoryline(), node, "storyline");
        sentences(explanation.getAdvice(), node, "advice");
        if (!explanation.getHypotheses().isEmpty()) {
            sentences(explanation.getHypotheses(), node, "hypotheses");
        }
        return node;
    }

    private static void sentences(List<Sentence> sentences, ObjectNode parent, String name) {
        var array = parent.putArray(name);
        for (var sentence : sentences) {
            var node = array.addObject();
            node.put("text", sentence.getText());
            Details.strings(sentence.getEventIds(), node.putArray("eventIds"));
        }
    }
}
