package io.millrace.operators.parse.otel;

import java.util.Map;

/**
 * CloudWatch's name of a unit that an OpenTelemetry metric stream states in UCUM, so that both formats give one point.
 * The table is that of "Translations with OpenTelemetry 1.0.0 format" in the CloudWatch User Guide, read backwards.
 */
public final class CloudWatchUnits {
    private static final String NONE = "None";

    private static final Map<String, String> BY_UCUM = Map.ofEntries(
            Map.entry("s", "Seconds"),
            Map.entry("us", "Microseconds"),
            Map.entry("ms", "Milliseconds"),
            Map.entry("By", "Bytes"),
            Map.entry("kBy", "Kilobytes"),
            Map.entry("MBy", "Megabytes"),
            Map.entry("GBy", "Gigabytes"),
            Map.entry("TBy", "Terabytes"),
            Map.entry("bit", "Bits"),
            Map.entry("kbit", "Kilobits"),
            Map.entry("MBit", "Megabits"),
            Map.entry("GBit", "Gigabits"),
            Map.entry("Tbit", "Terabits"),
            Map.entry("%", "Percent"),
            Map.entry("{Count}", "Count"),
            Map.entry("1", NONE),
            Map.entry("", NONE),
            // as the User Guide's example of the format has it
            Map.entry("NoneTranslated", NONE));

    private CloudWatchUnits() {}

    /** CloudWatch's name; what is not in the table stays as it is. */
    public static String of(String ucum) {
        var whole = BY_UCUM.get(ucum);
        if (whole != null) {
            return whole;
        }
        if (!ucum.endsWith("/s")) {
            return ucum;
        }
        var amount = BY_UCUM.get(ucum.substring(0, ucum.length() - 2));
        return amount == null || amount.equals(NONE) ? ucum : amount + "/Second";
    }
}
