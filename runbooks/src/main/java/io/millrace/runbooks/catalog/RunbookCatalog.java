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
    private final Map<String, Runbook> byCondition = new HashMap<>();

    RunbookCatalog(Collection<Runbook> runbooks) {
        runbooks.forEach(runbook -> {
            byId.put(runbook.id(), runbook);
            runbook.conditions().forEach(condition -> byCondition.put(condition, runbook));
        });
    }

    /**
     * The runbook for a condition that opened. Only events that Millrace derived from data trigger;
     * one that came in from outside, whatever it calls itself, does not, and neither does one that closes.
     */
    public Optional<Runbook> triggeredBy(OpsEvent event) {
        boolean opens = event.getOrigin() == Origin.DERIVED
                && event.getKind() == EventKind.CONDITION
                && event.getStatus() != EventStatus.RESOLVED;
        return opens
                ? Optional.ofNullable(byCondition.get(event.getAttributes().getOrDefault(CONDITION_ID, "")))
                        .filter(runbook -> runbook.mode() != Mode.OFF)
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
