package io.millrace.runbooks.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.decision.Loop;
import io.millrace.runbooks.policies.EventPatterns;
import io.millrace.runbooks.services.ServiceCatalog;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All runbooks of a bundle, found by id and by what triggers them. Safe for concurrent use. */
public final class RunbookCatalog {
    private static final String CONDITION_ID = "conditionId";

    /** The parser's mark on what claims to be somebody that it is not. */
    private static final String UNTRUSTED = "untrusted";

    private final TreeMap<String, Runbook> byId = new TreeMap<>();
    private final Map<String, List<Entry>> byCondition = new HashMap<>();
    private final List<Entry> byEvent = new ArrayList<>();
    private final EventPatterns patterns;
    private final ServiceCatalog services;
    private final Mode ceiling;

    /** @param ceiling no runbook of the bundle does more */
    RunbookCatalog(Collection<Runbook> runbooks, ServiceCatalog services, Mode ceiling) {
        this.services = services;
        this.ceiling = ceiling;
        var all = new ArrayList<>(runbooks);
        all.sort(Comparator.comparingInt(Runbook::order).thenComparing(Runbook::id));
        var matched = new ArrayList<JsonNode>();
        for (Runbook runbook : all) {
            byId.put(runbook.id(), runbook);
            for (Trigger trigger : runbook.triggers()) {
                var entry = new Entry(
                        runbook, trigger, trigger.pattern().isPresent() ? matched.size() : Entry.MATCHES_ALWAYS);
                trigger.pattern().ifPresent(matched::add);
                trigger.condition()
                        .map(id -> byCondition.computeIfAbsent(id, key -> new ArrayList<>()))
                        .orElse(byEvent)
                        .add(entry);
            }
        }
        this.patterns = new EventPatterns(matched);
    }

    /** As {@link #triggeredBy(Signal, ThreadState)}, of an event by itself: no trigger that asks for a thread is found. */
    public Optional<Runbook> triggeredBy(OpsEvent event) {
        return first(event, 0, null, "").map(Triggered::runbook);
    }

    /**
     * The runbook that a signal starts in the thread that it has joined: of those whose trigger matches the first by {@code order}, then by
     * id. Two kinds of events open: conditions that Millrace derived from data, and events from outside whose source the trigger names.
     * One that closes starts nothing.
     */
    public Optional<Triggered> triggeredBy(Signal signal, ThreadState thread) {
        return first(signal.getEvent(), signal.getFlapCount(), thread, signal.getRule());
    }

    private Optional<Triggered> first(OpsEvent event, int flapCount, @Nullable ThreadState thread, String policy) {
        BitSet matches = null;
        for (Entry entry : candidates(event)) {
            if (mode(entry.runbook, event.getAccount(), policy) == Mode.OFF
                    || !entry.trigger.holds(event.getValues())) {
                continue;
            }
            if (entry.pattern != Entry.MATCHES_ALWAYS) {
                matches = matches == null ? patterns.matching(event, services.of(event), flapCount, thread) : matches;
                if (!matches.get(entry.pattern)) {
                    continue;
                }
            }
            return Optional.of(new Triggered(entry.runbook, entry.trigger.after()));
        }
        return Optional.empty();
    }

    private List<Entry> candidates(OpsEvent event) {
        if (event.getOrigin() == Origin.DERIVED) {
            boolean opens = event.getKind() == EventKind.CONDITION && event.getStatus() != EventStatus.RESOLVED;
            return opens
                    ? byCondition.getOrDefault(event.getAttributes().getOrDefault(CONDITION_ID, ""), List.of())
                    : List.of();
        }
        boolean opens = event.getStatus() == EventStatus.OPEN
                && event.getKind() != EventKind.CHANGE
                && !Loop.isControl(event)
                && !event.getAttributes().containsKey(UNTRUSTED);
        return opens ? byEvent : List.of();
    }

    /**
     * How far a runbook may go in an account, for what a policy accepted: the tightest of its own mode, its {@code modes} that hold and the
     * bundle's.
     */
    public Mode mode(Runbook runbook, String account, String policy) {
        return runbook.mode(account, services.accountKind(account), policy).tightest(ceiling);
    }

    /** The runbook with this id. */
    public Optional<Runbook> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All, by id. */
    public SortedMap<String, Runbook> all() {
        return Collections.unmodifiableSortedMap(byId);
    }

    private static final class Entry {
        static final int MATCHES_ALWAYS = -1;

        private final Runbook runbook;
        private final Trigger trigger;
        private final int pattern;

        private Entry(Runbook runbook, Trigger trigger, int pattern) {
            this.runbook = runbook;
            this.trigger = trigger;
            this.pattern = pattern;
        }
    }
}
