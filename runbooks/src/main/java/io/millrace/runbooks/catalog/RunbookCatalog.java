package io.millrace.runbooks.catalog;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All runbooks of a bundle, found by id and by the condition that triggers them. */
public final class RunbookCatalog {
    private static final String CONDITION_ID = "conditionId";

    private final TreeMap<String, Runbook> byId = new TreeMap<>();
    private final Map<String, Trigger> triggers = new HashMap<>();
    private final Map<String, Runbook> byCondition = new HashMap<>();

    RunbookCatalog(Collection<Runbook> runbooks) {
        runbooks.forEach(runbook -> {
            byId.put(runbook.id(), runbook);
            runbook.triggers().forEach(trigger -> {
                triggers.put(trigger.condition(), trigger);
                byCondition.put(trigger.condition(), runbook);
            });
        });
    }

    /**
     * The runbook for a condition that opened, with figures within the trigger's bounds. Only events that Millrace derived from data trigger;
     * one that came in from outside, whatever it calls itself, does not, and neither does one that closes.
     */
    public Optional<Runbook> triggeredBy(OpsEvent event) {
        boolean opens = event.getOrigin() == Origin.DERIVED
                && event.getKind() == EventKind.CONDITION
                && event.getStatus() != EventStatus.RESOLVED;
        String condition = event.getAttributes().getOrDefault(CONDITION_ID, "");
        var trigger = triggers.get(condition);
        return opens && trigger != null && trigger.holds(event.getValues())
                ? Optional.ofNullable(byCondition.get(condition)).filter(runbook -> runbook.mode() != Mode.OFF)
                : Optional.empty();
    }

    /** The runbook with this id. */
    public Optional<Runbook> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All, by id. */
    public SortedMap<String, Runbook> all() {
        return Collections.unmodifiableSortedMap(byId);
    }
}
