package io.millrace.runbooks.examples;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.catalog.Plan;
import io.millrace.runbooks.catalog.PlanContext;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.yaml.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One example: a record as its source sends it, or a condition, and what must come of it. */
public final class RunbookExample {
    private static final PlanContext CONTEXT =
            new PlanContext("example-thread", "example", "", "example-occurrence", "example");

    private final Fields fields;
    private final String title;
    private final String runbook;
    private final int rung;
    private final boolean diagnosis;
    private final @Nullable JsonNode record;
    private final Instant arrivedAt;
    private final @Nullable ExampleCondition condition;
    private final Expected expected;

    /**
     * @param runbook empty where nothing is to start
     * @param diagnosis the command is a step of the diagnosis, and of no rung
     * @param record null where a condition is given, and the other way about
     * @param arrivedAt when the record arrives
     */
    RunbookExample(
            Fields fields,
            String title,
            String runbook,
            int rung,
            boolean diagnosis,
            @Nullable JsonNode record,
            Instant arrivedAt,
            @Nullable ExampleCondition condition,
            Expected expected) {
        this.fields = fields;
        this.title = title;
        this.runbook = runbook;
        this.rung = rung;
        this.diagnosis = diagnosis;
        this.record = record;
        this.arrivedAt = arrivedAt;
        this.condition = condition;
        this.expected = expected;
    }

    /** File and title. */
    public String name() {
        return fields.file() + ": " + title;
    }

    /** The runbook that is to start; empty where none is. */
    public String runbook() {
        return runbook;
    }

    /** The step that it shows at work; empty where no command is to come of it. */
    public Optional<String> step() {
        return expected.step();
    }

    /** The record as its source sends it; empty where a condition is given. */
    public Optional<JsonNode> record() {
        return Optional.ofNullable(record).map(JsonNode::deepCopy);
    }

    /** When the record arrives. */
    public Instant arrivedAt() {
        return arrivedAt;
    }

    /** What the planner sees of it; empty, and a problem, where it is not one event. */
    public Optional<OpsEvent> event(Content content, ExampleStages stages) {
        if (condition != null) {
            return condition.event(content);
        }
        List<OpsEvent> events = record == null ? List.of() : stages.events(record.toString(), arrivedAt);
        if (events.size() != 1) {
            fields.problem(
                    "record",
                    ExampleReader.named(title) + "the record becomes "
                            + (events.isEmpty() ? "no event" : events.size() + " events")
                            + "; expected one, so give it whole, with source and detail-type");
            return Optional.empty();
        }
        return Optional.of(events.get(0));
    }

    /** Lets it happen as a job would, up to the proposed command; each difference becomes a problem at its line. */
    void run(Content content, ExampleStages stages) {
        event(content, stages).ifPresent(event -> compare(event, content, stages));
    }

    private void compare(OpsEvent event, Content content, ExampleStages stages) {
        Optional<Runbook> started = content.planner().triggeredBy(event);
        String id = started.map(Runbook::id).orElse("");
        if (!id.equals(runbook)) {
            fields.problem(
                    expected.startsSomething() ? "runbook" : "nothing",
                    ExampleReader.named(title) + (id.isEmpty() ? "no runbook starts" : "runbook " + id + " starts")
                            + "; expected " + (runbook.isEmpty() ? "none" : runbook));
            return;
        }
        started.ifPresent(found -> expected.compare(title, found, plan(found, event, content), content, stages));
    }

    private Plan plan(Runbook started, OpsEvent event, Content content) {
        return diagnosis
                ? content.planner().diagnose(started, step().orElse(""), event, CONTEXT)
                : content.planner().plan(started, rung, 1, event, CONTEXT);
    }
}
