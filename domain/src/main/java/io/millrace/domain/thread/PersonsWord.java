package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import java.util.Map;
import java.util.Optional;

/**
 * What a person says of a thread: {@code Thread Acknowledged}, or an {@code Operator Decision} that names a thread. The parser
 * gives the kind DECISION to allow-listed sources only, so whoever else uses these words says nothing here.
 */
final class PersonsWord {
    enum Verb {
        /** Somebody has taken it on. */
        ACKNOWLEDGE,
        /** Somebody has found what it is. */
        DIAGNOSE,
        /** It is another team's. */
        REASSIGN,
        /** It is to be pursued no further. */
        DISCHARGE
    }

    private static final String ACKNOWLEDGED = "Thread Acknowledged";
    private static final String OPERATOR_DECISION = "Operator Decision";
    private static final Map<String, Verb> DECISIONS = Map.of(
            "accept", Verb.ACKNOWLEDGE,
            "diagnosed", Verb.DIAGNOSE,
            "reassign", Verb.REASSIGN,
            "discharge", Verb.DISCHARGE);

    /** Longer than any name or sentence that is meant to be read. */
    private static final int NAME = 128;

    private static final int REASON = 500;

    private final Verb verb;
    private final String by;
    private final String owner;
    private final String reason;

    private PersonsWord(Verb verb, String by, String owner, String reason) {
        this.verb = verb;
        this.by = by;
        this.owner = owner;
        this.reason = reason;
    }

    /** Empty for what no person says of a thread, for an answer to a question, and for a word that is not known. */
    static Optional<PersonsWord> of(OpsEvent event) {
        var attributes = event.getAttributes();
        boolean aboutAThread = event.getKind() == EventKind.DECISION && attributes.containsKey("threadId");
        Verb verb = event.getDetailType().equals(ACKNOWLEDGED)
                ? Verb.ACKNOWLEDGE
                : event.getDetailType().equals(OPERATOR_DECISION) && !attributes.containsKey("questionId")
                        ? DECISIONS.get(attributes.getOrDefault("decision", ""))
                        : null;
        if (!aboutAThread || verb == null) {
            return Optional.empty();
        }
        String owner = line(attributes.getOrDefault("owner", ""), NAME);
        if (verb == Verb.REASSIGN && owner.isEmpty()) {
            return Optional.empty();
        }
        String by = line(attributes.getOrDefault("by", ""), NAME);
        return Optional.of(
                new PersonsWord(verb, by.isEmpty() ? event.getSource() : by, owner, line(event.getText(), REASON)));
    }

    Verb verb() {
        return verb;
    }

    /** Who; the source where it does not say. */
    String by() {
        return by;
    }

    /** Of a reassignment: whose it is from now on. */
    String owner() {
        return owner;
    }

    /** "acknowledged by ann: looking into it" */
    String sentence(String what) {
        return what + " by " + by + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** One line, without control characters; never half a character. */
    private static String line(String text, int most) {
        var line = new StringBuilder();
        text.codePoints()
                .map(character ->
                        Character.isISOControl(character) || Character.isWhitespace(character) ? ' ' : character)
                .limit(most)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }
}
