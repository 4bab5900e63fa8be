package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpsEvent;
import io.millrace.models.access.Access;
import io.millrace.models.access.Caller;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The callers in CloudTrail's events: one sighting for each call or sign-in of somebody from an IPv4 address. */
public final class SightCallers implements FlatMapFunction<OpsEvent, AccessSighting> {
    private static final long serialVersionUID = 1L;

    private static final String SUFFIX = " via CloudTrail";

    @Override
    public void flatMap(OpsEvent event, Collector<AccessSighting> out) {
        if (event.getDetailType().endsWith(SUFFIX) && event.getSource().startsWith("aws.")) {
            Caller.of(event.getAttributes())
                    .map(access -> sighting(event, access))
                    .ifPresent(out::collect);
        }
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
