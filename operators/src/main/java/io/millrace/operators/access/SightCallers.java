package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpsEvent;
import io.millrace.models.access.Access;
import io.millrace.models.access.Caller;
import java.util.Optional;

/** The callers in CloudTrail's events: one sighting for each call or sign-in of somebody from an IPv4 address. */
public final class SightCallers {
    private static final String SUFFIX = " via CloudTrail";

    private SightCallers() {}

    /** The caller of an event, if it is a call or sign-in of somebody from an IPv4 address. */
    public static Optional<AccessSighting> in(OpsEvent event) {
        if (event.getDetailType().endsWith(SUFFIX) && event.getSource().startsWith("aws.")) {
            return Caller.of(event.getAttributes()).map(access -> sighting(event, access));
        }
        return Optional.empty();
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
                .setCall((attributes.getOrDefault("eventSource", "") + " " + attributes.getOrDefault("eventName", ""))
                        .strip())
                .build();
    }
}
