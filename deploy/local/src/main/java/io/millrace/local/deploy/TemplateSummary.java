package io.millrace.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a template would create, in a few lines: how many of each kind, and the names of those that have one. */
final class TemplateSummary {
    private static final int NAMES = 6;

    private final Map<String, TreeSet<String>> names = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    private TemplateSummary() {}

    static TemplateSummary of(Path template) throws IOException {
        var summary = new TemplateSummary();
        for (JsonNode resource :
                new ObjectMapper().readTree(Files.readString(template)).path("Resources")) {
            summary.add(resource);
        }
        return summary;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        lines.add("It would create " + all + " resources in one account and Region:");
        counts.forEach((type, count) -> lines.add(String.format("  %3d %-48s %s", count, type, named(type))));
        return lines;
    }

    private void add(JsonNode resource) {
        String type = resource.path("Type").asText();
        counts.merge(type, 1, Integer::sum);
        JsonNode properties = resource.path("Properties");
        for (String key : List.of("Name", "ApplicationName", "StateMachineName", "LogGroupName")) {
            add(type, properties.path(key));
        }
        add(type, properties.at("/TableInput/Name"));
        add(type, properties.at("/DatabaseInput/Name"));
    }

    private void add(String type, JsonNode name) {
        if (name.isTextual()) {
            names.computeIfAbsent(type, key -> new TreeSet<>()).add(name.asText());
        }
    }

    private String named(String type) {
        var all = names.getOrDefault(type, new TreeSet<>());
        String first = String.join(", ", all.stream().limit(NAMES).toList());
        return all.size() > NAMES ? first + ", ..." : first;
    }
}
