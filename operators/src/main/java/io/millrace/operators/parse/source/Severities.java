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

    /** GuardDuty's documented bands: 9.0–10.0 critical, 7.0–8.9 high, 4.0–6.9 medium, 1.0–3.9 low. */
    static int ofGuardDuty(double severity) {
        if (Double.isNaN(severity)) {
            return UNKNOWN;
        }
        return severity >= 9 ? 5 : severity >= 7 ? 4 : severity >= 4 ? 3 : severity >= 1 ? 2 : 1;
    }
}
