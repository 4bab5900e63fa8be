package io.millrace.operators.stage;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.DeadLetters;
import java.time.Instant;

/** The dead letter of a record on which a stage's decision threw: its state stays as it was. */
public final class Undecided {
    private Undecided() {}

    static DeadLetter event(OpsEvent event, String stage, RuntimeException cause) {
        return record(event.getRecordId(), event.getArrivedAt(), stage, cause, event);
    }

    /** The letter of any stage's record. */
    public static DeadLetter record(
            String recordId, Instant arrivedAt, String stage, RuntimeException cause, Object record) {
        return DeadLetters.of(recordId, "", arrivedAt, stage, "undecided", DeadLetters.trace(cause), record.toString());
    }
}
