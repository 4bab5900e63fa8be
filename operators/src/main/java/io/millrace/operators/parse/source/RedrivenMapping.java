package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.domain.fold.Redriven;
import io.millrace.operators.parse.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A canonical event on its second way, from the dead letter of a stage after parsing: {@code detail} holds the stage and
 * the event. Its ids, times and identity stay its own; the delivery is named for the letter, or folding would take it for the
 * repeat of the one that died: each letter passes once, however often it is redriven. Believed from the allowed sources only; from any other it is a generic event marked {@code untrusted}.
 */
public final class RedrivenMapping implements SourceMapping {
    /** Detail type of the envelope. */
    public static final String DETAIL_TYPE = "Event Redriven";

    private static final int MAX_KEYS = 2000;
    private static final String AGAIN = "#redriven:";

    private final Set<String> allowedSources;

    public RedrivenMapping(Set<String> allowedSources) {
        this.allowedSources = new TreeSet<>(allowedSources);
    }

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var event = envelope.detail().at("event");
        if (!allowedSources.contains(envelope.source()) || event.text("source").isBlank()) {
            return List.of(GenericMapping.draft(envelope).attribute("untrusted", "true"));
        }
        var stage = envelope.detail().text("stage");
        var record = event.text("recordId");
        var draft = EventDraft.of(envelope)
                .said(event.text("source"), event.text("detailType"), event.text("account"), event.text("region"))
                .kind(kind(event.text("kind")))
                .status(status(event.text("status")))
                .severity((int)
                        Math.max(1, Math.min(5, event.at("severity").number().orElse(1))))
                .eventId(event.text("eventId"))
                .identity(event.text("identity"))
                .deliveryId(first(event.text("deliveryId")) + AGAIN + record)
                .eventTime(event.at("eventTime").time())
                .revision(revision(event.at("revision")))
                .title(event.text("title"))
                .text(event.text("text"));
        event.at("resources").items(EventDraft.MAX_RESOURCES).forEach(name -> draft.resource(name.string()));
        event.at("correlationKeys").items(MAX_KEYS).forEach(key -> copyKey(key, draft));
        event.at("attributes").forEachField(EventDraft.MAX_ATTRIBUTES, (name, value) -> draft.attribute(name, value));
        event.at("values").forEachField(EventDraft.MAX_VALUES, (name, value) -> draft.value(name, value));
        return List.of(draft.always(Redriven.FROM_STAGE, stage)
                .always(Redriven.FROM_RECORD, record)
                .always(Redriven.FIRST_ARRIVED_AT, event.text("arrivedAt")));
    }

    /** The delivery before it was redriven for the first time. */
    private static String first(String delivery) {
        int again = delivery.indexOf(AGAIN);
        return again < 0 ? delivery : delivery.substring(0, again);
    }

    /** The keys of identity and resources are added by themselves. */
    private static void copyKey(Json key, EventDraft draft) {
        for (KeyType type : KeyType.values()) {
            boolean derived = type == KeyType.IDENTITY || type == KeyType.RESOURCE;
            if (!derived && type.name().equals(key.text("type"))) {
                draft.key(type, key.text("value"));
            }
        }
    }

    /** Always milliseconds: the event was canonical before. */
    private static @Nullable Instant revision(Json millis) {
        double number = millis.number().orElse(-1);
        return number >= 0 && number <= EventDraft.LATEST.toEpochMilli() ? Instant.ofEpochMilli((long) number) : null;
    }

    private static EventKind kind(String name) {
        for (EventKind kind : EventKind.values()) {
            if (kind.name().equals(name) && kind != EventKind.TICK) {
                return kind;
            }
        }
        return EventKind.OTHER;
    }

    private static EventStatus status(String name) {
        for (EventStatus status : EventStatus.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return EventStatus.INFORMATIONAL;
    }
}
