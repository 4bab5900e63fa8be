package io.millrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The committed template, and its values as CloudFormation would fill them in for an example account. */
final class TemplateFile {
    static final Path PATH = Path.of("template.json");

    private static final Map<String, String> PSEUDO =
            Map.of("AWS::Region", "eu-west-1", "AWS::AccountId", "111122223333", "AWS::Partition", "aws");

    private final JsonNode root;

    private TemplateFile(JsonNode root) {
        this.root = root;
    }

    static TemplateFile committed() throws IOException {
        return new TemplateFile(new ObjectMapper().readTree(Files.readString(PATH)));
    }

    /** The resources of a type, by their names in the template. */
    void each(String type, BiConsumer<String, JsonNode> properties) {
        root.path("Resources").properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals(type)) {
                properties.accept(resource.getKey(), filled(resource.getValue().path("Properties")));
            }
        });
    }

    /** The properties of a resource. */
    JsonNode resource(String name) {
        JsonNode properties = root.path("Resources").path(name).path("Properties");
        if (properties.isMissingNode()) {
            throw new IllegalArgumentException("The template has no resource " + name);
        }
        return filled(properties);
    }

    /** The properties of the one resource of a type whose name begins so. */
    JsonNode only(String type, String prefix) {
        var found = new ArrayList<JsonNode>();
        each(type, (name, properties) -> {
            if (name.startsWith(prefix)) {
                found.add(properties);
            }
        });
        if (found.size() != 1) {
            throw new IllegalArgumentException("The template has " + found.size() + " " + type + " named " + prefix);
        }
        return found.get(0);
    }

    /** How many resources it has. */
    int size() {
        return root.path("Resources").size();
    }

    /** Names of the resources of a type. */
    List<String> names(String type) {
        var names = new ArrayList<String>();
        each(type, (name, properties) -> names.add(name));
        return names;
    }

    /** References filled in: parameters by their default, names by the stated or the template's, ARNs by an example. */
    private JsonNode filled(JsonNode value) {
        if (value.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(filled(item)));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.size() == 1) {
            if (value.has("Ref")) {
                return text(reference(value.path("Ref").asText()));
            }
            if (value.has("Fn::GetAtt")) {
                return text("arn:example:" + value.path("Fn::GetAtt").path(0).asText());
            }
            if (value.has("Fn::Join")) {
                String between = value.path("Fn::Join").path(0).asText();
                return text(StreamSupport.stream(value.path("Fn::Join").path(1).spliterator(), false)
                        .map(part -> filled(part).asText())
                        .collect(Collectors.joining(between)));
            }
        }
        var object = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(field -> object.set(field.getKey(), filled(field.getValue())));
        return object;
    }

    private String reference(String name) {
        if (PSEUDO.containsKey(name)) {
            return PSEUDO.get(name);
        }
        if (root.path("Parameters").has(name)) {
            return root.path("Parameters").path(name).path("Default").asText();
        }
        JsonNode resource = root.path("Resources").path(name);
        if (resource.isMissingNode()) {
            throw new IllegalArgumentException("The template refers to " + name + ", which it does not have");
        }
        JsonNode properties = resource.path("Properties");
        return properties.path("Name").asText(name.toLowerCase(Locale.ROOT));
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}
