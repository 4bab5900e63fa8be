package io.millrace.domain.fold;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.id.Ids;

/** The ids of openings: one for everything from the event that opens an identity to the one that resolves it. */
public final class Occurrences {
    private Occurrences() {}

    /** Id of the occurrence that this event opens, if it opens one. */
    public static String openedBy(OpsEvent event) {
        return Ids.hash("occurrence", event.getIdentity(), event.getEventId());
    }
}
