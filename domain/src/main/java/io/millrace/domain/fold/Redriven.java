package io.millrace.domain.fold;

import io.millrace.domain.OpsEvent;

/** Events that come again because a later stage could not decide them. */
public final class Redriven {
    /** Attribute that names the stage whose dead letter the event was. */
    public static final String FROM_STAGE = "redrivenFromStage";

    private Redriven() {}

    /** Folding has seen this event before: that it says nothing new is no reason to keep it from those who have not. */
    static boolean is(OpsEvent event) {
        return event.getAttributes().containsKey(FROM_STAGE);
    }
}
