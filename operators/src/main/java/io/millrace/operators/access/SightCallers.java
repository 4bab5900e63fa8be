package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.models.access.Access;
import io.millrace.models.access.Caller;
import java.util.Map;
import java.util.Optional;

/**
 * The callers in CloudTrail's events and in GuardDuty's findings about credentials: one sighting for each call, sign-in or
 * finding of somebody at an IPv4 address.
 */
public final class SightCallers {
    private static final String SUFFIX = " via CloudTrail";

    private SightCallers() {}

    /** The caller of an event, if it is a call, a sign-in or a finding about somebody at an IPv4 address. */
    public static Optional<AccessSighting> in(OpsEvent event) {
        if (isCall(event) || isFinding(event)) {
            return Caller.of(event.getAttributes()).map(access -> sighting(event, access));
        }
        return Optional.empty();
    }

    private static boolean isCall(OpsEvent event) {
        return event.getDetailType().endsWith(SUFFIX) && event.getSource().startsWith("aws.");
    }

    /** A finding that goes on; archiving one is no access. */
    private static boolean isFinding(OpsEvent event) {
        return event.getSource().equals("aws.guardduty") && event.getStatus() != EventStatus.RESOLVED;
    }

    private static AccessSighting sighting(OpsEvent event, Access access) {
        var attributes = event.getAttributes();
        String address = access.addressText();
        return AccessSighting.newBuilder()
                .setRecordId(event.getRecordId())
                .setEventId(event.getEventId())
                .setArrivedAt(event.getArrivedAt())
                .setEventTime(event.getEventTime())
                .setAccount(event.getAccount())
                .setRegion(event.getRegion())
                .setEntity(access.entity())
                .setCallerArn(attributes.getOrDefault("userArn", ""))
                .setAddress(address)
                .setNetwork(address.substring(0, address.lastIndexOf('.')) + ".0/24")
                .setCall(call(attributes))
                .build();
    }

    /** What was called, or what the finding calls it. */
    private static String call(Map<String, String> attributes) {
        String call = attributes.getOrDefault("eventSource", "") + " " + attributes.getOrDefault("eventName", "");
        return call.isBlank() ? attributes.getOrDefault("findingType", "") : call.strip();
    }
}
