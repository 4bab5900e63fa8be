package io.millrace.runbooks.documents;

import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of steps: unique in a document, and such that references can name them. */
final class StepNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");

    private StepNames() {}

    static void check(String file, YamlNode step, Set<String> names, Problems problems) {
        String name = Yaml.text(step, "name");
        if (!NAME.matcher(name).matches()) {
            problems.add(file, step.lineOf("name"), "step name is \"" + name + "\"; wanted letters, digits and _");
        } else if (!names.add(name)) {
            problems.add(file, step.lineOf("name"), "step \"" + name + "\" appears twice");
        }
    }
}
