package io.millrace.runbooks.people;

import io.millrace.domain.escalate.CommunicationPlan;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Reads a plan of {@code communication/*.yaml}: stakeholders, channel, and how often they hear of a thread. */
final class PlanReader {
    private static final List<String> CHANNELS = List.of("slack", "teams", "email", "sns");
    private static final String OPEN = "open";
    private static final String RESOLVE = "resolve";

    /** More often is no update but a feed. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private final FilterReader filters;

    PlanReader(FilterReader filters) {
        this.filters = filters;
    }

    CommunicationPlan read(Fields fields) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        var on = new TreeSet<>(fields.texts("on"));
        for (String moment : on) {
            if (!moment.equals(OPEN) && !moment.equals(RESOLVE)) {
                fields.problem("on", "on lists \"" + moment + "\"; known: " + OPEN + ", " + RESOLVE);
            }
        }
        var every = fields.optionalDuration("every");
        every.filter(length -> length.compareTo(SHORTEST) < 0)
                .ifPresent(length -> fields.problem("every", "every is " + length + "; wanted 5m at least"));
        if (on.isEmpty() && every.isEmpty()) {
            fields.problem("on", "plan \"" + id + "\" tells nothing; give on: [open, resolve], every, or both");
        }
        List<String> to = fields.texts("to");
        if (to.isEmpty()) {
            fields.problem("to", "to is empty; wanted at least one address or channel");
        }
        var plan = new CommunicationPlan(
                id,
                filters.read(fields),
                fields.text("audience", Names.ID, Names.ID_WANTED),
                fields.oneOf("channel", CHANNELS, ""),
                to,
                on.contains(OPEN),
                on.contains(RESOLVE),
                every.orElse(null));
        fields.done();
        return plan;
    }
}
