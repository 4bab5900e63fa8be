package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.InhibitionPart;
import io.millrace.domain.InhibitionSide;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.services.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A target is silent while a source that has the same in each of the keys is on. Triage finds which part an event has; the thread
 * stage, where the events of a scope meet, decides.
 */
final class Inhibition {
    static final String SCOPE = "scope";

    /** Keys that only events of one scope can have in common: a service has one scope, and what is of no service has no such key. */
    static final Set<String> IMPLY_SCOPE = Set.of(SCOPE, "service");

    static final String ATTRIBUTE = "attributes.";

    private static final Map<String, BiFunction<OpsEvent, Ownership, String>> KEYS = new TreeMap<>(Map.of(
            "service", (event, ownership) -> ownership.service(),
            "environment", (event, ownership) -> ownership.environment(),
            "owner", (event, ownership) -> ownership.owner(),
            "tenant", (event, ownership) -> ownership.tenant(),
            "account", (event, ownership) -> event.getAccount(),
            "region", (event, ownership) -> event.getRegion(),
            "source", (event, ownership) -> event.getSource()));

    private static final String RESOURCES = "resources";
    private static final int CRITICAL = 5;

    private final String id;
    private final JsonNode source;
    private final JsonNode target;
    private final List<String> equal;
    private final Duration atMost;
    private final boolean evenCritical;

    Inhibition(String id, JsonNode source, JsonNode target, List<String> equal, Duration atMost, boolean evenCritical) {
        this.id = id;
        this.source = source;
        this.target = target;
        this.equal = List.copyOf(equal);
        this.atMost = atMost;
        this.evenCritical = evenCritical;
    }

    /** Keys that can be equal, attributes aside. */
    static Set<String> keys() {
        var all = new TreeSet<>(KEYS.keySet());
        all.add(SCOPE);
        all.add(RESOURCES);
        return all;
    }

    String id() {
        return id;
    }

    JsonNode source() {
        return source;
    }

    JsonNode target() {
        return target;
    }

    /** The part of an event that these sides match; empty when it has none. */
    Optional<InhibitionPart> part(
            boolean isSource, boolean isTarget, OpsEvent event, Ownership ownership, int severity) {
        boolean isCritical = Math.max(severity, event.getSeverity()) >= CRITICAL;
        boolean maySilence = isTarget && Silence.mayHoldBack(event) && (!isCritical || evenCritical);
        if (!isSource && !maySilence) {
            return Optional.empty();
        }
        // what is never silent may match both sides all the same, and so silences none of its kind
        InhibitionSide side = isSource ? isTarget ? InhibitionSide.BOTH : InhibitionSide.SOURCE : InhibitionSide.TARGET;
        return Optional.of(InhibitionPart.newBuilder()
                .setRule(id)
                .setSide(side)
                .setValues(values(event, ownership))
                .setMostMillis(maySilence ? atMost.toMillis() : 0)
                .build());
    }

    private List<List<String>> values(OpsEvent event, Ownership ownership) {
        var values = new ArrayList<List<String>>();
        for (String key : equal) {
            if (!key.equals(SCOPE)) {
                values.add(values(key, event, ownership));
            }
        }
        return values;
    }

    /** What the event has; nothing where it has nothing: then it is equal to no other. */
    private static List<String> values(String key, OpsEvent event, Ownership ownership) {
        if (key.equals(RESOURCES)) {
            return new ArrayList<>(new TreeSet<>(event.getResources()));
        }
        var known = KEYS.get(key);
        String value = known != null
                ? known.apply(event, ownership)
                : event.getAttributes().getOrDefault(key.substring(ATTRIBUTE.length()), "");
        return value.isEmpty() ? List.of() : List.of(value);
    }
}
