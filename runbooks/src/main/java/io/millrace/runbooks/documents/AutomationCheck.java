package io.millrace.runbooks.documents;

import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Steps of an Automation document: bounded, reachable, and every reference means something by the time it is read. */
final class AutomationCheck {
    /** Outputs that an action has without declaring them; of those not named here any is believed. */
    private static final Map<String, Set<String>> OUTPUTS = Map.of(
            "aws:runCommand", Set.of("CommandId", "Status", "ResponseCode", "Output"),
            "aws:executeAutomation", Set.of("ExecutionId", "Status", "Output"),
            "aws:executeScript", Set.of("Payload", "OutputPayload"),
            "aws:executeAwsApi", Set.of(),
            "aws:waitForAwsResourceProperty", Set.of(),
            "aws:assertAwsResourceProperty", Set.of(),
            "aws:approve", Set.of("ApprovalStatus", "ApproverDecisions"));

    private static final Set<String> ACTIONS = Set.of(
            "aws:approve",
            "aws:assertAwsResourceProperty",
            "aws:branch",
            "aws:changeInstanceState",
            "aws:createImage",
            "aws:createTags",
            "aws:executeAutomation",
            "aws:executeAwsApi",
            "aws:executeScript",
            "aws:executeStateMachine",
            "aws:invokeLambdaFunction",
            "aws:pause",
            "aws:runCommand",
            "aws:sleep",
            "aws:waitForAwsResourceProperty");
    private static final Set<String> KEYS = Set.of(
            "name",
            "action",
            "description",
            "timeoutSeconds",
            "maxAttempts",
            "onFailure",
            "onCancel",
            "isCritical",
            "isEnd",
            "nextStep",
            "inputs",
            "outputs");
    private static final Set<String> UNBOUNDED = Set.of("aws:branch", "aws:sleep");
    private static final Set<String> VARIABLES = Set.of(
            "global:ACCOUNT_ID",
            "global:AWS_PARTITION",
            "global:DATE",
            "global:DATE_TIME",
            "global:REGION",
            "automation:EXECUTION_ID");

    /** User guide, aws:executeScript: a script runs for ten minutes at most. */
    private static final int LONGEST_SCRIPT = 600;

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

    private final String file;
    private final YamlNode document;
    private final Set<String> parameters;
    private final Problems problems;
    private final Map<String, YamlNode> earlier = new TreeMap<>();
    private final Set<String> used = new TreeSet<>();

    AutomationCheck(String file, YamlNode document, Set<String> parameters, Problems problems) {
        this.file = file;
        this.document = document;
        this.parameters = parameters;
        this.problems = problems;
    }

    void check() {
        List<YamlNode> steps = Yaml.list(document, "mainSteps");
        var names = new HashSet<String>();
        Set<String> all = steps.stream().map(step -> Yaml.text(step, "name")).collect(Collectors.toSet());
        for (YamlNode step : steps) {
            StepNames.check(file, step, names, problems);
            step(step, all);
            earlier.put(Yaml.text(step, "name"), step);
        }
        if (steps.stream().noneMatch(step -> Yaml.text(step, "isEnd").equals("true"))) {
            problems.add(file, document.lineOf("mainSteps"), "no step says isEnd: true");
        }
        Yaml.list(document, "outputs").forEach(output -> reference(output.text(), output.line()));
        Yaml.at(document, "assumeRole").ifPresent(role -> Yaml.scalars(role, this::references));
        parameters.stream()
                .filter(parameter -> !used.contains(parameter))
                .forEach(parameter -> problems.add(
                        file, document.lineOf("parameters"), "parameter " + parameter + " is not used by any step"));
    }

