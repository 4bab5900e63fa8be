package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The findings that one Security Hub event holds, in whatever format: one event each, with ids of its own. */
final class FindingList {
    /** Security Hub's own name of a finding: the product's ARN, then the id that the product gave. */
    private static final Pattern PRODUCT =
            Pattern.compile("arn:[^:]*:securityhub:[^:]*:[^:]*:product(?:v2)?/[^/]+/[^/]+/(.+)");

    private FindingList() {}

    static List<EventDraft> map(Envelope envelope, BiFunction<Json, EventDraft, EventDraft> finding) {
        var findings = envelope.detail().at("findings").items(SourceMapping.MAX_EVENTS + 1);
        if (findings.isEmpty()) {
            return List.of(GenericMapping.draft(envelope).attribute("note", "the event holds no findings"));
        }
        var drafts = new ArrayList<EventDraft>(findings.size());
        for (int i = 0; i < findings.size(); i++) {
            var draft = EventDraft.of(envelope);
            if (i > 0) {
                draft.eventId(envelope.id().isEmpty() ? "" : envelope.id() + "#" + i);
            }
            drafts.add(finding.apply(findings.get(i), draft));
        }
        return drafts;
    }

    /**
     * The identity of a finding: the id that its product gave, an ARN for the products of AWS. So ASFF, OCSF and the
     * product's own event of one finding meet.
     */
    static String identity(String id) {
        if (id.contains(":securityhub:")) {
            var named = PRODUCT.matcher(id);
            if (named.matches()) {
                return "finding:" + named.group(1);
            }
        }
        return "finding:" + id;
    }
}
