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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The events that the access stage derives: about the caller, so that it meets what else happened to its user or role. */
final class AccessEvents {
    private static final int SEVERITY = 4;

    private AccessEvents() {}

    /** @param score the embedded model's, others considered */
    static OpsEvent anomaly(AccessSighting sighting, double score, RemoteAccess remote) {
        return about(sighting, "Anomaly Detected", sighting.getEventId())
                .setArrivedAt(sighting.getArrivedAt())
                .setEventTime(sighting.getEventTime())
                .setKind(EventKind.ANOMALY)
                .setStatus(EventStatus.OPEN)
                .setSeverity(SEVERITY)
                .setRevision(sighting.getEventTime().toEpochMilli())
                .setTitle(sighting.getEntity() + " acts from a new network " + sighting.getNetwork())
                .setText(text(sighting, score, remote))
                .setAttributes(attributes(sighting, remote))
                .setValues(values(sighting, score, remote))
                .build();
    }

    /**
     * The end of what {@link #anomaly} said.
     *
     * @param opened the sighting that opened it
     * @param at arrival time, epoch milliseconds: no record ends it, but silence
     */
    static OpsEvent recovered(AccessSighting opened, long at, String why) {
        Instant time = Instant.ofEpochMilli(at);
        return about(opened, "Recovered", opened.getEventId())
                .setArrivedAt(time)
                .setEventTime(time)
                .setKind(EventKind.RECOVERY)
                .setStatus(EventStatus.RESOLVED)
                .setSeverity(1)
                .setRevision(at)
                .setTitle(opened.getEntity() + " and the network " + opened.getNetwork() + ": over")
                .setText(why)
                .setAttributes(Map.of(
                        "entity", opened.getEntity(),
                        "sourceIPAddress", opened.getAddress(),
                        "network", opened.getNetwork()))
                .build();
    }

    /** @param cause what the event's id derives from, with its type and the caller */
    private static OpsEvent.Builder about(AccessSighting sighting, String detailType, String cause) {
        String identity = "anomaly:access:" + sighting.getEntity() + "|" + sighting.getNetwork();
        String id = Ids.hash(detailType, identity, cause);
        List<String> resources =
                sighting.getCallerArn().isEmpty() ? List.of(sighting.getEntity()) : List.of(sighting.getCallerArn());
        return OpsEvent.newBuilder()
                .setRecordId(sighting.getRecordId())
                .setEventId(id)
                .setOrigin(Origin.DERIVED)
                .setSource("millrace")
                .setDetailType(detailType)
                .setIdentity(identity)
                .setDeliveryId(id)
                .setAccount(sighting.getAccount())
                .setRegion(sighting.getRegion())
                .setResources(resources)
                .setCorrelationKeys(resources.stream()
                        .map(arn -> new CorrelationKey(KeyType.RESOURCE, arn))
                        .collect(Collectors.toList()));
    }

    private static Map<String, String> attributes(AccessSighting sighting, RemoteAccess remote) {
        var attributes = new HashMap<>(Map.of(
                "entity", sighting.getEntity(),
                "sourceIPAddress", sighting.getAddress(),
                "network", sighting.getNetwork(),
                "call", sighting.getCall(),
                "model", model(sighting, remote)));
        if (!sighting.getFailure().isEmpty()) {
            attributes.put("fallback", sighting.getFailure());
        }
        return attributes;
    }

    private static String model(AccessSighting sighting, RemoteAccess remote) {
        if (sighting.getProduct() == null) {
            return JudgeAccessesFunction.MODEL;
        }
        return "sagemaker:" + remote.endpoint() + (sighting.getVariant().isEmpty() ? "" : "/" + sighting.getVariant());
    }

    private static Map<String, Double> values(AccessSighting sighting, double score, RemoteAccess remote) {
        var values = new HashMap<>(Map.of(
                "score",
                score,
                "threshold",
                AccessScore.THRESHOLD,
                "sessions",
                sighting.getSessions(),
                "others",
                (double) sighting.getOthers()));
        Double product = sighting.getProduct();
        if (product != null) {
            values.put("dotProduct", product);
            values.put("lowestProduct", remote.lowestProduct());
        }
        return values;
    }

    private static String text(AccessSighting sighting, double score, RemoteAccess remote) {
        String seen = String.format(
                Locale.ROOT,
                "%s from %s; not seen there in some %.0f sessions, %d others are at home there; ",
                sighting.getCall(),
                sighting.getAddress(),
                sighting.getSessions(),
                sighting.getOthers());
        Double product = sighting.getProduct();
        return seen
                + (product == null
                        ? String.format(
                                Locale.ROOT, "surprise %.2f bits, raised from %.2f", score, AccessScore.THRESHOLD)
                        : String.format(
                                Locale.ROOT, "dot product %.2f, raised below %.2f", product, remote.lowestProduct()));
    }
}
