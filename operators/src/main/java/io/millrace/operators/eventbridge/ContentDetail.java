package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.ContentChange;
import java.time.Instant;

/** What became of a content bundle that was found. */
final class ContentDetail {
    private ContentDetail() {}

    static void write(ContentChange change, ObjectNode detail) {
        Instant appliesFrom = change.getAppliesFrom();
        boolean accepted = appliesFrom != null;
        String version = change.getVersion().isEmpty() ? "without a readable version" : change.getVersion();
        detail.put("kind", accepted ? "content-accepted" : "content-refused");
        detail.put("title", "Content " + version + (accepted ? " applies from " + appliesFrom : " is refused"));
        detail.put("text", accepted ? change.getReason() : refusal(change));
        detail.put("time", change.getArrivedAt().toString());
        detail.put("contentVersion", change.getVersion());
        detail.put("folder", change.getFolder());
        detail.put("effectiveFrom", change.getEffectiveFrom().toString());
        if (accepted) {
            detail.put("appliesFrom", appliesFrom.toString());
        } else {
            Details.strings(change.getProblems(), detail.putArray("problems"));
        }
    }

    private static String refusal(ContentChange change) {
        int count = change.getProblemCount();
        String first = change.getProblems().isEmpty()
                ? ""
                : ": " + change.getProblems().get(0);
        return "Refused whole, what applied goes on. " + count + (count == 1 ? " problem" : " problems") + first;
    }
}
