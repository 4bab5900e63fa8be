package io.millrace.runbooks.policies;

import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * Checks a pattern beyond Event Ruler's own check: a pattern on a field that events do not have, or on a
 * value of another type, compiles and then never matches.
 */
final class PatternCheck {
    private static final String OR = "$or";
    private static final Set<String> PROSE = Set.of("title", "text");

    private final String file;
    private final Problems problems;
    private final PatternFields known;

    PatternCheck(String file, Problems problems, PatternFields known) {
        this.file = file;
        this.problems = problems;
        this.known = known;
    }

    /** Notes every problem; true when the pattern can be used. {@code owner} says whose it is. */
    boolean check(String owner, YamlNode pattern) {
        int before = problems.all().size();
        fields(pattern);
        if (problems.all().size() == before) {
            String error = JsonRuleCompiler.check(pattern.toJson().toString());
            if (error != null) {
                problems.add(file, pattern.line(), "the pattern of " + owner + " is refused: " + firstLine(error));
            }
        }
        return problems.all().size() == before;
    }

    private void fields(YamlNode pattern) {
        if (pattern.kind() != YamlNode.Kind.MAP || pattern.entries().isEmpty()) {
            problems.add(file, pattern.line(), "a pattern must be a map of fields to lists of wanted values");
            return;
        }
        for (var entry : pattern.entries().entrySet()) {
            String field = entry.getKey();
            int line = pattern.lineOf(field);
            if (field.equals(OR)) {
                entry.getValue().items().forEach(this::fields);
            } else if (PROSE.contains(field)) {
                problems.add(file, line, field + " is prose that outsiders write; match typed fields: " + names());
            } else if (!known.names.contains(field)) {
                problems.add(
                        file,
                        line,
                        known.things + " have no field \"" + field + "\"; " + Nearest.hint(field, known.names));
            } else if (known.open.contains(field)) {
                open(field, line, entry.getValue());
            } else {
                wanted(field, line, entry.getValue());
            }
        }
    }

    private void open(String field, int line, YamlNode below) {
        if (below.kind() != YamlNode.Kind.MAP || below.entries().isEmpty()) {
            problems.add(file, line, field + " must be a map, such as " + field + ": {name: [value]}");
            return;
        }
        below.entries().forEach((name, values) -> {
            if (!name.equals(OR)) {
                wanted(field, below.lineOf(name), values);
            }
        });
    }

    private void wanted(String field, int line, YamlNode values) {
        if (values.kind() != YamlNode.Kind.LIST) {
            problems.add(file, line, field + " must list the wanted values, such as [" + values.text() + "]");
            return;
        }
        for (YamlNode value : values.items()) {
            if (value.isScalar()) {
                scalar(field, value);
            }
        }
    }

    private void scalar(String field, YamlNode value) {
        var wanted = known.booleans.contains(field)
                ? YamlNode.Kind.BOOLEAN
                : known.numbers.contains(field) ? YamlNode.Kind.NUMBER : YamlNode.Kind.STRING;
        if (value.kind() != wanted) {
            String right = wanted == YamlNode.Kind.STRING
                    ? "put it in quotes"
                    : "wanted a " + wanted.name().toLowerCase(Locale.ROOT);
            problems.add(
                    file,
                    value.line(),
                    field + " is never " + value.text() + " as a "
                            + value.kind().name().toLowerCase(Locale.ROOT) + "; " + right);
            return;
        }
        var words = known.words.get(field);
        if (words != null && !words.contains(value.text())) {
            problems.add(
                    file,
                    value.line(),
                    field + " is never \"" + value.text() + "\"; " + Nearest.hint(value.text(), words));
        }
    }

    private String names() {
        return known.names.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String firstLine(String error) {
        return List.of(error.split("\n", 2)).get(0);
    }
}
