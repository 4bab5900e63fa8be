package io.millrace.domain.thread;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.InhibitedSignal;
import io.millrace.domain.Signal;
import io.millrace.domain.id.Ids;
import java.time.Instant;

/** The decision rows of what an inhibition makes silent: one when it falls silent, and a final one that says what became of it. */
final class SilenceRows {
    private static final String STAGE = "thread";

    private SilenceRows() {}

    /** It is silent from now on. */
    static Decision began(InhibitedSignal held) {
        var row = suppressed(held);
        return row.setDecisionId(Ids.hash("decision", row.getRecordId(), row.getEventId(), STAGE, "silent"))
                .setFinal$(false)
                .setReason("silent while " + source(held) + " is on, until " + held.getUntil() + " at most")
                .build();
    }

    /** It was never told. */
    static Decision never(InhibitedSignal held, String reason) {
        return suppressed(held).setReason(reason).build();
    }

    /** It is told after all. */
    static Decision told(InhibitedSignal held, String reason) {
        return row(held.getSignal())
                .setAction(DecisionAction.ACCEPTED)
                .setRule(held.getSignal().getRule())
                .setReason(reason + " (" + held.getRule() + ")")
                .build();
    }

    /** Why it is told when {@code now} ends its silence. */
    static String end(InhibitedSignal held, boolean isDue, Instant now) {
        return isDue
                ? "silent for as long as " + held.getRule() + " allows, while " + source(held) + " is on"
                : "still true at " + now + ", when nothing made it silent any more: " + source(held) + " is over";
    }

    /** What makes it silent, in words. */
    static String source(InhibitedSignal held) {
        return "event " + held.getSourceEventId() + " of " + held.getSourceIdentity();
    }

    private static Decision.Builder suppressed(InhibitedSignal held) {
        return row(held.getSignal()).setAction(DecisionAction.SUPPRESSED).setRule(held.getRule());
    }

    /** Of this stage, final, with everything else as it came. */
    private static Decision.Builder row(Signal signal) {
        Decision known = signal.getRow();
        if (known == null) {
            throw new IllegalArgumentException("What may be silent carries its decision row");
        }
        return Decision.newBuilder(known)
                .setDecisionId(Ids.hash("decision", known.getRecordId(), known.getEventId(), STAGE))
                .setStage(STAGE);
    }
}
