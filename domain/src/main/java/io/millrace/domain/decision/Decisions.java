package io.millrace.domain.decision;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.id.Ids;

/** Builds decision rows: each event record gets exactly one final row (DESIGN §1, promise 3). */
public final class Decisions {
    private Decisions() {}

    /** A final row about an event, without service and owner. */
    public static Decision.Builder about(OpsEvent event, String stage, DecisionAction action) {
        return Decision.newBuilder()
                .setDecisionId(Ids.hash("decision", event.getRecordId(), event.getEventId(), stage))
                .setRecordId(event.getRecordId())
                .setEventId(event.getEventId())
                .setOrigin(event.getOrigin())
                .setFinal$(true)
                .setStage(stage)
                .setAction(action)
                .setReason("")
                .setContentVersion("")
                .setIdentity(event.getIdentity())
                .setScope("")
                .setSeverity(event.getSeverity())
                .setKind(event.getKind())
                .setSource(event.getSource())
                .setAccount(event.getAccount())
                .setRegion(event.getRegion())
                .setTitle(event.getTitle())
                .setEventTime(event.getEventTime())
                .setArrivedAt(event.getArrivedAt());
    }
}
