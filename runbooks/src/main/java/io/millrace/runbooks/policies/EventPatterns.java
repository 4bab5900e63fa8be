package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ThreadState;
import io.millrace.runbooks.services.Ownership;
import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.GenericMachine;

/**
 * EventBridge patterns over the canonical event, and over the thread that it joined under the key {@link #THREAD}: one Event Ruler
 * call for all of them. Safe for concurrent use.
 */
public final class EventPatterns {
    /** The part of a pattern that speaks of the thread. */
    public static final String THREAD = "thread";

    private final GenericMachine<Integer> machine = new GenericMachine<>();
    private final Set<String> asked;

    /** @param patterns already checked; a match is told by its place in the list */
    public EventPatterns(List<JsonNode> patterns) {
        this.asked = CanonicalEvent.COSTLY.stream()
                .filter(field -> patterns.stream().anyMatch(pattern -> pattern.findValue(field) != null))
                .collect(Collectors.toUnmodifiableSet());
        for (int i = 0; i < patterns.size(); i++) {
            try {
                machine.addRule(i, patterns.get(i).toString());
            } catch (IOException e) {
                throw new UncheckedIOException("The checked pattern " + patterns.get(i) + " does not compile", e);
            }
        }
    }

    /** Places of the patterns that match. Without a thread none does that asks for one. */
    public BitSet matching(OpsEvent event, Ownership ownership, int flapCount, @Nullable ThreadState thread) {
        var json = CanonicalEvent.json(event, ownership, flapCount, asked);
        if (thread != null) {
            json.set(THREAD, CanonicalThread.json(thread));
        }
        var matches = new BitSet();
        machine.rulesForJSONEvent(json).forEach(matches::set);
        return matches;
    }

    /** The pattern over events under a key, checked; empty, and a problem, when it cannot be used. {@code owner} says whose it is. */
    public static Optional<JsonNode> event(
            String key, String owner, Fields fields, ServiceCatalog catalog, Problems problems) {
        var found = checked(key, owner, fields, problems, PatternFields.EVENT);
        if (found.filter(pattern -> pattern.findValue("businessHours") != null).isPresent()
                && !catalog.knowsBusinessHours()) {
            fields.problem(
                    key,
                    "businessHours is asked for, but no file of services/ says when they are; add there"
                            + " businessHours: {from: \"08:00\", to: \"18:00\", zone: Europe/Dublin}");
        }
        return found;
    }

    /** As {@link #event}, over the thread. */
    public static Optional<JsonNode> thread(String key, String owner, Fields fields, Problems problems) {
        return checked(key, owner, fields, problems, PatternFields.THREAD);
    }

    private static Optional<JsonNode> checked(
            String key, String owner, Fields fields, Problems problems, PatternFields schema) {
        return fields.node(key)
                .filter(pattern -> new PatternCheck(fields.file(), problems, schema).check(owner, pattern))
                .map(pattern -> pattern.toJson());
    }
}
