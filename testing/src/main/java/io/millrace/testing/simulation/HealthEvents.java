package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AWS Health events as EventBridge delivers them. */
final class HealthEvents {
    private HealthEvents() {}

    /**
     * What stays the same over the life of one Health event.
     *
     * @param code the event type's code; the ARN ends in it and the token
     * @param entities ARNs of affected resources, possibly none
     */
    record Subject(
            String token,
            String service,
            String code,
            String category,
            String scope,
            String account,
            String region,
            Instant startTime,
            List<String> entities) {
        String arn() {
            return "arn:aws:health:" + region + "::event/" + service + "/" + code + "/" + code + "_" + token;
        }
    }

    /** One communication about a subject; {@code endTime} once it is closed. */
    static byte[] communication(
            String id,
            String communication,
            Subject about,
            String status,
            String description,
            Instant at,
            @Nullable Instant endTime) {
        var detail = Json.object();
        detail.put("eventArn", about.arn())
                .put("service", about.service)
                .put("eventTypeCode", about.code)
                .put("eventTypeCategory", about.category)
                .put("eventScopeCode", about.scope)
                .put("communicationId", communication + "-1")
                .put("startTime", Envelope.rfc1123(about.startTime))
                .put("lastUpdatedTime", Envelope.rfc1123(at.minusSeconds(1)))
                .put("statusCode", status)
                .put("eventRegion", about.region);
        detail.putArray("eventDescription").addObject().put("language", "en_US").put("latestDescription", description);
        var entities = detail.putArray("affectedEntities");
        for (var entity : about.entities) {
            entities.addObject()
                    .put("entityValue", entity)
                    .put("lastUpdatedTime", Envelope.rfc1123(at.minusSeconds(1)))
                    .put("status", endTime == null ? "IMPAIRED" : "UNIMPAIRED");
        }
        detail.put("page", "1")
                .put("totalPages", "1")
                .put("backupEvent", "false")
                .put("affectedAccount", about.account);
        if (endTime != null) {
            detail.put("endTime", Envelope.rfc1123(endTime));
        }
        detail.putArray("personas").add("OPERATIONS");
        return new Envelope(
                        id, "aws.health", "AWS Health Event", about.account, about.region, at, about.entities, detail)
                .bytes();
    }
}
