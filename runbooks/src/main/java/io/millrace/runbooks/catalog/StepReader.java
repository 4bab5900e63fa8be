package io.millrace.runbooks.catalog;

import io.millrace.runbooks.documents.HostileTexts;
import io.millrace.runbooks.documents.StepFit;
import io.millrace.runbooks.guardrails.Guardrails;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the steps of runbooks and their parameters. */
final class StepReader {
    private static final Pattern STEP_NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /** SSM's rule for parameter names (DocumentParameter). */
    private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private static final int LAST_TIER = 3;
    private static final int DEFAULT_LENGTH = 256;
    private static final int MOST_LENGTH = 1024;

    private final Guardrails guardrails;
    private final StepFit fit;
    private final Set<String> names = new TreeSet<>();

    StepReader(Guardrails guardrails, StepFit fit) {
        this.guardrails = guardrails;
        this.fit = fit;
    }

    Step step(Fields fields, int tier, String advice) {
        String name = fields.text("name", STEP_NAME, "lower-case letters, digits and dashes");
        if (!names.add(name)) {
            fields.problem("name", "step \"" + name + "\" appears twice; command ids rest on unique names");
        }
        String action = fields.text("action");
        // without guardrails.yaml that is the problem, not each action
        boolean checkable = !action.isEmpty() && guardrails != Guardrails.MISSING;
        if (checkable && !guardrails.allowedActions().contains(action)) {
            fields.problem(
                    "action",
                    "action \"" + action + "\" is not in guardrails.yaml's allowedActions; "
                            + Nearest.hint(action, guardrails.allowedActions()));
        }
        int stepTier = fields.integer("tier", 0, LAST_TIER, tier);
        String stepAdvice = fields.optionalText("advice").map(String::strip).orElse(advice);
        var parameters = new ArrayList<Parameter>();
        fields.objectMap("parameters").forEach((parameter, found) -> {
            if (!PARAMETER_NAME.matcher(parameter).matches()) {
                fields.problem(
                        "parameters", "\"" + parameter + "\" is no parameter name; wanted letters, digits and _");
            }
            parameters.add(parameter(parameter, found));
        });
        fit.check(action, fields);
        fields.done();
        return new Step(name, action, stepTier, stepAdvice, parameters);
    }

    /** Step names are unique within one runbook. */
    void endOfRunbook() {
        names.clear();
    }

    private static Parameter parameter(String name, Fields fields) {
        boolean integer = fields.oneOf("type", Parameter.TYPES, "").equals("integer");
        var from = fields.optionalText("from");
        var constant = fields.optionalText("constant");
        int maxLength = fields.integer("maxLength", 1, MOST_LENGTH, DEFAULT_LENGTH);
        var pattern = pattern(fields);
        fields.done();

        if (from.isPresent() == constant.isPresent()) {
            fields.problem("from", "parameter " + name + " wants either from: FIELD or constant: VALUE");
        }
        from.ifPresent(source -> checkSource(name, source, fields));
        if (from.isPresent() && !integer && !from.get().startsWith("target.") && pattern == null) {
            fields.problem("pattern", "parameter " + name + " takes a text from an event; it wants a pattern");
        }
        var parameter = new Parameter(name, integer, from.orElse(""), constant.orElse(null), pattern, maxLength);
        constant.map(parameter::wrong)
                .filter(wrong -> !wrong.isEmpty())
                .ifPresent(
                        wrong -> fields.problem("constant", "constant of parameter " + name + " is refused: " + wrong));
        return parameter;
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
