package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import java.util.List;

/**
 * An application's own EventBridge event. What states a severity is taken as a report: open from medium upwards
 * unless it says otherwise. Without a severity it informs. One service's events of one type share an identity.
 */
public final class CustomEventMapping implements SourceMapping {
    private static final int OPENS_FROM = 3;

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var stated = new Stated(envelope);
        var draft = GenericMapping.draft(envelope);
        var otherwise = stated.service().isEmpty() ? envelope.id() : stated.service();
        draft.identity(GenericMapping.identity(envelope, otherwise))
                .title(envelope.detailType() + (stated.summary().isEmpty() ? "" : ": " + stated.summary()));
        report(draft, stated);
        return List.of(draft);
    }

    /** Status and kind of an event that states its own severity. */
    static void report(EventDraft draft, Stated stated) {
        var status = status(stated);
        draft.status(status).kind(kind(status, stated));
    }

    private static EventStatus status(Stated stated) {
        if (stated.severity().isEmpty()) {
            return EventStatus.INFORMATIONAL;
        }
        var otherwise = stated.severityLevel() >= OPENS_FROM ? EventStatus.OPEN : EventStatus.INFORMATIONAL;
        return stated.status().orElse(otherwise);
    }

    private static EventKind kind(EventStatus status, Stated stated) {
        if (!stated.changeId().isEmpty()) {
            return EventKind.CHANGE;
        }
        switch (status) {
            case OPEN:
            case UPDATED:
                return EventKind.ISSUE;
            case RESOLVED:
                return EventKind.RECOVERY;
            default:
                return EventKind.OTHER;
        }
    }
}
