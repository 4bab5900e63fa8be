package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** What tells of a change: a call in CloudTrail, a deployment told by the pipeline. */
final class ChangeEvents {
    private ChangeEvents() {}

    /** A call that changes one resource, as CloudTrail tells it minutes later. */
    static byte[] call(String id, String eventId, String source, String name, Resource on, Instant at) {
        var detail = Json.object().put("eventVersion", "1.11");
        detail.putObject("userIdentity")
                .put("type", "IAMUser")
                .put("principalId", "AIDAEXAMPLEUSER000001")
                .put("arn", "arn:aws:iam::" + on.account() + ":user/deploy-bot")
                .put("accountId", on.account())
                .put("userName", "deploy-bot");
        detail.put("eventTime", Envelope.seconds(at))
                .put("eventSource", source + ".amazonaws.com")
                .put("eventName", name)
                .put("awsRegion", on.region())
                .put("sourceIPAddress", "198.51.100.10")
                .put("userAgent", "aws-cli/2.27.0")
                .put("eventID", eventId)
                .put("readOnly", false)
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", on.account())
                .put("eventCategory", "Management");
        detail.putArray("resources").addObject().put("ARN", on.arn()).put("accountId", on.account());
        return new Envelope(
                        id,
                        "aws." + source,
                        "AWS API Call via CloudTrail",
                        on.account(),
                        on.region(),
                        at,
                        List.of(),
                        detail)
                .bytes();
    }

    /** A deployment of a service, as its pipeline tells it at once. */
    static byte[] deployment(String id, String change, Resource on, Instant at) {
        var detail = Json.object()
                .put("service", on.service())
                .put("environment", "production")
                .put("changeId", change)
                .put("severity", "info")
                .put("summary", "Release " + change + " of " + on.service());
        return application(id, "Deployment Started", on, at, detail);
    }

    /** Users of a service cannot work, or can again. */
    static byte[] disconnected(String id, Resource on, Instant at, boolean open) {
        var detail = Json.object()
                .put("service", on.service())
                .put("environment", "production")
                .put("severity", "high")
                .put("status", open ? "open" : "resolved")
                .put("summary", open ? "430 users disconnected" : "Users are back");
        return application(id, "Users Disconnected", on, at, detail);
    }

    private static byte[] application(String id, String type, Resource on, Instant at, ObjectNode detail) {
        return new Envelope(id, "com.example." + on.service(), type, on.account(), on.region(), at, List.of(), detail)
                .bytes();
    }
}
