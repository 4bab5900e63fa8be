package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import java.util.List;

/** The minute tick that keeps time moving while a stream is silent. */
public final class TickMapping implements SourceMapping {
    public static final String SOURCE = "millrace";
    public static final String DETAIL_TYPE = "millrace.tick";

    @Override
    public List<EventDraft> map(Envelope envelope) {
        return List.of(
                EventDraft.of(envelope).kind(EventKind.TICK).identity("tick").title("tick"));
    }
}
