package io.millrace.testing.simulation;

import io.millrace.testing.Estates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The estate's services as a content bundle's {@code services/*.yaml}: each service with its resources' explicit ids. */
final class CatalogYaml {
    private CatalogYaml() {}

    static void write(Estate estate, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text(estate));
    }

    static String text(Estate estate) {
        var yaml = new StringBuilder("# Written by the simulator: the services of the simulated estate.\nservices:\n");
        estate.services().forEach(service -> append(yaml, estate, service));
        return yaml.append("accounts:\n")
                .append(account(Estates.PRODUCTION, "media-prod", "production", "cloud-platform"))
                .append(account(Estates.SANDBOX, "sandbox", "development", "developer-experience"))
                .append("fallback:\n  owner: cloud-platform\n")
                .toString();
    }

    private static void append(StringBuilder yaml, Estate estate, Service service) {
        yaml.append("  - name: ").append(service.name()).append('\n');
        yaml.append("    tier: ").append(service.tier()).append('\n');
        yaml.append("    environment: ").append(service.environment()).append('\n');
        yaml.append("    owner: ").append(service.owner()).append('\n');
        yaml.append("    copies: [")
                .append(service.tier() == 1 ? "service-desk" : "")
                .append("]\n");
        yaml.append("    scope: ").append(service.scope()).append('\n');
        if (!service.dependsOn().isEmpty()) {
            yaml.append("    dependsOn: ").append(service.dependsOn()).append('\n');
        }
        yaml.append("    match:\n      accounts: [\"").append(service.account()).append("\"]\n      resources:\n");
        for (String name : names(estate, service)) {
            yaml.append("        - \"").append(name).append("\"\n");
        }
        if (service.name().equals("network")) {
            yaml.append("      sources: [\"").append(NetworkEvents.SOURCE).append("\"]\n");
        }
    }

    /** Ids, ARNs, and what is named after the service: its alarms and its bucket. */
    private static List<String> names(Estate estate, Service service) {
        var names = new ArrayList<String>();
        for (var resource : estate.resources()) {
            if (resource.service().equals(service.name())) {
                names.add(resource.id());
                names.add(resource.arn());
            }
        }
        var here = ":" + Estates.REGION + ":" + service.account() + ":";
        names.add("arn:aws:cloudwatch" + here + "alarm:" + service.name() + "-*");
        names.add("arn:aws:ecs" + here + "task/" + service.name() + "/*");
        names.add("arn:aws:s3:::" + service.name() + "-assets-prod");
        return names;
    }

    private static String account(String id, String name, String environment, String owner) {
        return "  - id: \"" + id + "\"\n    name: " + name + "\n    environment: " + environment + "\n    owner: "
                + owner + "\n";
    }
}
