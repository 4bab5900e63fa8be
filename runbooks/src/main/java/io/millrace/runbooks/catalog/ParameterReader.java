package io.millrace.runbooks.catalog;

import io.millrace.runbooks.documents.HostileTexts;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads {@code parameters:} of a step or its rollback. */
final class ParameterReader {
    /** SSM's rule for parameter names (DocumentParameter). */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private static final int DEFAULT_LENGTH = 256;
    private static final int MOST_LENGTH = 1024;
    private static final int MOST_ITEMS = 50;

    private ParameterReader() {}

    static List<Parameter> read(Fields owner) {
        var parameters = new ArrayList<Parameter>();
        owner.objectMap("parameters").forEach((name, found) -> {
            if (!NAME.matcher(name).matches()) {
                owner.problem("parameters", "\"" + name + "\" is no parameter name; wanted letters, digits and _");
            }
            parameters.add(parameter(name, found));
        });
        return parameters;
    }

    private static Parameter parameter(String name, Fields fields) {
        var type = Parameter.Type.of(fields.oneOf("type", Parameter.TYPES, ""));
        var from = fields.optionalText("from");
        var constant = constant(name, type, fields);
        int maxLength = fields.integer("maxLength", 1, MOST_LENGTH, DEFAULT_LENGTH);
        int most = fields.integer("most", 1, MOST_ITEMS, MOST_ITEMS);
        var values = fields.texts("values");
        var pattern = pattern(fields);
        fields.done();

        if (from.isPresent() == fields.has("constant")) {
            fields.problem("from", "parameter " + name + " wants either from: FIELD or constant: VALUE");
        }
        if ((type == Parameter.Type.ENUM) == values.isEmpty()) {
            fields.problem(
                    "values",
                    type == Parameter.Type.ENUM
                            ? "parameter " + name + " is of a closed set; give values: [a, b]"
                            : "values belong to type: enum");
        }
        if (fields.has("most") && type != Parameter.Type.LIST) {
            fields.problem("most", "most belongs to type: list");
        }
        from.ifPresent(source -> checkSource(name, source, fields));
        boolean text = type == Parameter.Type.STRING || type == Parameter.Type.LIST;
        if (from.isPresent() && text && !from.get().startsWith("target.") && pattern == null) {
            fields.problem("pattern", "parameter " + name + " takes a text from an event; it wants a pattern");
        }
        var parameter = new Parameter(
                name,
                type,
                from.orElse(""),
                constant.orElse(null),
                new Parameter.Shape(pattern, maxLength, values, most));
        constant.map(parameter::wrong)
                .filter(wrong -> !wrong.isEmpty())
                .ifPresent(
                        wrong -> fields.problem("constant", "constant of parameter " + name + " is refused: " + wrong));
        return parameter;
    }

    private static Optional<List<String>> constant(String name, Parameter.Type type, Fields fields) {
        boolean list = fields.node("constant")
                .filter(node -> node.kind() == YamlNode.Kind.LIST)
                .isPresent();
        if (list && type != Parameter.Type.LIST) {
            fields.problem("constant", "constant of parameter " + name + " is a list; give type: list, or one value");
        }
        return list
                ? Optional.of(fields.texts("constant"))
                : fields.optionalText("constant").map(List::of);
    }

    private static void checkSource(String name, String source, Fields fields) {
        boolean open = source.startsWith(Parameter.ATTRIBUTES) && source.length() > Parameter.ATTRIBUTES.length()
                || source.startsWith(Parameter.VALUES) && source.length() > Parameter.VALUES.length();
        if (!open && !Parameter.SOURCES.contains(source)) {
            var known = new TreeSet<>(Parameter.SOURCES);
            known.add("attributes.NAME");
            known.add("values.NAME");
            fields.problem(
                    "from",
                    "parameter " + name + " comes from \"" + source + "\", which is no typed field; "
                            + Nearest.hint(source, known));
        }
    }

    private static @Nullable Pattern pattern(Fields fields) {
        Optional<String> text = fields.optionalText("pattern");
        if (text.isEmpty()) {
            return null;
        }
        try {
            var pattern = Pattern.compile(text.get());
            HostileTexts.passing(pattern)
                    .ifPresent(hostile -> fields.problem(
                            "pattern",
                            "pattern lets " + Refusal.quoted(hostile)
                                    + " through; list the characters that are wanted"));
            return pattern;
        } catch (PatternSyntaxException e) {
            fields.problem("pattern", "pattern is no regular expression: " + e.getDescription());
            return null;
        }
    }
}
