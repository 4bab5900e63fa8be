package io.millrace.runbooks.policies;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.ThreadStatus;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a pattern may ask of one kind of thing: its fields, and what they hold. */
final class PatternFields {
    /** The canonical event. */
    static final PatternFields EVENT = new PatternFields(
            "events",
            CanonicalEvent.FIELDS,
            CanonicalEvent.OPEN_FIELDS,
            CanonicalEvent.BOOLEANS,
            CanonicalEvent.NUMBERS,
            Map.of("kind", words(EventKind.values()), "status", words(EventStatus.values())));

    /** The thread that an event joined. */
    static final PatternFields THREAD = new PatternFields(
            "threads",
            CanonicalThread.FIELDS,
            Set.of(),
            Set.of(),
            CanonicalThread.NUMBERS,
            Map.of("status", words(ThreadStatus.values())));

    /** Of which there are many: for messages. */
    final String things;

    final Set<String> names;
    /** Those with free keys below them. */
    final Set<String> open;

    final Set<String> booleans;
    final Set<String> numbers;
    /** Those that hold one of a few words. */
    final Map<String, Set<String>> words;

    private PatternFields(
            String things,
            Set<String> names,
            Set<String> open,
            Set<String> booleans,
            Set<String> numbers,
            Map<String, Set<String>> words) {
        this.things = things;
        this.names = names;
        this.open = open;
        this.booleans = booleans;
        this.numbers = numbers;
        this.words = words;
    }

    private static Set<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }
}
