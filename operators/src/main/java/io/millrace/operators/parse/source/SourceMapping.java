package io.millrace.operators.parse.source;

import java.util.List;

/** How one source's envelope becomes canonical events: at least one. Never throws for anything a source may send. */
@FunctionalInterface
public interface SourceMapping {
    /** One record may hold at most this many events; a mapping of a longer list may stop at one more. */
    int MAX_EVENTS = 1000;

    List<EventDraft> map(Envelope envelope);
}
