package io.millrace.runbooks.documents;

import io.millrace.runbooks.documents.DocumentParameter.Type;
import io.millrace.runbooks.documents.SsmDocument.Kind;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a runbook's step against the document that it asks for. A missing required parameter is the worst of errors: the command
 * is granted and delivered, and nothing runs.
 */
public final class StepFit {
    /** An action that a person reads, and no document. */
    public static final String NOTIFY = "notify";

    private static final int DEFAULT_LENGTH = 256;
    private static final Pattern OPEN_ENDED = Pattern.compile("[*+]|,}");

    private final @Nullable SsmDocuments documents;

    /** @param documents null where nothing is to be checked */
    public StepFit(@Nullable SsmDocuments documents) {
        this.documents = documents;
    }

    /** Notes what does not fit; {@code step} holds {@code action} and {@code parameters}. */
    public void check(String action, Fields step) {
        if (documents == null || action.isEmpty() || action.equals(NOTIFY)) {
            return;
        }
        SsmDocuments known = documents;
        var found = known.find(action);
        if (found.isEmpty() || found.get().kind() != Kind.AUTOMATION) {
            var names = new TreeSet<>(known.names());
            names.removeIf(name -> known.find(name).map(SsmDocument::kind).equals(Optional.of(Kind.COMMAND)));
            names.add(NOTIFY);
            step.problem(
                    "action",
                    "action \"" + action + "\" is no Automation document in documents/; "
                            + Nearest.hint(action, names));
            return;
        }
        Map<String, Fields> given = step.objectMap("parameters");
        var document = found.get();
        document.parameters().values().stream()
                .filter(parameter -> parameter.required() && !given.containsKey(parameter.name()))
                .forEach(parameter -> step.problem(
                        "parameters", document.name() + " wants " + parameter.name() + ", which is not given"));
        given.forEach((name, fields) -> {
            var declared = document.parameters().get(name);
            if (declared == null) {
                step.problem(
                        "parameters",
                        document.name() + " has no parameter " + name + "; "
                                + Nearest.hint(name, document.parameters().keySet()));
            } else {
                parameter(declared, fields);
            }
        });
    }

    private static void parameter(DocumentParameter declared, Fields given) {
        String type = given.optionalText("type").orElse("");
        if (!fitting(declared.type()).contains(type)) {
            given.problem(
                    "type",
                    "parameter " + declared.name() + " is of type " + type + ", and the document takes "
                            + String.join(" or ", fitting(declared.type())));
            return;
        }
        Optional<YamlNode> constant = given.node("constant");
        if (constant.isPresent()) {
            String wrong = declared.wrong(texts(constant.get()));
            if (!wrong.isEmpty()) {
                given.problem("constant", "constant of parameter " + declared.name() + ": " + wrong);
            }
            return;
        }
        values(declared, given, given.texts("values"));
    }

    /** What comes from an event: any of a closed set, or whatever matches a pattern. */
    private static void values(DocumentParameter declared, Fields given, List<String> closed) {
        String unfit = "";
        Optional<String> pattern = given.optionalText("pattern");
        if (!closed.isEmpty()) {
            unfit = closed.stream()
                    .map(value -> declared.wrong(List.of(value)))
                    .filter(wrong -> !wrong.isEmpty())
                    .findFirst()
                    .orElse("");
        } else if (pattern.isPresent()) {
            unfit = Fit.pattern(pattern, declared);
            boolean tooLong = OPEN_ENDED.matcher(pattern.get()).find()
                    && given.integer("maxLength", 1, Integer.MAX_VALUE, DEFAULT_LENGTH) > declared.maxChars();
            unfit = unfit.isEmpty() && tooLong
                    ? "up to " + given.integer("maxLength", 1, Integer.MAX_VALUE, DEFAULT_LENGTH)
                            + " characters may come, and the document takes " + declared.maxChars() + "; set maxLength"
                    : unfit;
        } else if (!declared.allowedValues().isEmpty()) {
            unfit = Fit.pattern(Optional.empty(), declared);
        }
        if (!unfit.isEmpty()) {
            given.problem("pattern", "parameter " + declared.name() + ": " + unfit);
        }
    }

    private static Set<String> fitting(Type type) {
        switch (type) {
            case STRING:
                return new TreeSet<>(List.of("string", "enum"));
            case MAP:
                return Set.of();
            default:
                return Set.of(type.word());
        }
    }

    private static List<String> texts(YamlNode node) {
        return node.kind() == YamlNode.Kind.LIST
                ? node.items().stream().map(YamlNode::text).collect(Collectors.toList())
                : List.of(node.text());
    }
}
