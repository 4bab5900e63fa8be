package io.millrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.jobs.MillraceJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The list of what the job's clients may do, which lies beside the clients ({@code permissions.yaml} of module jobs). */
final class JobPermissions {
    private static final String RESOURCE = "permissions.yaml";

    private final List<Permission> all;

    private JobPermissions(List<Permission> all) {
        this.all = all;
    }

    /**
     * One entry of the list.
     *
     * @param client class that calls, or {@code platform}
     * @param calls {@code service.method} of the SDK that it calls itself
     * @param on kind of resource
     * @param actions of IAM
     */
    record Permission(String client, List<String> calls, String on, List<String> actions) {}

    /** @throws UncheckedIOException when the list is missing or not YAML */
    static JobPermissions load() {
        try (var in = MillraceJob.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException(RESOURCE + " is not beside " + MillraceJob.class.getName());
            }
            var all = new ArrayList<Permission>();
            for (JsonNode entry : new YAMLMapper().readTree(in).path("permissions")) {
                all.add(new Permission(
                        entry.path("client").asText(),
                        texts(entry.path("calls")),
                        entry.path("on").asText(),
                        texts(entry.path("actions"))));
            }
            return new JobPermissions(all);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the job's permissions", e);
        }
    }

    List<Permission> all() {
        return all;
    }

    /** Kind of resource to the actions on it, both sorted. */
    Map<String, TreeSet<String>> byResource() {
        var byResource = new TreeMap<String, TreeSet<String>>();
        for (Permission permission : all) {
            byResource.computeIfAbsent(permission.on(), on -> new TreeSet<>()).addAll(permission.actions());
        }
        return byResource;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
