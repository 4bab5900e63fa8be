package io.millrace.local.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.domain.BusEvent;
import io.millrace.domain.Decision;
import io.millrace.domain.FoldState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.decision.Decisions;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.fold.Folding;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.Threading;
import io.millrace.operators.eventbridge.BusEvents;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.policies.Verdict;
import io.millrace.runbooks.services.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the opening and closing of all things of 200 services become from stage to stage, made by the stages' own decisions. */
final class EventSample {
    private static final int SERVICES = 200;

    final Content content = BenchContent.bundle().compile();
    final List<RawRecord> raw = new ArrayList<>();
    final List<OpsEvent> events = new ArrayList<>();
    final List<Ownership> ownerships = new ArrayList<>();
    final List<String> canonical = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Signal> signals = new ArrayList<>();
    final List<ThreadChange> changes = new ArrayList<>();
    final List<BusEvent> entries = new ArrayList<>();

    private final Folding folding = new Folding(FoldSettings.defaults());
    private final Threading threading = new Threading(ThreadSettings.defaults());
    private final Map<String, FoldState> identities = new HashMap<>();
    private final Map<String, TreeMap<String, ThreadState>> scopes = new HashMap<>();

    EventSample(BenchRecords kind) {
        var parser = new EventParser(EventParserSettings.defaults());
        for (int number = 0; number < 2 * EventRecord.THINGS; number++) {
            if (EventRecord.service(EventRecord.thing(number)) >= SERVICES) {
                continue;
            }
            RawRecord record = kind.record(number);
            raw.add(record);
            parser.parse(record).events().forEach(this::take);
        }
    }

    private void take(OpsEvent event) {
        events.add(event);
        Ownership ownership = content.catalog().of(event);
        ownerships.add(ownership);
        canonical.add(canonical(event, ownership));
        var step = folding.fold(identities.get(event.getIdentity()), event, ownership.scope(), content.version());
        identities.put(event.getIdentity(), step.state());
        step.passed().ifPresent(folded -> {
            Verdict verdict = content.policies().decide(event, ownership, folded.getFlapCount());
            decisions.add(decision(event, ownership, verdict));
            thread(signal(event, ownership, verdict, folded.getOccurrenceId()));
        });
    }

    private void thread(Signal signal) {
        signals.add(signal);
        var threads = scopes.computeIfAbsent(signal.getScope(), scope -> new TreeMap<>());
        var step = threading.onSignal(threads.values(), signal);
        step.state().ifPresent(state -> threads.put(state.getThreadId(), state));
        for (ThreadChange change : step.changes()) {
            changes.add(change);
            BusEvents.of(change).ifPresent(entries::add);
        }
    }

    private Decision decision(OpsEvent event, Ownership ownership, Verdict verdict) {
        return Decisions.about(event, "triage", verdict.action())
                .setRule(verdict.rule())
                .setReason(verdict.reason())
                .setScope(ownership.scope())
                .setContentVersion(content.version())
                .setService(ownership.service())
                .setOwner(verdict.owner())
                .build();
    }

    private Signal signal(OpsEvent event, Ownership ownership, Verdict verdict, String occurrence) {
        return Signal.newBuilder()
                .setEvent(event)
                .setScope(ownership.scope())
                .setContentVersion(content.version())
                .setOccurrenceId(occurrence)
                .setFlapCount(1)
                .setSeverity(verdict.severity())
                .setService(ownership.service())
                .setTier(String.valueOf(ownership.tier()))
                .setEnvironment(ownership.environment())
                .setOwner(verdict.owner())
                .setCopies(verdict.copies())
                .setRule(verdict.rule())
                .build();
    }

    /** The event as the policies see it, for a machine that sees nothing else. */
    private static String canonical(OpsEvent event, Ownership ownership) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("source", event.getSource()).put("detail-type", event.getDetailType());
        json.put("account", event.getAccount()).put("region", event.getRegion());
        json.put("kind", event.getKind().name()).put("status", event.getStatus().name());
        json.put("severity", event.getSeverity()).put("identity", event.getIdentity());
        event.getResources().forEach(json.putArray("resources")::add);
        json.put("service", ownership.service()).put("tier", ownership.tier());
        json.put("environment", ownership.environment()).put("owner", ownership.owner());
        json.put("catalogGap", ownership.catalogGap()).put("flapCount", 1);
        event.getAttributes().forEach(json.putObject("attributes")::put);
        event.getValues().forEach(json.putObject("values")::put);
        return json.toString();
    }
}