    private void step(YamlNode step, Set<String> all) {
        String action = Yaml.text(step, "action");
        if (!ACTIONS.contains(action)) {
            problems.add(file, step.lineOf("action"), "action is \"" + action + "\"; " + Nearest.hint(action, ACTIONS));
        }
        step.entries().keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add(
                        file, step.lineOf(key), "unknown key \"" + key + "\"; " + Nearest.hint(key, KEYS)));
        bounded(step, action);
        String onFailure = Yaml.text(step, "onFailure");
        if (onFailure.startsWith("step:")) {
            jump(step, "onFailure", onFailure.substring("step:".length()), all);
        } else if (!onFailure.isEmpty() && !onFailure.equals("Abort") && !onFailure.equals("Continue")) {
            problems.add(
                    file,
                    step.lineOf("onFailure"),
                    "onFailure is \"" + onFailure + "\"; wanted Abort, Continue or step:NAME");
        }
        if (!Yaml.text(step, "nextStep").isEmpty()) {
            jump(step, "nextStep", Yaml.text(step, "nextStep"), all);
        }
        Yaml.at(step, "inputs").ifPresent(inputs -> {
            if (action.equals("aws:executeScript")) {
                script(inputs);
            }
            if (Yaml.text(inputs, "DocumentName").matches("AWS-Run(Shell|PowerShell)Script")) {
                problems.add(
                        file,
                        inputs.lineOf("DocumentName"),
                        "a script from a parameter cannot be checked; ship a Command document");
            }
            Yaml.scalars(inputs, this::references);
        });
    }

    private void bounded(YamlNode step, String action) {
        String seconds = Yaml.text(step, "timeoutSeconds");
        if (!UNBOUNDED.contains(action) && !SECONDS.matcher(seconds).matches()) {
            problems.add(
                    file,
                    step.lineOf("timeoutSeconds"),
                    "step " + Yaml.text(step, "name") + " has no timeoutSeconds: every step is bounded");
        } else if (action.equals("aws:executeScript") && Integer.parseInt(seconds) > LONGEST_SCRIPT) {
            problems.add(
                    file, step.lineOf("timeoutSeconds"), "a script runs for " + LONGEST_SCRIPT + " seconds at most");
        }
    }

    private void jump(YamlNode step, String key, String to, Set<String> all) {
        if (!all.contains(to)) {
            problems.add(file, step.lineOf(key), key + " names no step \"" + to + "\"; " + Nearest.hint(to, all));
        }
    }

    /** Values reach a script as its input, never as part of it. */
    private void script(YamlNode inputs) {
        String script = Yaml.text(inputs, "Script");
        String handler = Yaml.text(inputs, "Handler");
        if (References.any(script)) {
            problems.add(file, inputs.lineOf("Script"), "double braces in a script: hand values over in InputPayload");
        }
        if (!Yaml.text(inputs, "Runtime").matches("python3\\.[0-9]{1,2}")) {
            problems.add(
                    file,
                    inputs.lineOf("Runtime"),
                    "Runtime is \"" + Yaml.text(inputs, "Runtime") + "\"; wanted python3.11");
        }
        if (handler.isEmpty() || !script.contains("def " + handler + "(")) {
            problems.add(
                    file, inputs.lineOf("Handler"), "the script has no function \"" + handler + "\" to be its Handler");
        }
    }

    private void references(String text, int line) {
        References.in(text).forEach(reference -> reference(reference, line));
    }

    private void reference(String reference, int line) {
        if (parameters.contains(reference)) {
            used.add(reference);
            return;
        }
        if (reference.contains(":")) {
            if (!VARIABLES.contains(reference)) {
                problems.add(
                        file, line, "{{ " + reference + " }} is no variable; " + Nearest.hint(reference, VARIABLES));
            }
            return;
        }
        int dot = reference.indexOf('.');
        YamlNode step = dot < 0 ? null : earlier.get(reference.substring(0, dot));
        if (step == null) {
            problems.add(
                    file,
                    line,
                    "{{ " + reference + " }} is neither a parameter nor an output of an earlier step; "
                            + Nearest.hint(reference, parameters));
        } else if (!outputs(step, reference.substring(dot + 1))) {
            problems.add(
                    file, line, "step " + Yaml.text(step, "name") + " declares no output for {{ " + reference + " }}");
        }
    }

    private static boolean outputs(YamlNode step, String output) {
        Set<String> own = OUTPUTS.get(Yaml.text(step, "action"));
        return own == null
                || own.contains(output)
                || Yaml.list(step, "outputs").stream()
                        .anyMatch(declared -> Yaml.text(declared, "Name").equals(output));
    }
}
