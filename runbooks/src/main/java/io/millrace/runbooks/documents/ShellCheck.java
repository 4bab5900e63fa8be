package io.millrace.runbooks.documents;

import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Steps of a Command document: values come as environment variables, and text that SSM would replace is no script. */
final class ShellCheck {
    private static final Pattern VARIABLE = Pattern.compile("SSM_([A-Za-z][A-Za-z0-9_]*)");
    private static final String SHELL = "aws:runShellScript";

    private final String file;
    private final YamlNode document;
    private final Set<String> parameters;
    private final Problems problems;

    ShellCheck(String file, YamlNode document, Set<String> parameters, Problems problems) {
        this.file = file;
        this.document = document;
        this.parameters = parameters;
        this.problems = problems;
    }

    void check() {
        var names = new HashSet<String>();
        var used = new TreeSet<String>();
        for (YamlNode step : Yaml.list(document, "mainSteps")) {
            StepNames.check(file, step, names, problems);
            String action = Yaml.text(step, "action");
            if (!action.equals(SHELL)) {
                problems.add(file, step.lineOf("action"), "action is \"" + action + "\"; only " + SHELL + " is used");
            }
            step(step, used);
        }
        parameters.stream()
                .filter(parameter -> !used.contains(parameter))
                .forEach(parameter -> problems.add(
                        file,
                        document.lineOf("parameters"),
                        "parameter " + parameter + " is not used: the script reads no $SSM_" + parameter));
    }

    private void step(YamlNode step, Set<String> used) {
        var inputs = Yaml.at(step, "inputs");
        if (inputs.isEmpty() || Yaml.list(inputs.get(), "runCommand").isEmpty()) {
            problems.add(file, step.line(), "the step has no inputs.runCommand");
            return;
        }
        if (!Yaml.text(inputs.get(), "timeoutSeconds").matches("[1-9][0-9]{0,4}")) {
            problems.add(file, inputs.get().line(), "the step has no timeoutSeconds: a script is bounded");
        }
        Yaml.scalars(inputs.get(), (text, line) -> {
            if (References.any(text)) {
                problems.add(
                        file, line, "double braces in a script: SSM would put a value there as code; use $SSM_NAME");
            }
            VARIABLE.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
                used.add(name);
                if (!parameters.contains(name)) {
                    problems.add(file, line, "$SSM_" + name + " is no parameter of the document");
                }
            });
        });
    }
}
