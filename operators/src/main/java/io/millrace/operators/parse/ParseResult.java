package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import java.util.List;

/**
 * What became of one raw record: never nothing. Usually one event or one dead letter; a batch (several findings,
 * a JSON array of envelopes) may give several of both.
 */
public final class ParseResult {
    private final List<OpsEvent> events;
    private final List<DeadLetter> deadLetters;

    ParseResult(List<OpsEvent> events, List<DeadLetter> deadLetters) {
        this.events = List.copyOf(events);
        this.deadLetters = List.copyOf(deadLetters);
    }

    static ParseResult dead(DeadLetter letter) {
        return new ParseResult(List.of(), List.of(letter));
    }

    public List<OpsEvent> events() {
        return events;
    }

    public List<DeadLetter> deadLetters() {
        return deadLetters;
    }
}
