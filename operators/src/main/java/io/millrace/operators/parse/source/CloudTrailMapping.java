package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.operators.parse.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CloudTrail: API calls, console sign-ins and service events of any AWS service. A call that writes is a change, one
 * that reads is not; both only inform, so they join threads and open none. A security matter is open and says so. The
 * event is its own identity: CloudTrail may deliver it twice, and in two Regions. Calls of our own remediation are
 * marked {@code own}, with the command's id where it can be derived; only AWS itself may put events under {@code aws.}.
 */
public final class CloudTrailMapping implements SourceMapping {
    static final List<String> DETAIL_TYPES = List.of(
            "AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail", "AWS Service Event via CloudTrail");

    private static final Pattern READS = Pattern.compile(
            "(?:Get|List|Describe|Head|Lookup|Search|Query|Scan|BatchGet|Select|View|Check|Validate|Preview|Estimate|Simulate|Download|Assume)"
                    + "(?:[A-Z0-9].*)?");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** SSM names the session of an automation's role after the execution. */
    private static final String AUTOMATION = "Automation-";

    private static final int MAX_PARAMETERS = 20;

    private final SourceMapping others = new CustomEventMapping();
    private final OwnRoles ownRoles;

    /** @param ownRoles patterns of the names of the roles that our remediation assumes */
    public CloudTrailMapping(Collection<String> ownRoles) {
        this.ownRoles = new OwnRoles(ownRoles);
    }

    @Override
    public List<EventDraft> map(Envelope envelope) {
        if (!envelope.source().startsWith("aws.")) {
            return others.map(envelope);
        }
        var detail = envelope.detail();
        var time = detail.at("eventTime").time();
        var id = detail.text("eventID");
        boolean isWrite = isWrite(detail);
        var security = SecurityCalls.severity(detail, isWrite);

        var draft = EventDraft.of(envelope)
                .account(detail.text("recipientAccountId"))
                .region(detail.text("awsRegion"));
        draft.kind(security.isPresent() ? EventKind.SECURITY : isWrite ? EventKind.CHANGE : EventKind.OTHER)
                .status(security.orElse(0) >= Severities.UNKNOWN ? EventStatus.OPEN : EventStatus.INFORMATIONAL)
                .severity(security.orElse(Severities.LOWEST))
                .identity(id.isEmpty() ? GenericMapping.identity(envelope, envelope.id()) : "cloudtrail:" + id)
                .deliveryId(id.isEmpty() ? "" : "cloudtrail:" + id)
                .eventTime(time)
                .revision(time)
                .title(title(detail))
                .text(detail.text("errorMessage"));
        describe(detail, isWrite, draft);
        own(detail, draft);
        draft.resources(envelope.resources());
        CallResources.describe(detail, draft);
        return List.of(draft);
    }

    /** As stated; by the verb where it is not. Signing in changes nothing. */
    private static boolean isWrite(Json detail) {
        if (detail.text("eventType").equals("AwsConsoleSignIn")) {
            return false;
        }
        var readOnly = detail.text("readOnly");
        var name = detail.text("eventName");
        return readOnly.isEmpty()
                ? !name.isEmpty() && !READS.matcher(name).matches()
                : !readOnly.equalsIgnoreCase("true");
    }

    private static String title(Json detail) {
        var name = detail.text("eventName");
        var service = detail.text("eventSource").replaceFirst("\\.amazonaws\\.com(\\.cn)?$", "");
        var error = detail.text("errorCode");
        var result = detail.at("responseElements", "ConsoleLogin").text();
        var who = caller(detail.at("userIdentity"));
        return name.isEmpty()
                ? ""
                : service
                        + (service.isEmpty() ? "" : " ")
                        + name
                        + (who.isEmpty() ? "" : " by " + who)
                        + (error.isEmpty() ? "" : " failed: " + error)
                        + (result.equals("Failure") && error.isEmpty() ? " failed" : "");
    }

    /** A user's name, a role with its session, a service, or root. */
    private static String caller(Json identity) {
        var arn = identity.text("arn");
        if (arn.contains(":assumed-role/")) {
            return arn.substring(arn.indexOf(":assumed-role/") + ":assumed-role/".length());
        }
        if (identity.text("type").equals("Root")) {
            return "root";
        }
        return identity.firstText("userName", "invokedBy", "arn", "principalId", "type");
    }

    private static void describe(Json detail, boolean isWrite, EventDraft draft) {
        var identity = detail.at("userIdentity");
        var session = identity.at("sessionContext");
        for (String name : List.of(
                "eventName",
                "eventSource",
                "eventType",
                "eventCategory",
                "sourceIPAddress",
                "userAgent",
                "errorCode",
                "requestID",
                "sharedEventID")) {
            draft.attribute(name, detail.text(name));
        }
        draft.attribute("readOnly", Boolean.toString(!isWrite))
                .attribute("userType", identity.text("type"))
                .attribute("userName", identity.text("userName"))
                .attribute("userArn", identity.text("arn"))
                .attribute("userAccount", identity.text("accountId"))
                .attribute("invokedBy", identity.text("invokedBy"))
                .attribute("roleName", session.at("sessionIssuer", "userName"))
                .attribute("sessionName", sessionName(identity))
                .attribute("mfa", session.at("attributes", "mfaAuthenticated"))
                .attribute("mfaUsed", detail.at("additionalEventData", "MFAUsed"))
                .attribute("signIn", detail.at("responseElements", "ConsoleLogin"));
        detail.at("requestParameters")
                .forEachField(MAX_PARAMETERS, (name, value) -> draft.attribute("request." + name, value.text()));
    }

    private void own(Json detail, EventDraft draft) {
        var identity = detail.at("userIdentity");
        if (!ownRoles.includes(identity, draft.account())) {
            return;
        }
        var session = sessionName(identity);
        var token = detail.at("requestParameters").firstText("clientToken", "ClientToken");
        draft.attribute("own", "true")
                .attribute(
                        "commandId",
                        UUID.matcher(token).matches()
                                ? token
                                : UUID.matcher(session).matches() ? session : "")
                .attribute(
                        "executionId",
                        session.startsWith(AUTOMATION)
                                ? session.substring(AUTOMATION.length())
                                : detail.at("responseElements", "automationExecutionId")
                                        .text());
    }

    private static String sessionName(Json identity) {
        var arn = identity.text("arn");
        return arn.contains(":assumed-role/") ? arn.substring(arn.lastIndexOf('/') + 1) : "";
    }
}
