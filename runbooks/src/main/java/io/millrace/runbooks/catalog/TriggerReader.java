package io.millrace.runbooks.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runbooks.conditions.MetricConditions;
import io.millrace.runbooks.policies.EventPatterns;
import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code trigger:} and {@code triggers:} of runbooks. */
final class TriggerReader {
    /** The thread stage keeps what waits no longer than that. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    private final MetricConditions conditions;
    private final ServiceCatalog services;
    private final TriggerSources sources;
    private final Problems problems;
    /** Conditions that always start a runbook, and which. */
    private final Map<String, String> taken = new TreeMap<>();

    TriggerReader(MetricConditions conditions, ServiceCatalog services, TriggerSources sources, Problems problems) {
        this.conditions = conditions;
        this.services = services;
        this.sources = sources;
        this.problems = problems;
    }

    List<Trigger> read(String runbook, Fields fields) {
        var found = new ArrayList<Trigger>();
        fields.object("trigger").flatMap(one -> trigger(runbook, one)).ifPresent(found::add);
        fields.objects("triggers").forEach(one -> trigger(runbook, one).ifPresent(found::add));
        if (!fields.has("trigger") && fields.objects("triggers").isEmpty()) {
            fields.problem(
                    "trigger",
                    "no trigger; give trigger: {condition: ID} or {event: {PATTERN}}, or triggers: with a list of such maps");
        }
        return found;
    }

    private Optional<Trigger> trigger(String runbook, Fields fields) {
        String owner = "runbook \"" + runbook + "\"";
        Optional<String> condition = fields.optionalText("condition");
        Optional<JsonNode> event = EventPatterns.event("event", owner, fields, services, problems);
        Optional<JsonNode> thread = EventPatterns.thread(EventPatterns.THREAD, owner, fields, problems);
        boolean both = fields.has("condition") == fields.has("event");
        boolean unread = fields.has("event") && event.isEmpty() || fields.has("thread") && thread.isEmpty();
        var when = BoundsReader.read(fields);
        var after = fields.optionalDuration("after");
        fields.done();
        if (both) {
            fields.problem("condition", "a trigger has either condition: ID or event: {PATTERN}");
        }
        if (after.isPresent() && after.get().compareTo(LONGEST_WAIT) > 0) {
            fields.problem("after", "after is " + after.get() + "; wanted 30d at most");
        }
        condition.ifPresent(id -> condition(runbook, id, thread.isEmpty(), fields));
        event.ifPresent(pattern -> sources.check(fields, "event", pattern));
        return both || unread
                ? Optional.empty()
                : Optional.of(
                        new Trigger(condition.orElse(null), pattern(event, thread), when, after.orElse(Duration.ZERO)));
    }

    private void condition(String runbook, String id, boolean always, Fields fields) {
        if (!conditions.ids().contains(id)) {
            fields.problem("condition", "no condition \"" + id + "\"; " + Nearest.hint(id, conditions.ids()));
        }
        String other = always ? taken.putIfAbsent(id, runbook) : null;
        if (other != null) {
            fields.problem(
                    "condition",
                    "condition \"" + id + "\" triggers \"" + other + "\" already; one runbook answers one");
        }
    }

    private static @Nullable JsonNode pattern(Optional<JsonNode> event, Optional<JsonNode> thread) {
        if (event.isEmpty() && thread.isEmpty()) {
            return null;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        event.ifPresent(part -> part.fields().forEachRemaining(field -> whole.set(field.getKey(), field.getValue())));
        thread.ifPresent(part -> whole.set(EventPatterns.THREAD, part));
        return whole;
    }
}
