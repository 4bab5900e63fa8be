package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import java.util.List;

/**
 * Any envelope that no other mapping knows: informational, of kind OTHER, with the detail's scalars as attributes.
 * The state is part of the title and the leaves are the text, so that a change of state is news when folded.
 */
public final class GenericMapping implements SourceMapping {
    @Override
    public List<EventDraft> map(Envelope envelope) {
        return List.of(draft(envelope));
    }

    static EventDraft draft(Envelope envelope) {
        var stated = new Stated(envelope);
        var draft = EventDraft.of(envelope)
                .kind(EventKind.OTHER)
                .severity(stated.severityLevel())
                .identity(identity(envelope, envelope.id()))
                .title(title(envelope, stated))
                .text(stated.prose())
                .resources(envelope.resources());
        stated.describe(draft);
        Leaves.copy(envelope.detail(), draft);
        return draft;
    }

    private static String title(Envelope envelope, Stated stated) {
        var state = stated.state();
        return envelope.detailType()
                + (state.isEmpty() ? "" : " [" + state + "]")
                + (stated.summary().isEmpty() ? "" : ": " + stated.summary());
    }

    /** Source, detail type and the first resource; without one, what else names the thing. */
    static String identity(Envelope envelope, String otherwise) {
        var resources = envelope.resources();
        var thing = resources.isEmpty() ? otherwise : resources.get(0);
        return thing.isEmpty() ? "" : envelope.source() + "|" + envelope.detailType() + "|" + thing;
    }
}
