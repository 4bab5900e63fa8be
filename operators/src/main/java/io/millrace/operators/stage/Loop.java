package io.millrace.operators.stage;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;

/** What leaves through EventBridge and comes back on the events stream: joined without triage (DESIGN §2). */
final class Loop {
    private Loop() {}

    static boolean isControl(OpsEvent event) {
        return event.getKind() == EventKind.OUTCOME
                || event.getKind() == EventKind.DECISION
                || event.getKind() == EventKind.QUESTION;
    }
}
