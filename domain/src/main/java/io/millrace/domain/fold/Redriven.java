package io.millrace.domain.fold;

import io.millrace.domain.OpsEvent;

/** Events that come again because a later stage could not decide them. */
public final class Redriven {
    /** Attribute that names the stage whose dead letter the event was. */
    public static final String FROM_STAGE = "redrivenFromStage";

    /** Attribute that names the record that died: its {@code recordId}. */
    public static final String FROM_RECORD = "redrivenFromRecord";

    /** Attribute with the first arrival of a record that was redriven. */
    public static final String FIRST_ARRIVED_AT = "firstArrivedAt";

    private static final String FOLD = "fold";

    private Redriven() {}

    /**
     * Folding let this event pass before: that it says nothing new is no reason to keep it from those who could not decide it.
     * What died in folding itself left no trace there, and is judged as everything else.
     */
    static boolean passedBefore(OpsEvent event) {
        var stage = event.getAttributes().get(FROM_STAGE);
        return stage != null && !stage.equals(FOLD);
    }
}
