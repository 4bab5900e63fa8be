package io.millrace.runbooks.services;

import io.millrace.domain.OpsEvent;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The names under which an event's resources may stand in the catalog. */
final class ResourceNames {
    /** ARNs have at most 2,048 characters (IAM quotas); what is longer names nothing of ours. */
    private static final int MAX_LENGTH = 2048;

    private static final int ARN_FIELDS = 6;
    private static final String DIMENSION = "dim.";

    private ResourceNames() {}

    /** Full ARNs, their resource parts, what follows the type, last parts, and dimension values. */
    static Set<String> of(OpsEvent event) {
        var names = new LinkedHashSet<String>();
        for (String resource : event.getResources()) {
            add(resource, names);
        }
        for (Map.Entry<String, String> attribute : event.getAttributes().entrySet()) {
            if (attribute.getKey().startsWith(DIMENSION)) {
                add(attribute.getValue(), names);
            }
        }
        return names;
    }

    private static void add(String resource, Set<String> names) {
        if (resource.isEmpty() || resource.length() > MAX_LENGTH) {
            return;
        }
        names.add(resource);
        String name = resource;
        if (resource.startsWith("arn:")) {
            String[] fields = resource.split(":", ARN_FIELDS);
            if (fields.length < ARN_FIELDS) {
                return;
            }
            name = fields[ARN_FIELDS - 1];
            names.add(name);
            int type = firstSeparator(name);
            if (type >= 0) {
                names.add(name.substring(type + 1));
            }
        }
        names.add(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1));
        names.remove("");
    }

    private static int firstSeparator(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '/' || name.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }
}
