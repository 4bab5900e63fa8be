package io.millrace.runbooks.controls;

import io.millrace.runbooks.Names;
import io.millrace.runbooks.controls.ControlTable.Row;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code controls/*.yaml} and holds each table against the triggers of the runbooks that it names: what a table promises, a
 * trigger keeps.
 */
public final class ControlTableReader {
    private static final String NONE = "none";
    private static final Pattern CONTROL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:/&!_-]{1,127}");

    /** Texts in the triggers of each runbook, by its id. */
    private final Map<String, Set<String>> triggers = new TreeMap<>();

    private final Map<String, String> named = new HashMap<>();

    private ControlTableReader(List<Fields> runbooks) {
        for (Fields runbook : runbooks) {
            var texts = new HashSet<String>();
            Stream.of("trigger", "triggers")
                    .flatMap(key -> runbook.node(key).stream())
                    .forEach(node -> texts(node, texts));
            runbook.optionalText("id").ifPresent(id -> triggers.put(id, texts));
        }
    }

    /**
     * Reads tables; problems are noted, not thrown.
     *
     * @param runbooks the bundle's runbooks as written
     */
    public static List<ControlTable> read(List<Fields> tables, List<Fields> runbooks) {
        var reader = new ControlTableReader(runbooks);
        return tables.stream().map(reader::table).collect(Collectors.toList());
    }

    private ControlTable table(Fields fields) {
        String name = fields.text("table", Names.VERSION, Names.VERSION_WANTED);
        String attribute = fields.text("attribute");
        var rows = new ArrayList<Row>();
        named.clear();
        fields.objects("rows").forEach(row -> rows.add(row(row)));
        if (rows.isEmpty()) {
            fields.problem("rows", "rows is missing or empty; wanted every control of the catalogue");
        }
        fields.done();
        return new ControlTable(name, attribute, rows);
    }

    private Row row(Fields fields) {
        String control = fields.text("is", CONTROL, "a control's name as events say it");
        fields.optionalText("identifier");
        String runbook = fields.text("runbook");
        Optional<String> reason = fields.optionalText("reason").filter(text -> !text.isBlank());
        String securityHub = fields.optionalText("securityHub").orElse("");
        String role = fields.optionalText("resourceRole").orElse("");
        List<String> duplicates = fields.texts("duplicates");
        fields.done();
        Stream.concat(Stream.of(control), duplicates.stream()).forEach(name -> once(name, control, fields));
        if (runbook.equals(NONE) != reason.isPresent()) {
            fields.problem(
                    "runbook",
                    "control " + control
                            + (reason.isPresent() ? " has a runbook and a reason for none" : " has no runbook")
                            + "; give runbook: ID, or runbook: none with the reason");
        }
        if (!runbook.equals(NONE)) {
            var said = new ArrayList<>(duplicates);
            said.add(control);
            Optional.of(securityHub).filter(id -> !id.isEmpty()).ifPresent(said::add);
            keeps(runbook, said, fields);
        }
        return new Row(control, runbook.equals(NONE) ? "" : runbook, reason.orElse(""), securityHub, role, duplicates);
    }

    private void once(String name, String control, Fields fields) {
        String other = named.putIfAbsent(name, control);
        if (other != null) {
            fields.problem("is", "\"" + name + "\" stands in the table already, as " + other);
        }
    }

    private void keeps(String runbook, List<String> said, Fields fields) {
        Set<String> texts = triggers.get(runbook);
        if (texts == null) {
            fields.problem(
                    "runbook",
                    "there is no runbook \"" + runbook + "\"; "
                            + Nearest.hint(runbook, new TreeSet<>(triggers.keySet())));
            return;
        }
        said.stream()
                .filter(name -> !texts.contains(name))
                .forEach(name -> fields.problem(
                        "runbook",
                        "runbook " + runbook + " has no trigger for " + name + "; add it there, or say none"));
    }

    private static void texts(YamlNode node, Set<String> texts) {
        if (node.isScalar()) {
            texts.add(node.text());
        }
        node.entries().values().forEach(value -> texts(value, texts));
        node.items().forEach(item -> texts(item, texts));
    }
}
