package io.millrace.operators.parse.source;

import java.util.List;

/**
 * A flat source as a mapping file describes it: what each part of the canonical event is made of, in the order in
 * which the parts need each other. Thread safe.
 */
public final class FlatMapping implements SourceMapping {
    /** Fills one part of the event. Never throws: what the source does not say stays as it is. */
    @FunctionalInterface
    interface Part {
        void fill(Envelope envelope, EventDraft draft);
    }

    private final String file;
    private final List<Part> parts;

    FlatMapping(String file, List<Part> parts) {
        this.file = file;
        this.parts = List.copyOf(parts);
    }

    /** The mapping file that describes it. */
    public String file() {
        return file;
    }

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var draft = EventDraft.of(envelope);
        if (!envelope.isEventBridge()) {
            draft.eventId(envelope.source() + "#" + envelope.id()); // unique within its source only
        }
        parts.forEach(part -> part.fill(envelope, draft));
        return List.of(draft);
    }
}
