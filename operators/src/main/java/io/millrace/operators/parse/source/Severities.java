package io.millrace.operators.parse.source;

import io.millrace.operators.parse.source.flat.Scale;
import io.millrace.operators.parse.source.flat.Scales;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Every source's own scale of severity mapped to 1 (informational) … 5 (critical): all tables stand in
 * {@code severities.yaml}. Scales are open enums: an unknown word is {@link #UNKNOWN} unless its scale says otherwise,
 * never the lowest, so that a new word cannot hide.
 */
public final class Severities {
    static final int LOWEST = 1;
    static final int UNKNOWN = 3;
    static final String FILE = "severities.yaml";

    private static final Scales SCALES = Scales.read(FILE, ShippedText.of(FILE));
    private static final Scale WORDS = scale("words");
    private static final Scale METRIC_ALARM = scale("metric-alarm");
    private static final Scale COMPOSITE_ALARM = scale("composite-alarm");
    private static final Scale HEALTH_CATEGORY = scale("health-category");
    private static final Scale HEALTH_TYPE = scale("health-type");
    private static final Scale ASFF_LABEL = scale("asff-label");
    private static final Scale ASFF_NORMALIZED = scale("asff-normalized");
    private static final Scale OCSF_ID = scale("ocsf-id");
    private static final Scale GUARD_DUTY = scale("guardduty");
    private static final Scale API_CALL = scale("api-call");
    private static final Scale ECS_STOP = scale("ecs-stop");
    private static final Scale CERTIFICATE = scale("certificate");

    private Severities() {}

    /** All scales, for mappings that name one. */
    static Scales scales() {
        return SCALES;
    }

    private static Scale scale(String name) {
        return SCALES.find(name)
                .orElseThrow(() -> new IllegalStateException(
                        FILE + " has no scale \"" + name + "\"; it has " + String.join(", ", SCALES.names())));
    }

    /** A severity in words, or empty when the word is unknown. */
    static OptionalInt ofWord(String word) {
        return WORDS.find(word);
    }

    static int ofAlarm(String state, boolean isComposite) {
        return (isComposite ? COMPOSITE_ALARM : METRIC_ALARM).of(state);
    }

    /** By type before category; a public issue is one lower, as it need not touch us; required action is at least 3. */
    static int ofHealth(String category, String typeCode, String scope, String actionability) {
        int severity = HEALTH_TYPE
                .find(typeCode)
                .orElseGet(() ->
                        HEALTH_CATEGORY.of(category) - (scope.equals("PUBLIC") && category.equals("issue") ? 1 : 0));
        return actionability.equals("ACTION_REQUIRED") ? Math.max(severity, 3) : severity;
    }

    /** By label, else by the bands of Severity.Normalized; {@code normalized} is NaN when there is none. */
    static int ofAsff(String label, double normalized) {
        return ASFF_LABEL.find(label).orElseGet(() -> ASFF_NORMALIZED.of(normalized));
    }

    /** By id, else by its caption; empty when neither is known. */
    static OptionalInt ofOcsf(OptionalDouble id, String caption) {
        var known = id.isPresent() ? OCSF_ID.find(Integer.toString((int) id.getAsDouble())) : OptionalInt.empty();
        return known.isPresent() ? known : ofWord(caption);
    }

    /** Of what {@link SecurityCalls} makes of a call; 0 for a call that is no security matter. */
    static int ofApiCall(String call) {
        return API_CALL.find(call).orElse(0);
    }

    /** A task that failed is at least medium, whatever its stop code; one that did not is lower. */
    static int ofStoppedTask(String stopCode, boolean failed) {
        int severity = ECS_STOP.of(stopCode);
        return failed ? Math.max(severity, UNKNOWN) : Math.min(severity, UNKNOWN - 1);
    }

    static int ofCertificate(String detailType) {
        return CERTIFICATE.of(detailType);
    }

    /** {@code severity} is NaN when there is none. */
    static int ofGuardDuty(double severity) {
        return GUARD_DUTY.of(severity);
    }
}
