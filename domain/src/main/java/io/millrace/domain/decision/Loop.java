package io.millrace.domain.decision;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;

/** What leaves through EventBridge and comes back on the events stream: joined without triage (DESIGN §2). */
public final class Loop {
    private Loop() {}

    /** An outcome, a decision or a question; the parser gives these kinds to allow-listed sources only. */
    public static boolean isControl(OpsEvent event) {
        switch (event.getKind()) {
            case OUTCOME:
            case DECISION:
            case QUESTION:
                return true;
            default:
                return false;
        }
    }

    /** A change that our own remediation made, as CloudTrail tells it: belongs to the thread that asked for it. */
    public static boolean isEcho(OpsEvent event) {
        return event.getKind() == EventKind.CHANGE
                && "true".equals(event.getAttributes().get("own"));
    }
}
