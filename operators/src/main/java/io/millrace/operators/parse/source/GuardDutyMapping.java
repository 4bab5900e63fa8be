package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.id.Ids;
import io.millrace.operators.parse.json.Json;
import java.util.List;

/**
 * GuardDuty findings. They are sent again while they go on, and to the admin account beside the member: the finding
 * is the identity, a delivery is the finding at one update and count. Archived is resolved, everything else open.
 */
public final class GuardDutyMapping implements SourceMapping {
    private static final int MAX_PARTS = 50;

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var detail = envelope.detail();
        var service = detail.at("service");
        var severity = detail.at("severity").number();
        var updated = detail.at("updatedAt").time();
        var id = detail.firstText("arn", "id");

        var draft = EventDraft.of(envelope)
                .account(detail.text("accountId"))
                .region(detail.text("region"))
                .kind(EventKind.SECURITY)
                .status(service.at("archived").isTrue() ? EventStatus.RESOLVED : EventStatus.OPEN)
                .severity(Severities.ofGuardDuty(severity.orElse(Double.NaN)))
                .identity(id.isEmpty() ? GenericMapping.identity(envelope, envelope.id()) : "finding:" + id)
                .eventTime(updated)
                .revision(updated)
                .title(detail.firstText("title", "type"))
                .text(detail.text("description"))
                .value("count", service.at("count"))
                .value("sourceSeverity", severity);
        if (!id.isEmpty()) {
            draft.deliveryId("guardduty:"
                    + Ids.hash(id, detail.text("updatedAt"), service.text("count"), service.text("archived")));
        }
        describe(detail, service, draft);
        draft.resources(envelope.resources());
        affected(detail.at("resource"), draft);
        caller(detail.at("resource", "accessKeyDetails"), service.at("action"), draft);
        return List.of(draft);
    }

    private static void describe(Json detail, Json service, EventDraft draft) {
        var action = service.at("action");
        draft.attribute("findingId", detail.at("id"))
                .attribute("findingType", detail.at("type"))
                .attribute("resourceType", detail.at("resource", "resourceType"))
                .attribute("resourceRole", service.at("resourceRole"))
                .attribute("actionType", action.at("actionType"))
                .attribute("firstSeen", service.at("eventFirstSeen"))
                .attribute("lastSeen", service.at("eventLastSeen"))
                .attribute("accessKeyId", detail.at("resource", "accessKeyDetails", "accessKeyId"))
                .attribute("remoteIp", remoteIp(action));
    }

    /** Each action type keeps the caller's address under its own name. */
    private static String remoteIp(Json action) {
        for (String type : List.of("networkConnectionAction", "awsApiCallAction", "kubernetesApiCallAction")) {
            var ip = action.at(type, "remoteIpDetails", "ipAddressV4").text();
            if (!ip.isEmpty()) {
                return ip;
            }
        }
        return action.at("portProbeAction", "portProbeDetails")
                .first()
                .at("remoteIpDetails", "ipAddressV4")
                .text();
    }

    /** Whose credentials called from where, in the words of CloudTrail's events: the access model reads both. */
    private static void caller(Json key, Json action, EventDraft draft) {
        var ip = action.at("awsApiCallAction", "remoteIpDetails", "ipAddressV4").text();
        var user = key.text("userName");
        if (ip.isEmpty() || user.isEmpty()) {
            return;
        }
        var type = key.text("userType");
        var principal = key.text("principalId");
        boolean isRole = type.equals("AssumedRole") || type.equals("Role");
        draft.attribute("sourceIPAddress", ip)
                .attribute("userType", type)
                .attribute("userAccount", draft.account())
                .attribute(isRole ? "roleName" : "userName", user);
        if (isRole && principal.indexOf(':') >= 0) {
            draft.attribute("sessionName", principal.substring(principal.indexOf(':') + 1));
        }
    }

    private static void affected(Json resource, EventDraft draft) {
        draft.resource(resource.at("instanceDetails", "instanceId").string());
        draft.resource(resource.at("eksClusterDetails", "arn").string());
        draft.resource(resource.at("ecsClusterDetails", "arn").string());
        draft.resource(resource.at("lambdaDetails", "functionArn").string());
        draft.resource(resource.at("rdsDbInstanceDetails", "dbInstanceArn").string());
        for (Json bucket : resource.at("s3BucketDetails").items(MAX_PARTS)) {
            draft.resource(bucket.at("arn").string());
        }
        for (Json volume :
                resource.at("ebsVolumeDetails", "scannedVolumeDetails").items(MAX_PARTS)) {
            draft.resource(volume.at("volumeArn").string());
        }
        var user = resource.at("accessKeyDetails", "userName").string();
        if (!user.isEmpty()
                && resource.at("accessKeyDetails", "userType").string().equals("IAMUser")) {
            draft.resource("arn:aws:iam::" + draft.account() + ":user/" + user);
        }
        for (Json tag : resource.at("instanceDetails", "tags").items(MAX_PARTS)) {
            Tags.describe(tag.text("key"), tag.text("value"), draft);
        }
    }
}
