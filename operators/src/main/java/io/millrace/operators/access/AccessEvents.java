package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.CorrelationKey;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.id.Ids;
import io.millrace.models.access.AccessScore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The event that the access stage derives: about the caller, so that it meets what else happened to its user or role. */
final class AccessEvents {
    private static final int SEVERITY = 4;

    private AccessEvents() {}

    static OpsEvent anomaly(AccessSighting sighting, double score, double sessions) {
        String identity = "anomaly:access:" + sighting.getEntity() + "|" + sighting.getNetwork();
        String id = Ids.hash("Anomaly Detected", identity, sighting.getEventId());
        List<String> resources =
                sighting.getCallerArn().isEmpty() ? List.of(sighting.getEntity()) : List.of(sighting.getCallerArn());
        return OpsEvent.newBuilder()
                .setRecordId(sighting.getRecordId())
                .setEventId(id)
                .setOrigin(Origin.DERIVED)
                .setArrivedAt(sighting.getArrivedAt())
                .setEventTime(sighting.getEventTime())
                .setSource("millrace")
                .setDetailType("Anomaly Detected")
                .setKind(EventKind.ANOMALY)
                .setStatus(EventStatus.OPEN)
                .setSeverity(SEVERITY)
                .setIdentity(identity)
                .setDeliveryId(id)
                .setRevision(sighting.getEventTime().toEpochMilli())
                .setTitle(sighting.getEntity() + " acts from a new network " + sighting.getNetwork())
                .setText(text(sighting, score, sessions))
                .setAccount(sighting.getAccount())
                .setRegion(sighting.getRegion())
                .setResources(resources)
                .setCorrelationKeys(resources.stream()
                        .map(arn -> new CorrelationKey(KeyType.RESOURCE, arn))
                        .collect(Collectors.toList()))
                .setAttributes(Map.of(
                        "entity", sighting.getEntity(),
                        "sourceIPAddress", sighting.getAddress(),
                        "network", sighting.getNetwork(),
                        "call", sighting.getCall(),
                        "model", AccessFunction.MODEL))
                .setValues(Map.of(
                        "score", score, "threshold", AccessScore.THRESHOLD, "sessions", sessions, "others", (double)
                                sighting.getOthers()))
                .build();
    }

    private static String text(AccessSighting sighting, double score, double sessions) {
        return String.format(
                Locale.ROOT,
                "%s from %s; not seen there in some %.0f sessions, %d others are at home there; surprise %.2f bits, raised from %.2f",
                sighting.getCall(),
                sighting.getAddress(),
                sessions,
                sighting.getOthers(),
                score,
                AccessScore.THRESHOLD);
    }
}
