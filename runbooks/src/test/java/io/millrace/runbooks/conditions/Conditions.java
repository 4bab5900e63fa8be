package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problem;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.util.List;

/** Conditions from YAML. */
final class Conditions {
    private static final String FILE = "conditions/own.yaml";

    private Conditions() {}

    /** A condition on metric m of namespace n, with these keys beside its name. */
    static MetricCondition of(String keys) {
        return read("{id: own, title: t, metric: {namespace: n, name: m, statistic: average}, " + keys + "}")
                .find("own")
                .orElseThrow();
    }

    /** A condition on metric m whose statistic the model chooses. */
    static MetricCondition relative(String keys) {
        return read("{id: own, title: t, metric: {namespace: n, name: m}, " + keys + "}")
                .find("own")
                .orElseThrow();
    }

    /** A joined condition, with these keys beside its name. */
    static JoinedCondition joined(String keys) {
        return read("{id: own, title: t, " + keys + "}").findJoined("own").orElseThrow();
    }

    static MetricConditions read(String condition) {
        var problems = new Problems();
        var conditions = read(condition, problems);
        assertThat(problems.all()).as("must be read: %s", condition).isEmpty();
        return conditions;
    }

    /** What is wrong with a condition, each with the line of its file. */
    static List<String> problems(String condition) {
        var problems = problemsOf(condition);
        assertThat(problems).as("must be refused: %s", condition).isNotEmpty();
        return problems;
    }

    /** None when it is right. */
    static List<String> problemsOf(String condition) {
        var problems = new Problems();
        read(condition, problems);
        return problems.all().stream().map(Problem::toString).toList();
    }

    private static MetricConditions read(String condition, Problems problems) {
        var files = YamlReader.read(FILE, "conditions:\n  - " + condition + "\n", problems)
                .flatMap(root -> Fields.of(FILE, root, problems, "the file"));
        return ConditionReader.read(files.stream().toList(), problems);
    }
}
