package io.millrace.runbooks.examples;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the {@code examples} of one file. */
final class ExampleReader {
    private static final String DIAGNOSIS = "diagnosis";
    private static final String NOTHING = "nothing";
    private static final String ARRIVED = "arrivedAt";
    private static final int LAST_RUNG = 100;

    private ExampleReader() {}

    /** How a problem begins that an example has. */
    static String named(String title) {
        return "example \"" + title + "\": ";
    }

    static List<RunbookExample> read(Fields file) {
        var examples = new ArrayList<RunbookExample>();
        var titles = new TreeSet<String>();
        List<Fields> all = file.objects("examples");
        if (all.isEmpty()) {
            file.problem(
                    "examples",
                    "examples is missing or empty; wanted a list of records or conditions and what comes of each");
        }
        for (Fields fields : all) {
            String title = fields.text("title");
            if (!title.isEmpty() && !titles.add(title)) {
                fields.problem("title", "example \"" + title + "\" is there twice; name what is different");
            }
            example(fields, title).ifPresent(examples::add);
            fields.done(
                    "record",
                    ARRIVED,
                    "condition",
                    "rung",
                    DIAGNOSIS,
                    "runbook",
                    ExpectedCommand.KEY,
                    ExpectedRefusal.KEY,
                    NOTHING);
        }
        file.done();
        return examples;
    }

    private static Optional<RunbookExample> example(Fields fields, String title) {
        Optional<JsonNode> record = record(fields);
        Optional<ExampleCondition> condition = fields.object("condition").map(ExampleCondition::read);
        if (fields.has("record") == fields.has("condition")) {
            fields.problem("record", "wanted either a record, as its source sends it, or a condition");
            return Optional.empty();
        }
        Optional<Expected> expected = expected(fields);
        int rung = fields.integer("rung", 0, LAST_RUNG, 0);
        String runbook = expected.filter(Expected::startsSomething).isPresent()
                ? fields.text("runbook", Names.ID, Names.ID_WANTED)
                : "";
        if (expected.isEmpty() || record.isEmpty() && condition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RunbookExample(
                fields,
                title,
                runbook,
                rung,
                fields.flag(DIAGNOSIS, false),
                record.orElse(null),
                arrivedAt(fields, record),
                condition.orElse(null),
                expected.get()));
    }

    /** As given, else at once: a second after the time that the record states. */
    private static Instant arrivedAt(Fields fields, Optional<JsonNode> record) {
        if (fields.has(ARRIVED)) {
            String text = fields.text(ARRIVED);
            return instant(text).orElseGet(() -> {
                fields.problem(
                        ARRIVED, ARRIVED + " is \"" + text + "\"; wanted a UTC instant such as 2026-08-05T10:00:00Z");
                return ExampleCondition.MET;
            });
        }
        return record.flatMap(found -> instant(found.path("time").asText()))
                .orElse(ExampleCondition.MET)
                .plusSeconds(1);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> record(Fields fields) {
        Optional<YamlNode> node = fields.node("record");
        if (node.isPresent() && node.get().kind() != YamlNode.Kind.MAP) {
            fields.problem("record", "record must be a map, the record as its source sends it");
            return Optional.empty();
        }
        return node.map(YamlNode::toJson);
    }

    private static Optional<Expected> expected(Fields fields) {
        var given = new ArrayList<String>();
        for (String key : List.of(ExpectedCommand.KEY, ExpectedRefusal.KEY, NOTHING)) {
            if (fields.has(key)) {
                given.add(key);
            }
        }
        if (given.size() != 1) {
            fields.problem(
                    given.isEmpty() ? "title" : given.get(1),
                    "wanted one of command, refused or nothing: true"
                            + (given.isEmpty() ? "" : ", found " + String.join(" and ", given)));
            return Optional.empty();
        }
        switch (given.get(0)) {
            case ExpectedCommand.KEY:
                return fields.object(ExpectedCommand.KEY).map(command -> new ExpectedCommand(fields, command));
            case ExpectedRefusal.KEY:
                return Optional.of(new ExpectedRefusal(fields));
            default:
                return nothing(fields);
        }
    }

    private static Optional<Expected> nothing(Fields fields) {
        if (!fields.flag(NOTHING, true)) {
            fields.problem(NOTHING, "nothing is false; give command or refused for what comes of it");
        }
        if (fields.has("runbook")) {
            fields.problem("runbook", "runbook is named although nothing starts; leave it out");
        }
        return Optional.of(new Expected() {
            @Override
            public boolean startsSomething() {
                return false;
            }
        });
    }
}
