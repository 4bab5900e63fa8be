package io.millrace.runbooks.documents;

import io.millrace.runbooks.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Looks into YAML whose keys are not ours: missing is empty, never a problem by itself. */
final class Yaml {
    private Yaml() {}

    static Optional<YamlNode> at(YamlNode node, String key) {
        return Optional.ofNullable(node.entries().get(key));
    }

    /** A scalar's text; empty for anything else. */
    static String text(YamlNode node, String key) {
        return at(node, key).filter(YamlNode::isScalar).map(YamlNode::text).orElse("");
    }

    static Map<String, YamlNode> map(YamlNode node, String key) {
        return at(node, key).map(YamlNode::entries).orElse(Map.of());
    }

    static List<YamlNode> list(YamlNode node, String key) {
        return at(node, key).map(YamlNode::items).orElse(List.of());
    }

    /** Every scalar below a node, with its line. */
    static void scalars(YamlNode node, BiConsumer<String, Integer> use) {
        if (node.isScalar()) {
            use.accept(node.text(), node.line());
        }
        node.entries().values().forEach(value -> scalars(value, use));
        node.items().forEach(item -> scalars(item, use));
    }
}
