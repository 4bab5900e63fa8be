package io.millrace.runbooks.documents;

import io.millrace.runbooks.documents.SsmDocument.Kind;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an automation's step hands to another document: as a runbook's step is held against its document. */
final class CallCheck {
    private final SsmDocuments documents;
    private final Problems problems;

    CallCheck(SsmDocuments documents, Problems problems) {
        this.documents = documents;
        this.problems = problems;
    }

    void check(String file, YamlNode document, SsmDocument caller) {
        for (YamlNode step : Yaml.list(document, "mainSteps")) {
            String action = Yaml.text(step, "action");
            if (action.equals("aws:runCommand")) {
                call(file, step, caller, Kind.COMMAND, "Parameters");
            } else if (action.equals("aws:executeAutomation")) {
                call(file, step, caller, Kind.AUTOMATION, "RuntimeParameters");
            }
        }
    }

    private void call(String file, YamlNode step, SsmDocument caller, Kind kind, String key) {
        var inputs = Yaml.at(step, "inputs");
        if (inputs.isEmpty()) {
            problems.add(file, step.line(), "step " + Yaml.text(step, "name") + " has no inputs");
            return;
        }
        String name = Yaml.text(inputs.get(), "DocumentName");
        var called = documents.find(name);
        if (called.isEmpty() || called.get().kind() != kind) {
            problems.add(
                    file,
                    inputs.get().lineOf("DocumentName"),
                    "there is no " + (kind == Kind.COMMAND ? "Command" : "Automation") + " document \"" + name + "\"; "
                            + Nearest.hint(name, documents.names()));
            return;
        }
        Map<String, YamlNode> given = Yaml.map(inputs.get(), key);
        called.get().parameters().values().stream()
                .filter(parameter -> parameter.required() && !given.containsKey(parameter.name()))
                // of several targets each gives it its own value
                .filter(parameter ->
                        !Yaml.text(inputs.get(), "TargetParameterName").equals(parameter.name()))
                .forEach(parameter -> problems.add(
                        file, inputs.get().lineOf(key), name + " wants " + parameter.name() + ", which is not given"));
        given.forEach((parameter, value) -> {
            var declared = called.get().parameters().get(parameter);
            if (declared == null) {
                problems.add(
                        file,
                        value.line(),
                        name + " has no parameter " + parameter + "; "
                                + Nearest.hint(
                                        parameter, called.get().parameters().keySet()));
            } else {
                value(file, value, declared, caller);
            }
        });
    }

    private void value(String file, YamlNode value, DocumentParameter declared, SsmDocument caller) {
        List<String> texts = value.kind() == YamlNode.Kind.LIST
                ? value.items().stream().map(YamlNode::text).collect(Collectors.toList())
                : List.of(value.text());
        if (texts.stream().noneMatch(References::any)) {
            String wrong = declared.wrong(texts);
            if (!wrong.isEmpty()) {
                problems.add(file, value.line(), declared.name() + " is " + texts + ": " + wrong);
            }
            return;
        }
        for (String reference :
                texts.stream().flatMap(text -> References.in(text).stream()).collect(Collectors.toList())) {
            var own = caller.parameters().get(reference);
            // an output of a step cannot be decided here: the called document checks it when it starts
            if (own != null) {
                String unfit = Fit.unfit(own, declared);
                if (!unfit.isEmpty()) {
                    problems.add(file, value.line(), declared.name() + " is {{ " + reference + " }}: " + unfit);
                }
            }
        }
    }
}
