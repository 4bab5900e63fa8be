package io.millrace.operators.parse.source;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Every source's own scale of severity mapped to 1 (informational) … 5 (critical): all tables in this one place.
 * Scales are open enums: an unknown word is {@link #UNKNOWN}, never the lowest, so that a new word cannot hide.
 */
public final class Severities {
    static final int LOWEST = 1;
    static final int UNKNOWN = 3;

    /** Words that applications, CloudEvents, Inspector, Patch Manager and OCSF use. */
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("critical", 5),
            Map.entry("fatal", 5),
            Map.entry("emergency", 5),
            Map.entry("alert", 5),
            Map.entry("p1", 5),
            Map.entry("sev1", 5),
            Map.entry("high", 4),
            Map.entry("error", 4),
            Map.entry("major", 4),
            Map.entry("p2", 4),
            Map.entry("sev2", 4),
            Map.entry("medium", 3),
            Map.entry("moderate", 3),
            Map.entry("warning", 3),
            Map.entry("warn", 3),
            Map.entry("p3", 3),
            Map.entry("sev3", 3),
            Map.entry("low", 2),
            Map.entry("minor", 2),
            Map.entry("notice", 2),
            Map.entry("p4", 2),
            Map.entry("sev4", 2),
            Map.entry("informational", 1),
            Map.entry("information", 1),
            Map.entry("info", 1),
            Map.entry("debug", 1),
            Map.entry("none", 1),
            Map.entry("ok", 1),
            Map.entry("p5", 1),
            Map.entry("sev5", 1));

    /** CloudWatch states carry no severity: an alarm is medium until policy says more. */
    private static final Map<String, Integer> METRIC_ALARM = Map.of("ALARM", 3, "INSUFFICIENT_DATA", 2, "OK", 1);

    /** A composite alarm is somebody's judgement over several: one higher. */
    private static final Map<String, Integer> COMPOSITE_ALARM = Map.of("ALARM", 4, "INSUFFICIENT_DATA", 2, "OK", 1);

    /** AWS Health, by eventTypeCategory. */
    private static final Map<String, Integer> HEALTH_CATEGORY =
            Map.of("issue", 4, "investigation", 3, "scheduledChange", 2, "accountNotification", 2);

    /** AWS Health, by what the eventTypeCode contains; these outrank the category. */
    private static final Map<String, Integer> HEALTH_TYPE = Map.of(
            "RISK_CREDENTIALS_EXPOSED", 5,
            "RISK_CREDENTIALS_COMPROMISED", 5,
            "_ABUSE_", 4,
            "SECURITY_NOTIFICATION", 4,
            "INSTANCE_RETIREMENT", 3,
            "INSTANCE_STOP", 3,
            "PERSISTENT_INSTANCE", 3,
            "REDUNDANCY_LOSS", 3);

    /** Security Hub ASFF, Severity.Label. */
    private static final Map<String, Integer> ASFF_LABEL =
            Map.of("CRITICAL", 5, "HIGH", 4, "MEDIUM", 3, "LOW", 2, "INFORMATIONAL", 1);

    /** OCSF severity_id: 1 informational to 5 critical, 6 fatal; 0 and 99 say nothing. */
    private static final Map<Integer, Integer> OCSF_ID = Map.of(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 5);

    /** Root's own hands at work, or signing in: nobody should need them. */
    static final int ROOT = 4;

    /** Calls in CloudTrail that are a security matter, by event source, name and what {@link SecurityCalls} adds. */
    private static final Map<String, Integer> API_CALL = Map.ofEntries(
            Map.entry("cloudtrail.amazonaws.com:StopLogging", 5),
            Map.entry("cloudtrail.amazonaws.com:DeleteTrail", 5),
            Map.entry("cloudtrail.amazonaws.com:DeleteEventDataStore", 4),
            Map.entry("cloudtrail.amazonaws.com:StopEventDataStoreIngestion", 4),
            Map.entry("cloudtrail.amazonaws.com:PutEventSelectors", 3),
            Map.entry("cloudtrail.amazonaws.com:UpdateTrail", 3),
            Map.entry("guardduty.amazonaws.com:DeleteDetector", 5),
            Map.entry("guardduty.amazonaws.com:UpdateDetector off", 5),
            Map.entry("guardduty.amazonaws.com:StopMonitoringMembers", 4),
            Map.entry("guardduty.amazonaws.com:DisassociateFromAdministratorAccount", 4),
            Map.entry("guardduty.amazonaws.com:DisassociateFromMasterAccount", 4),
            Map.entry("securityhub.amazonaws.com:DisableSecurityHub", 4),
            Map.entry("securityhub.amazonaws.com:DisableSecurityHubV2", 4),
            Map.entry("inspector2.amazonaws.com:Disable", 4),
            Map.entry("macie2.amazonaws.com:DisableMacie", 4),
            Map.entry("config.amazonaws.com:StopConfigurationRecorder", 4),
            Map.entry("config.amazonaws.com:DeleteConfigurationRecorder", 4),
            Map.entry("config.amazonaws.com:DeleteDeliveryChannel", 4),
            Map.entry("access-analyzer.amazonaws.com:DeleteAnalyzer", 3),
            Map.entry("organizations.amazonaws.com:LeaveOrganization", 5),
            Map.entry("ec2.amazonaws.com:AuthorizeSecurityGroupIngress world", 4),
            Map.entry("ec2.amazonaws.com:ModifySecurityGroupRules world", 4),
            Map.entry("ec2.amazonaws.com:ModifySnapshotAttribute world", 4),
            Map.entry("ec2.amazonaws.com:ModifyImageAttribute world", 4),
            Map.entry("ec2.amazonaws.com:DeleteFlowLogs", 4),
            Map.entry("ec2.amazonaws.com:DisableEbsEncryptionByDefault", 3),
            Map.entry("rds.amazonaws.com:ModifyDBSnapshotAttribute world", 4),
            Map.entry("rds.amazonaws.com:ModifyDBClusterSnapshotAttribute world", 4),
            Map.entry("s3.amazonaws.com:PutBucketPolicy world", 4),
            Map.entry("s3.amazonaws.com:PutBucketAcl world", 4),
            Map.entry("s3.amazonaws.com:PutBucketPublicAccessBlock world", 4),
            Map.entry("s3.amazonaws.com:PutAccountPublicAccessBlock world", 4),
            Map.entry("s3.amazonaws.com:DeleteBucketPublicAccessBlock", 4),
            Map.entry("s3.amazonaws.com:DeleteAccountPublicAccessBlock", 4),
            Map.entry("kms.amazonaws.com:ScheduleKeyDeletion", 4),
            Map.entry("kms.amazonaws.com:DisableKey", 4),
            Map.entry("iam.amazonaws.com:DeactivateMFADevice", 4),
            Map.entry("iam.amazonaws.com:DeleteAccountPasswordPolicy", 3),
            Map.entry("iam.amazonaws.com:CreateLoginProfile", 3),
            Map.entry("iam.amazonaws.com:AttachUserPolicy administrator", 4),
            Map.entry("iam.amazonaws.com:AttachRolePolicy administrator", 4),
            Map.entry("iam.amazonaws.com:AttachGroupPolicy administrator", 4),
            Map.entry("signin.amazonaws.com:ConsoleLogin without MFA", 3),
            Map.entry("signin.amazonaws.com:ConsoleLogin failed", 2));

    private Severities() {}

    /** A severity in words, or empty when the word is unknown. */
    static OptionalInt ofWord(String word) {
        var known = WORDS.get(word.trim().toLowerCase(Locale.ROOT));
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    static int ofAlarm(String state, boolean isComposite) {
        return (isComposite ? COMPOSITE_ALARM : METRIC_ALARM).getOrDefault(state, UNKNOWN);
    }

    /** By type before category; a public issue is one lower, as it need not touch us; required action is at least 3. */
    static int ofHealth(String category, String typeCode, String scope, String actionability) {
        int severity = 0;
        for (var type : HEALTH_TYPE.entrySet()) {
            if (type.getValue() > severity && typeCode.contains(type.getKey())) {
                severity = type.getValue();
            }
        }
        if (severity == 0) {
            severity = HEALTH_CATEGORY.getOrDefault(category, UNKNOWN)
                    - (scope.equals("PUBLIC") && category.equals("issue") ? 1 : 0);
        }
        return actionability.equals("ACTION_REQUIRED") ? Math.max(severity, 3) : severity;
    }

    /** By label, else by the documented bands of Severity.Normalized: 0, 1–39, 40–69, 70–89, 90–100. */
    static int ofAsff(String label, double normalized) {
        var known = ASFF_LABEL.get(label.toUpperCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        if (Double.isNaN(normalized)) {
            return UNKNOWN;
        }
        return normalized >= 90 ? 5 : normalized >= 70 ? 4 : normalized >= 40 ? 3 : normalized >= 1 ? 2 : 1;
    }

    /** By id, else by its caption; empty when neither is known. */
    static OptionalInt ofOcsf(OptionalDouble id, String caption) {
        var known = id.isPresent() ? OCSF_ID.get((int) id.getAsDouble()) : null;
        return known == null ? ofWord(caption) : OptionalInt.of(known);
    }

    /** 0 for a call that is no security matter. */
    static int ofApiCall(String call) {
        return API_CALL.getOrDefault(call, 0);
    }

    /** GuardDuty's documented bands: 9.0–10.0 critical, 7.0–8.9 high, 4.0–6.9 medium, 1.0–3.9 low. */
    static int ofGuardDuty(double severity) {
        if (Double.isNaN(severity)) {
            return UNKNOWN;
        }
        return severity >= 9 ? 5 : severity >= 7 ? 4 : severity >= 4 ? 3 : severity >= 1 ? 2 : 1;
    }
}
