package io.millrace.runbooks.documents;

import io.millrace.runbooks.documents.SsmDocument.Kind;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of our own documents, each of which says what fits it. */
final class ParameterReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,49}");
    private static final Set<String> KEYS = Set.of(
            "type",
            "description",
            "default",
            "allowedPattern",
            "allowedValues",
            "minChars",
            "maxChars",
            "minItems",
            "maxItems",
            "interpolationType",
            "displayType");

    private final String file;
    private final Kind kind;
    private final Problems problems;

    ParameterReader(String file, Kind kind, Problems problems) {
        this.file = file;
        this.kind = kind;
        this.problems = problems;
    }

    List<DocumentParameter> read(YamlNode document) {
        var read = new ArrayList<DocumentParameter>();
        Yaml.at(document, "parameters").ifPresent(parameters -> parameters
                .entries()
                .forEach((name, node) -> read.add(parameter(name, node, parameters.lineOf(name)))));
        return read;
    }

    private DocumentParameter parameter(String name, YamlNode node, int line) {
        if (!NAME.matcher(name).matches()) {
            problems.add(file, line, "parameter \"" + name + "\": wanted a letter, then letters, digits and _");
        }
        node.entries().keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problem(node, key, name, "unknown key \"" + key + "\"; " + Nearest.hint(key, KEYS)));
        String word = Yaml.text(node, "type");
        var type = DocumentParameter.Type.of(word);
        if (type.isEmpty()) {
            problem(node, "type", name, "type is \"" + word + "\", which SSM does not know");
        }
        if (Yaml.text(node, "description").isEmpty()) {
            problem(node, "description", name, "has no description");
        }
        var allowed =
                Yaml.list(node, "allowedValues").stream().map(YamlNode::text).collect(Collectors.toList());
        var pattern = pattern(name, node);
        var known = type.orElse(DocumentParameter.Type.STRING);
        boolean text = known == DocumentParameter.Type.STRING || known == DocumentParameter.Type.STRING_LIST;
        if (text && pattern == null && allowed.isEmpty()) {
            problem(node, "type", name, "takes any text; wanted allowedPattern or allowedValues");
        }
        environment(name, node, known);
        var parameter = new DocumentParameter(
                name, known, Yaml.at(node, "default").isEmpty(), pattern, allowed, maxChars(name, node));
        checkDefault(parameter, node);
        return parameter;
    }

    private void environment(String name, YamlNode node, DocumentParameter.Type type) {
        String interpolation = Yaml.text(node, "interpolationType");
        if (kind == Kind.AUTOMATION && !interpolation.isEmpty()) {
            problem(node, "interpolationType", name, "interpolationType belongs to Command documents");
        }
        if (kind == Kind.COMMAND && type == DocumentParameter.Type.STRING && !interpolation.equals("ENV_VAR")) {
            problem(
                    node,
                    "interpolationType",
                    name,
                    "reaches a shell; wanted interpolationType: ENV_VAR, so that its value is never read as code");
        }
    }

    private @Nullable Pattern pattern(String name, YamlNode node) {
        if (Yaml.at(node, "allowedPattern").isEmpty()) {
            return null;
        }
        String text = Yaml.text(node, "allowedPattern");
        if (!text.startsWith("^") || !text.endsWith("$")) {
            problem(node, "allowedPattern", name, "allowedPattern is not anchored; begin with ^ and end with $");
        }
        try {
            var pattern = Pattern.compile(text);
            HostileTexts.passing(pattern)
                    .ifPresent(hostile ->
                            problem(node, "allowedPattern", name, "allowedPattern lets \"" + hostile + "\" through"));
            return pattern;
        } catch (PatternSyntaxException e) {
            problem(node, "allowedPattern", name, "allowedPattern is no regular expression: " + e.getDescription());
            return null;
        }
    }

    private int maxChars(String name, YamlNode node) {
        String text = Yaml.text(node, "maxChars");
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (!text.matches("[1-9][0-9]{0,5}")) {
            problem(node, "maxChars", name, "maxChars is \"" + text + "\"; wanted a whole number");
            return Integer.MAX_VALUE;
        }
        return Integer.parseInt(text);
    }

    private void checkDefault(DocumentParameter parameter, YamlNode node) {
        Optional<YamlNode> found = Yaml.at(node, "default");
        if (found.isEmpty() || parameter.type() == DocumentParameter.Type.MAP) {
            return;
        }
        var values = found.get().kind() == YamlNode.Kind.LIST
                ? found.get().items().stream().map(YamlNode::text).collect(Collectors.toList())
                : List.of(found.get().text());
        String wrong = parameter.wrong(values);
        if (!wrong.isEmpty()) {
            problem(node, "default", parameter.name(), "its default is refused: " + wrong);
        }
    }

    private void problem(YamlNode node, String key, String name, String message) {
        problems.add(file, node.lineOf(key), "parameter " + name + ": " + message);
    }

    /** Names that a script may read from its environment. */
    static Set<String> environment(List<DocumentParameter> parameters) {
        return parameters.stream().map(DocumentParameter::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
