package io.millrace.operators.parse.source;

import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.operators.parse.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What sources without a schema usually state somewhere: service, environment, severity, status, summary, change. */
final class Stated {
    private static final Map<String, EventStatus> STATUS = Map.ofEntries(
            Map.entry("resolved", EventStatus.RESOLVED),
            Map.entry("closed", EventStatus.RESOLVED),
            Map.entry("recovered", EventStatus.RESOLVED),
            Map.entry("cleared", EventStatus.RESOLVED),
            Map.entry("ok", EventStatus.RESOLVED),
            Map.entry("open", EventStatus.OPEN),
            Map.entry("opened", EventStatus.OPEN),
            Map.entry("firing", EventStatus.OPEN),
            Map.entry("triggered", EventStatus.OPEN),
            Map.entry("active", EventStatus.OPEN),
            Map.entry("updated", EventStatus.UPDATED),
            Map.entry("acknowledged", EventStatus.UPDATED));

    private final Json detail;
    private final Json root;

    /** Detail first; CloudEvents extensions stand beside it, in the root. */
    Stated(Envelope envelope) {
        this.detail = envelope.detail();
        this.root = envelope.isEventBridge() ? Json.missing() : envelope.root();
    }

    private String first(String... names) {
        var text = detail.firstText(names);
        return text.isEmpty() ? root.firstText(names) : text;
    }

    String severity() {
        var word = detail.at("severity").string();
        return word.isEmpty() ? root.at("severity").string() : word;
    }

    /** The last word of a thing's state, whatever the source calls it. */
    String state() {
        return first("state", "status", "State", "Status", "compliance-status", "eventName");
    }

    Optional<EventStatus> status() {
        return Optional.ofNullable(STATUS.get(first("status", "state").toLowerCase(Locale.ROOT)));
    }

    String summary() {
        return first("summary", "title", "message");
    }

    String prose() {
        return first("description", "message", "statusMessage", "reason", "summary");
    }

    String changeId() {
        return first("changeId", "change-id", "changeNumber");
    }

    String service() {
        return first("service");
    }

    /** Service, environment, change and the severity's own word, as attributes and keys. */
    void describe(EventDraft draft) {
        draft.service(first("service"))
                .attribute("environment", first("environment", "env"))
                .attribute("severityStated", severity())
                .attribute("changeId", changeId())
                .key(KeyType.CHANGE, changeId());
    }

    /** The stated severity as 1 to 5; an unknown word is medium, no word is the lowest. */
    int severityLevel() {
        var word = severity();
        return word.isEmpty() ? Severities.LOWEST : Severities.ofWord(word).orElse(Severities.UNKNOWN);
    }
}
