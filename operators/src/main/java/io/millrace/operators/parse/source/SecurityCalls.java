package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which calls in CloudTrail are a security matter, and how grave: root at work, what switches the watch off, what opens
 * a resource to everyone, signing in without a second factor. Severities are {@link Severities}'.
 */
final class SecurityCalls {
    private static final Set<String> INGRESS = Set.of("AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules");
    private static final Set<String> SHARES = Set.of(
            "ModifySnapshotAttribute",
            "ModifyImageAttribute",
            "ModifyDBSnapshotAttribute",
            "ModifyDBClusterSnapshotAttribute");
    private static final Set<String> POLICIES = Set.of(
            "AttachUserPolicy",
            "AttachRolePolicy",
            "AttachGroupPolicy",
            "PutUserPolicy",
            "PutRolePolicy",
            "PutGroupPolicy");

    private SecurityCalls() {}

    /** Empty for a call that is no security matter. A denied attempt is one lower than the deed. */
    static OptionalInt severity(Json detail, boolean isWrite) {
        int severity = Math.max(Severities.ofApiCall(kind(detail)), byRoot(detail, isWrite));
        if (severity == 0) {
            return OptionalInt.empty();
        }
        boolean failed = !detail.text("errorCode").isEmpty();
        return OptionalInt.of(failed ? Math.max(2, severity - 1) : severity);
    }

    /** Root's own hands; services that act on root's behalf are not it. */
    private static int byRoot(Json detail, boolean isWrite) {
        var identity = detail.at("userIdentity");
        boolean isRoot = identity.text("type").equals("Root")
                && identity.text("invokedBy").isEmpty();
        return isRoot && (isWrite || isSignIn(detail)) ? Severities.ofApiCall("root") : 0;
    }

    /** The key in the table of severities: source and name, and what about its parameters makes it grave. */
    private static String kind(Json detail) {
        var name = detail.text("eventName");
        var call = detail.text("eventSource") + ":" + name;
        var parameters = detail.at("requestParameters");
        if (isSignIn(detail)) {
            return call + signIn(detail);
        }
        if (INGRESS.contains(name)) {
            return call + (says(parameters, "\"0.0.0.0/0\"") || says(parameters, "\"::/0\"") ? " world" : "");
        }
        if (SHARES.contains(name)) {
            return call + (says(parameters, "\"all\"") ? " world" : "");
        }
        if (POLICIES.contains(name)) {
            return call + (says(parameters, ":policy/AdministratorAccess\"") ? " administrator" : "");
        }
        switch (name) {
            case "PutBucketPolicy":
                return call
                        + (says(parameters, "\"Principal\":\"*\"") || says(parameters, "\"AWS\":\"*\"")
                                ? " world"
                                : "");
            case "PutBucketAcl":
                return call
                        + (says(parameters, "public-read") || says(parameters, "/groups/global/AllUsers")
                                ? " world"
                                : "");
            case "PutBucketPublicAccessBlock":
            case "PutAccountPublicAccessBlock":
                return call + (says(parameters, ":false") ? " world" : "");
            case "UpdateDetector":
                return call + (says(parameters, "\"enable\":false") ? " off" : "");
            default:
                return call;
        }
    }

    private static String signIn(Json detail) {
        if (detail.at("responseElements", "ConsoleLogin").text().equals("Failure")) {
            return " failed";
        }
        boolean isUser = detail.at("userIdentity", "type").text().equals("IAMUser");
        return isUser && detail.at("additionalEventData", "MFAUsed").text().equals("No") ? " without MFA" : "";
    }

    private static boolean isSignIn(Json detail) {
        return detail.text("eventName").equals("ConsoleLogin");
    }

    private static boolean says(Json parameters, String text) {
        return parameters.toString().contains(text);
    }
}
