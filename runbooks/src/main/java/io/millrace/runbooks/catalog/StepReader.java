package io.millrace.runbooks.catalog;

import io.millrace.runbooks.documents.StepFit;
import io.millrace.runbooks.guardrails.Guardrails;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the steps of runbooks and their parameters. */
final class StepReader {
    private static final Pattern STEP_NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private static final int LAST_TIER = 3;

    private final Guardrails guardrails;
    private final StepFit fit;
    private final Set<String> names = new TreeSet<>();

    StepReader(Guardrails guardrails, StepFit fit) {
        this.guardrails = guardrails;
        this.fit = fit;
    }

    Step step(Fields fields, int tier, String advice) {
        String name = name(fields);
        String action = action(fields);
        int stepTier = fields.integer("tier", 0, LAST_TIER, tier);
        String stepAdvice = fields.optionalText("advice").map(String::strip).orElse(advice);
        var parameters = ParameterReader.read(fields);
        fit.check(action, fields);
        var rollback = fields.object("rollback").map(this::rollback);
        fields.done();
        return new Step(name, action, stepTier, stepAdvice, parameters, rollback.orElse(null));
    }

    /** One that only reads: its action is listed as such, it has tier 0 and nothing to take back. */
    Step diagnosis(Fields fields, String advice) {
        String name = name(fields);
        String action = action(fields);
        boolean checkable = !action.isEmpty() && guardrails != Guardrails.MISSING;
        if (checkable && !guardrails.readOnlyActions().contains(action)) {
            fields.problem(
                    "action",
                    "a diagnosis only reads, and action \"" + action
                            + "\" is not in guardrails.yaml's readOnlyActions; "
                            + Nearest.hint(action, guardrails.readOnlyActions()));
        }
        String stepAdvice = fields.optionalText("advice").map(String::strip).orElse(advice);
        var parameters = ParameterReader.read(fields);
        fit.check(action, fields);
        fields.done();
        return new Step(name, action, 0, stepAdvice, parameters, null);
    }

    private String name(Fields fields) {
        String name = fields.text("name", STEP_NAME, "lower-case letters, digits and dashes");
        if (!names.add(name)) {
            fields.problem("name", "step \"" + name + "\" appears twice; command ids rest on unique names");
        }
        return name;
    }

    private Rollback rollback(Fields fields) {
        String action = action(fields);
        var parameters = ParameterReader.read(fields);
        fit.check(action, fields);
        fields.done();
        return new Rollback(action, parameters);
    }

    private String action(Fields fields) {
        String action = fields.text("action");
        // without guardrails.yaml that is the problem, not each action
        boolean checkable = !action.isEmpty() && guardrails != Guardrails.MISSING;
        if (checkable && !guardrails.allowedActions().contains(action)) {
            fields.problem(
                    "action",
                    "action \"" + action + "\" is not in guardrails.yaml's allowedActions; "
                            + Nearest.hint(action, guardrails.allowedActions()));
        }
        return action;
    }

    /** Step names are unique within one runbook. */
    void endOfRunbook() {
        names.clear();
    }
}
