package io.millrace.runbooks.policies;

import io.millrace.domain.Asking;
import io.millrace.domain.DecisionAction;
import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A policy that asks a person: what, for how long, and what holds when nobody answers. */
final class Ask {
    private static final Set<String> DEFAULTS = Set.of("accept", "discharge");
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Duration within;
    private final Asking asking;

    private Ask(Duration within, Asking asking) {
        this.within = within;
        this.asking = asking;
    }

    /** {@code ask: {question: ..., within: 30m, unanswered: accept}}; empty, and told, when it is wrong. */
    static Optional<Ask> read(Fields fields) {
        String question = fields.text("question");
        Optional<Duration> within = fields.optionalDuration("within");
        DecisionAction unanswered = PolicyActions.of(fields.oneOf("unanswered", DEFAULTS, ""));
        fields.done();
        if (within.isEmpty() && !fields.has("within")) {
            fields.problem("within", "within is missing; wanted how long a person has, such as 30m");
        }
        if (within.isPresent() && within.get().compareTo(LONGEST) > 0) {
            fields.problem("within", "within is " + within.get() + "; wanted a day at most: nobody is paged meanwhile");
        }
        return within.map(time -> new Ask(time, new Asking(question, unanswered)));
    }

    /** How long a person has. */
    Duration within() {
        return within;
    }

    Asking asking() {
        return asking;
    }
}
