package io.millrace.testing;

import java.util.Map;
import java.util.TreeMap;

/** A bundle whose runbooks begin with their first rung: for tests of what comes after a diagnosis, or has nothing to do with one. */
public final class Undiagnosed {
    private static final String DIAGNOSIS = "(?m)^diagnosis:\\n(?:[ ].*\\n)+";

    /** A rung that acts on nothing, for ladders that need one. */
    private static final String REPORT = String.join(
            "\n",
            "rungs:",
            "  - step:",
            "      name: report-memory",
            "      action: Millrace-ReportMemory",
            "      tier: 0",
            "      parameters:",
            "        InstanceId: {type: string, from: target.id}",
            "");

    private Undiagnosed() {}

    /** The texts without diagnoses; what memory-leak reads is its first rung. */
    public static Map<String, String> files(Map<String, String> bundle) {
        var files = new TreeMap<>(bundle);
        files.replaceAll((path, text) -> path.startsWith("catalog/") ? text.replaceFirst(DIAGNOSIS, "") : text);
        files.computeIfPresent("catalog/memory-leak.yaml", (path, text) -> text.replace("rungs:\n", REPORT));
        return files;
    }
}
