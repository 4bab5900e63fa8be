package io.millrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The list of what automations may do ({@code automation-permissions.yaml}), held against the documents by a test. */
final class AutomationPermissions {
    private static final String RESOURCE = "/automation-permissions.yaml";

    private AutomationPermissions() {}

    /**
     * One entry of the list. Names in braces stand for what only the stack knows.
     *
     * @param id the statement's
     * @param callsDocuments whether it belongs to the policy about documents that documents call
     * @param because why a resource is a wildcard; empty where none is
     * @param actions of IAM
     * @param on ARNs
     * @param when operator to key to values; empty for always
     */
    record Grant(
            String id,
            boolean callsDocuments,
            String because,
            List<String> actions,
            List<String> on,
            Map<String, Map<String, List<String>>> when) {
        /** The ARNs that are patterns. */
        List<String> wildcards() {
            return on.stream().filter(arn -> arn.contains("*")).toList();
        }

        /** The same with what stands in braces filled in. */
        Grant filled(UnaryOperator<String> fill) {
            var filled = new TreeMap<String, Map<String, List<String>>>();
            when.forEach((operator, keys) -> {
                var values = new TreeMap<String, List<String>>();
                keys.forEach((key, of) -> values.put(key, of.stream().map(fill).toList()));
                filled.put(operator, values);
            });
            return new Grant(
                    id, callsDocuments, because, actions, on.stream().map(fill).toList(), filled);
        }
    }

    /** @throws UncheckedIOException when the list is missing or not YAML */
    static List<Grant> load() {
        try (var in = AutomationPermissions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("It is not on the class path");
            }
            var grants = new ArrayList<Grant>();
            for (JsonNode entry : new YAMLMapper().readTree(in).path("grants")) {
                grants.add(new Grant(
                        entry.path("id").asText(),
                        entry.path("policy").asText().equals("documents"),
                        entry.path("because").asText(),
                        texts(entry.path("actions")),
                        texts(entry.path("on")),
                        when(entry.path("when"))));
            }
            return grants;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + RESOURCE, e);
        }
    }

    private static Map<String, Map<String, List<String>>> when(JsonNode conditions) {
        var when = new TreeMap<String, Map<String, List<String>>>();
        conditions.properties().forEach(condition -> {
            var keys = new TreeMap<String, List<String>>();
            condition.getValue().properties().forEach(key -> keys.put(key.getKey(), texts(key.getValue())));
            when.put(condition.getKey(), keys);
        });
        return when;
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(value.asText());
        }
        var texts = new ArrayList<String>();
        value.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
