package io.millrace.runbooks;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Canonical events for tests of this module, which lies below the module with the shared builders. */
public final class TestEvents {
    public static final String PRODUCTION = "111122223333";
    public static final String SANDBOX = "444455556666";
    public static final String UNKNOWN = "999900001111";
    public static final String REGION = "eu-west-1";
    public static final String INSTANCE = "i-0c2f5e7a91d34b680";
    public static final Instant TEN = Instant.parse("2026-08-05T10:00:00Z");

    private TestEvents() {}

    /** An open issue of severity 3 in production, about nothing in particular. */
    public static OpsEvent.Builder event() {
        return OpsEvent.newBuilder()
                .setRecordId("record-1")
                .setEventId("event-1")
                .setOrigin(Origin.STREAM)
                .setArrivedAt(TEN.plusSeconds(1))
                .setEventTime(TEN)
                .setSource("com.example.shop")
                .setDetailType("Something Happened")
                .setKind(EventKind.ISSUE)
                .setStatus(EventStatus.OPEN)
                .setSeverity(3)
                .setIdentity("identity-1")
                .setDeliveryId("delivery-1")
                .setRevision(1)
                .setTitle("A title")
                .setText("A text")
                .setAccount(PRODUCTION)
                .setRegion(REGION)
                .setResources(List.of())
                .setCorrelationKeys(List.of())
                .setAttributes(Map.of())
                .setValues(Map.of());
    }

    /** As generic mapping makes it: informational, of kind OTHER, severity 1. */
    public static OpsEvent.Builder informational(String source, String detailType) {
        return event().setSource(source)
                .setDetailType(detailType)
                .setKind(EventKind.OTHER)
                .setStatus(EventStatus.INFORMATIONAL)
                .setSeverity(1);
    }

    /** A condition that opened on the example instance. */
    public static OpsEvent.Builder conditionMet(String conditionId, double value, Map<String, String> attributes) {
        var all = new java.util.TreeMap<>(attributes);
        all.put("conditionId", conditionId);
        return event().setOrigin(Origin.DERIVED)
                .setSource("millrace")
                .setDetailType("Condition Met")
                .setKind(EventKind.CONDITION)
                .setSeverity(4)
                .setIdentity("condition:" + conditionId + ":series")
                .setAttributes(all)
                .setValues(Map.of("value", value, "level", 80.0, "points", 5.0));
    }

    public static String instanceArn(String account, String region, String id) {
        return "arn:aws:ec2:" + region + ":" + account + ":instance/" + id;
    }
}
