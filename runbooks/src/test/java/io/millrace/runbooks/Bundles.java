package io.millrace.runbooks;

import java.util.Map;
import java.util.TreeMap;

/** The shipped bundle under other names and with other files. */
final class Bundles {
    private Bundles() {}

    static ContentBundle bundle(String version, String effectiveFrom, Map<String, String> changed) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("bundle.yaml", "version: " + version + "\neffectiveFrom: " + effectiveFrom + "\n");
        files.putAll(changed);
        return ContentBundle.of(files);
    }

    static ContentBundle bundle(String version, String effectiveFrom) {
        return bundle(version, effectiveFrom, Map.of());
    }
}
