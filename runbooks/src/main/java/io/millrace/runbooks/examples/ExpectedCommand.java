package io.millrace.runbooks.examples;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.catalog.Plan;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The command that must come of an example, in full; it must start, too: its document takes it, and the bus its event. */
final class ExpectedCommand implements Expected {
    static final String KEY = "command";

    private static final int HIGHEST_TIER = 3;

    private final Fields example;
    private final Fields fields;
    private final String step;
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, List<String>> parameters = new TreeMap<>();
    private final Optional<Fields> written;

    /**
     * @param example to which it belongs
     * @param fields under {@code command}
     */
    ExpectedCommand(Fields example, Fields fields) {
        this.example = example;
        this.fields = fields;
        this.step = fields.text("step");
        for (String key : List.of("action", "target", "mode")) {
            texts.put(key, fields.text(key));
        }
        texts.put("step", step);
        texts.put("tier", String.valueOf(fields.integer("tier", 0, HIGHEST_TIER)));
        this.written = fields.object("parameters");
        written.ifPresent(this::readParameters);
        fields.done();
    }

    private void readParameters(Fields given) {
        for (String name : given.keys()) {
            boolean isList = given.node(name)
                    .filter(node -> node.kind() == YamlNode.Kind.LIST)
                    .isPresent();
            parameters.put(name, isList ? given.texts(name) : List.of(given.text(name)));
        }
        given.done();
    }

    @Override
    public Optional<String> step() {
        return Optional.of(step);
    }

    @Override
    public void compare(String title, Runbook runbook, Plan plan, Content content, ExampleStages stages) {
        plan.refusal()
                .ifPresent(refusal -> example.problem(
                        KEY,
                        ExampleReader.named(title) + "refused as " + refusal.code() + " (" + refusal.reason()
                                + "); expected step " + step));
        plan.command().ifPresent(command -> {
            compare(title, command);
            compareParameters(title, command.getParameters());
            wouldStart(title, command, content, stages);
        });
    }

    private void compare(String title, Command command) {
        var found = Map.of(
                "step", command.getStep(),
                "action", command.getAction(),
                "target", command.getTarget(),
                "tier", String.valueOf(command.getTier()),
                "mode", command.getMode());
        texts.forEach((key, wanted) -> {
            if (!wanted.equals(found.get(key))) {
                differs(fields, key, title, key + " is " + found.get(key) + "; expected " + wanted);
            }
        });
    }

    private void compareParameters(String title, Map<String, List<String>> found) {
        Fields at = written.orElse(fields);
        var names = new TreeSet<>(parameters.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            List<String> wanted = parameters.get(name);
            List<String> given = found.get(name);
            if (given == null) {
                differs(at, name, title, "no parameter " + name + "; " + Nearest.hint(name, found.keySet()));
            } else if (wanted == null) {
                differs(fields, "parameters", title, "parameter " + name + " is " + given + ", which is not expected");
            } else if (!wanted.equals(given)) {
                differs(at, name, title, "parameter " + name + " is " + given + "; expected " + wanted);
            }
        }
    }

    private void wouldStart(String title, Command command, Content content, ExampleStages stages) {
        content.documents()
                .find(command.getAction())
                .map(document -> document.wrong(command.getParameters()))
                .filter(wrong -> !wrong.isEmpty())
                .ifPresent(wrong -> differs(
                        fields,
                        "action",
                        title,
                        command.getAction() + " would not start: "
                                + wrong.stream().collect(Collectors.joining("; "))));
        var granted = Command.newBuilder(command)
                .setStatus(CommandStatus.GRANTED)
                .setReason("within all limits")
                .build();
        List<String> violations = stages.violations(granted);
        if (!violations.isEmpty()) {
            example.problem(
                    KEY,
                    ExampleReader.named(title) + "its event could not be published: " + String.join("; ", violations));
        }
    }

    private static void differs(Fields at, String key, String title, String difference) {
        at.problem(key, ExampleReader.named(title) + difference);
    }
}
