package io.millrace.operators.parse.source;

import io.millrace.operators.parse.source.flat.Scale;
import io.millrace.operators.parse.source.flat.Scales;
import io.millrace.operators.parse.source.flat.Table;
import io.millrace.operators.parse.source.flat.Text;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a mapping's fields hold: texts (paths, templates), tables of words, scales. What is wrong becomes a problem with
 * its line; the field then reads as nothing, and reading goes on to the next problem.
 */
final class FlatFields {
    private static final Text NOTHING = root -> "";

    private final String file;
    private final Problems problems;
    private final Scales scales;

    FlatFields(String file, Problems problems, Scales scales) {
        this.file = file;
        this.problems = problems;
        this.scales = scales;
    }

    /** The texts of a key that holds one or a list of them; empty when there is no such key. */
    List<Text> texts(Fields fields, String key) {
        var node = fields.node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        var written = node.get().kind() == YamlNode.Kind.LIST ? node.get().items() : List.of(node.get());
        return written.stream().map(item -> text(key, item)).collect(Collectors.toList());
    }

    /** The first of a key's texts that the document can fill; empty when there is no such key. */
    Optional<Text> text(Fields fields, String key) {
        var texts = texts(fields, key);
        return texts.isEmpty() ? Optional.empty() : Optional.of(Text.firstOf(texts));
    }

    /** Names in the order written, each with its text. */
    Map<String, Text> named(Fields fields, String key) {
        var named = new LinkedHashMap<String, Text>();
        fields.object(key)
                .ifPresent(map -> map.keys().forEach(name -> text(map, name).ifPresent(text -> named.put(name, text))));
        return named;
    }

    /** A path, a template, or a table {@code {of, values, otherwise}} of them. */
    private Text text(String key, YamlNode node) {
        if (node.kind() == YamlNode.Kind.MAP) {
            return Fields.of(file, node, problems, "an entry of " + key)
                    .map(this::table)
                    .orElse(NOTHING);
        }
        if (!node.isScalar() || node.text().isBlank()) {
            problem(node, key + " must be a path such as detail.state, or a text with {gaps}");
            return NOTHING;
        }
        try {
            return Text.parse(node.text());
        } catch (IllegalArgumentException e) {
            problem(node, key + ": " + e.getMessage());
            return NOTHING;
        }
    }

    /** A constant, or a table {@code {of, values, otherwise}} of constants. */
    <E extends Enum<E>> Lookup<E> constant(Fields fields, String key, Class<E> type, E otherwise) {
        var node = fields.node(key);
        if (node.isEmpty()) {
            return root -> otherwise;
        }
        if (node.get().isScalar()) {
            var constant = constant(key, node.get(), type, otherwise);
            return root -> constant;
        }
        return fields.object(key)
                .map(table -> table(key, table, type, otherwise))
                .orElse(root -> otherwise);
    }

    private <E extends Enum<E>> Lookup<E> table(String key, Fields fields, Class<E> type, E fallback) {
        var of = required(fields, "of");
        var rows = new LinkedHashMap<String, E>();
        rows(fields).forEach((word, node) -> rows.put(word, constant(key + " " + word, node, type, fallback)));
        var otherwise = fields.node("otherwise")
                .map(node -> constant(key + " otherwise", node, type, fallback))
                .orElse(fallback);
        fields.done();
        var table = new Table<>(of, rows);
        return root -> table.find(root).orElse(otherwise);
    }

    private <E extends Enum<E>> E constant(String key, YamlNode node, Class<E> type, E otherwise) {
        var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.toList());
        var name = node.text().toUpperCase(Locale.ROOT);
        if (!node.isScalar() || !names.contains(name)) {
            problem(node, key + " is \"" + node.text() + "\"; " + Nearest.hint(node.text(), names));
            return otherwise;
        }
        return Enum.valueOf(type, name);
    }

    private Text table(Fields fields) {
        var of = required(fields, "of");
        var rows = new LinkedHashMap<String, Text>();
        rows(fields).forEach((word, node) -> rows.put(word, text("values " + word, node)));
        var otherwise = text(fields, "otherwise").orElse(NOTHING);
        fields.done();
        var table = new Table<>(of, rows);
        return root -> table.find(root).orElse(otherwise).of(root);
    }

    private List<Text> required(Fields fields, String key) {
        var texts = texts(fields, key);
        if (texts.isEmpty()) {
            problems.add(file, fields.line(), key + " is missing; wanted the path of the word that is looked up");
        }
        return texts;
    }

    private Map<String, YamlNode> rows(Fields fields) {
        var values = fields.node("values").map(YamlNode::entries).orElse(Map.of());
        if (values.isEmpty()) {
            problems.add(file, fields.lineOf("values"), "values is missing; wanted a map of words and what they mean");
        }
        var unreachable = Table.unreachable(values.keySet());
        values.forEach((word, node) -> {
            var earlier = unreachable.get(word);
            if (earlier != null) {
                problem(node, "\"" + word + "\" is never reached: \"" + earlier + "\" before it fits too");
            }
        });
        return values;
    }

    /** A number from 1 to 5, or a word of the document on a named scale: {@code {of, scale}}. */
    Lookup<Integer> severity(Fields fields, String key) {
        var node = fields.node(key);
        if (node.isPresent() && node.get().kind() == YamlNode.Kind.MAP) {
            return fields.object(key).map(this::onScale).orElse(root -> Severities.UNKNOWN);
        }
        int constant = fields.integer(key, Severities.LOWEST, 5);
        return root -> constant;
    }

    private Lookup<Integer> onScale(Fields fields) {
        var of = required(fields, "of");
        var name = fields.text("scale");
        fields.done();
        Optional<Scale> scale = scales.find(name);
        if (scale.isEmpty()) {
            problems.add(
                    file,
                    fields.lineOf("scale"),
                    "scale \"" + name + "\" is not in " + Severities.FILE + "; " + Nearest.hint(name, scales.names()));
            return root -> Severities.UNKNOWN;
        }
        return root -> scale.get().of(Table.word(of, root));
    }

    private void problem(YamlNode node, String message) {
        problems.add(file, node.line(), message);
    }
}
