package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What comes back to Millrace: outcomes, verdicts, people's decisions, questions. Believed from the allowed sources
 * only; from any other source the same detail type is a generic event marked {@code untrusted}. The scalar fields
 * of the detail become attributes under their own names. Each message is an identity of its own: none replaces
 * another.
 */
public final class LoopMapping implements SourceMapping {
    private static final int MAX_FIELDS = 60;

    private static final Map<String, EventKind> KINDS = new TreeMap<>(Map.of(
            "Remediation Outcome", EventKind.OUTCOME,
            "Remediation Requested", EventKind.OUTCOME,
            "Remediation Refused", EventKind.OUTCOME,
            "Thread Linked", EventKind.DECISION,
            "Thread Acknowledged", EventKind.DECISION,
            "Operator Decision", EventKind.DECISION,
            "Approval Granted", EventKind.DECISION,
            "Approval Denied", EventKind.DECISION,
            "Question Asked", EventKind.QUESTION));

    private final Set<String> allowedSources;

    public LoopMapping(Set<String> allowedSources) {
        this.allowedSources = new TreeSet<>(allowedSources);
    }

    /** The detail types of the loop and what kind of event each becomes, sorted. */
    public static Map<String, EventKind> kinds() {
        return KINDS;
    }

    @Override
    public List<EventDraft> map(Envelope envelope) {
        if (!allowedSources.contains(envelope.source())) {
            return List.of(GenericMapping.draft(envelope).attribute("untrusted", "true"));
        }
        var kind = KINDS.getOrDefault(envelope.detailType(), EventKind.OTHER);
        var detail = envelope.detail();
        var draft = EventDraft.of(envelope).kind(kind);
        detail.forEachField(MAX_FIELDS, (name, value) -> {
            draft.attribute(name, value.isArray() ? Leaves.joined(value) : value.text());
            if (value.isNumber()) {
                draft.value(name, value);
            }
        });
        // our own events carry a deterministic id: a repeated PutEvents has a new envelope id, but the same detail
        var id = detail.text("id").isEmpty() ? envelope.id() : detail.text("id");
        draft.identity(id.isEmpty() ? "" : kind.name().toLowerCase(Locale.ROOT) + ":" + envelope.source() + ":" + id)
                .deliveryId(id.isEmpty() ? "" : "loop:" + envelope.source() + ":" + id)
                .title(title(envelope))
                .text(detail.firstText("detail", "reason", "question", "message", "note"))
                .account(detail.text("account"))
                .region(detail.text("region"))
                .resources(envelope.resources());
        return List.of(draft);
    }

    private static String title(Envelope envelope) {
        var about = envelope.detail().firstText("outcome", "decision", "status");
        return envelope.detailType() + (about.isEmpty() ? "" : ": " + about);
    }
}
