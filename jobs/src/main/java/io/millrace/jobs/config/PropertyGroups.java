package io.millrace.jobs.config;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Property groups as Managed Flink provides them, or from a local file of the same shape. */
public final class PropertyGroups {
    private PropertyGroups() {}

    /**
     * @param args none on Managed Flink; locally the path of a JSON list of {PropertyGroupId, PropertyMap}
     * @throws IOException when the file or the platform's properties cannot be read
     */
    public static Map<String, Map<String, String>> load(String[] args) throws IOException {
        return args.length == 0 ? provided() : read(Path.of(args[0]));
    }

    /** Reads a file of the platform's own shape. */
    public static Map<String, Map<String, String>> read(Path file) throws IOException {
        var groups = new TreeMap<String, Map<String, String>>();
        JsonNode list = new ObjectMapper().readTree(Files.readString(file));
        for (JsonNode group : list) {
            var properties = new TreeMap<String, String>();
            group.path("PropertyMap")
                    .properties()
                    .forEach(entry ->
                            properties.put(entry.getKey(), entry.getValue().asText()));
            groups.put(group.path("PropertyGroupId").asText(), properties);
        }
        return groups;
    }

    private static Map<String, Map<String, String>> provided() throws IOException {
        var groups = new TreeMap<String, Map<String, String>>();
        KinesisAnalyticsRuntime.getApplicationProperties().forEach((group, properties) -> {
            var map = new TreeMap<String, String>();
            properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
            groups.put(group, map);
        });
        return groups;
    }
}
