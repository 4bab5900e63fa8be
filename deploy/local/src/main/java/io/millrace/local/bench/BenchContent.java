package io.millrace.local.bench;

import io.millrace.runbooks.ContentBundle;
import java.util.TreeMap;

/** The shipped policies, conditions and runbooks over an estate of 1,000 services, whose things the records speak of. */
final class BenchContent {
    private BenchContent() {}

    static ContentBundle bundle() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("services/"));
        files.put("services/bench.yaml", services());
        return ContentBundle.of(files);
    }

    private static String services() {
        var yaml = new StringBuilder("accounts:\n"
                + "  - {id: \"111122223333\", name: production, environment: production, owner: platform}\n"
                + "services:\n");
        for (int service = 0; service < EventRecord.SERVICES; service++) {
            yaml.append("  - name: service-").append(service).append('\n');
            yaml.append("    tier: ").append(1 + service % 4).append('\n');
            yaml.append("    environment: production\n    owner: team-")
                    .append(service % 20)
                    .append('\n');
            yaml.append("    match:\n      accounts: [\"111122223333\"]\n      resources: [");
            for (int thing = service; thing < EventRecord.THINGS; thing += EventRecord.SERVICES) {
                yaml.append(thing == service ? "" : ", ").append(EventRecord.instance(thing));
            }
            yaml.append("]\n");
        }
        return yaml.append("fallback: {owner: platform}\n").toString();
    }
}
