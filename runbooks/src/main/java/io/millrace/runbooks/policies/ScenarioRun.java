package io.millrace.runbooks.policies;

import io.millrace.domain.DecisionAction;
import io.millrace.domain.DelayState;
import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.LinkState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.PageSet;
import io.millrace.domain.PagedThread;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.decision.Decisions;
import io.millrace.domain.delay.DelayStep;
import io.millrace.domain.delay.Delaying;
import io.millrace.domain.delay.Questions;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.fold.FoldStep;
import io.millrace.domain.fold.Folding;
import io.millrace.domain.thread.Linking;
import io.millrace.domain.thread.Paging;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.time.SlotOrder;
import io.millrace.domain.time.Slots;
import io.millrace.runbooks.services.ServiceCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as the job would live it, slot by slot and with its own settings' defaults: fold, triage, delay, inhibitions, threads,
 * links and pages are the job's pure decisions. Runbooks, situations, hours for which a page waits and what people answer are no part of it.
 */
final class ScenarioRun {
    private static final String VERSION = "scenario";

    private final ServiceCatalog catalog;
    private final Triage triage;
    private final Folding folding = new Folding(FoldSettings.defaults());
    private final Linking linking = new Linking(ThreadSettings.defaults());
    private final Paging paging = new Paging(new Pages(), Paging.Hours.ANY);

    private final TreeMap<String, FoldState> identities = new TreeMap<>();
    private final TreeMap<String, DelayState> waiting = new TreeMap<>();
    private final TreeMap<String, ScenarioScope> scopes = new TreeMap<>();
    private final TreeMap<String, LinkState> links = new TreeMap<>();
    private final TreeSet<String> linked = new TreeSet<>();
    private final TreeMap<String, PagedThread> paged = new TreeMap<>();
    private final ScenarioTold told = new ScenarioTold();

    ScenarioRun(ServiceCatalog catalog, TriagePolicies policies) {
        this.catalog = catalog;
        this.triage = new Triage(catalog::of, catalog::unread, policies::decide, policies.mayWait(), folded -> true);
    }

    /** Lets the events arrive, and time pass until then. */
    void play(List<OpsEvent> events, Instant until) {
        var arriving = new TreeMap<Long, List<OpsEvent>>();
        for (OpsEvent event : events) {
            arriving.computeIfAbsent(Slots.endOf(event.getArrivedAt().toEpochMilli()), slot -> new ArrayList<>())
                    .add(event);
        }
        long last = Slots.endOf(until.toEpochMilli());
        OptionalLong next = next(arriving, Long.MIN_VALUE);
        while (next.isPresent() && next.getAsLong() <= last) {
            long slot = next.getAsLong();
            List<OpsEvent> arrived = arriving.remove(slot);
            slot(arrived == null ? List.of() : arrived, slot);
            next = next(arriving, slot);
        }
    }

    ScenarioTold told() {
        return told;
    }

    private OptionalLong next(TreeMap<Long, List<OpsEvent>> arriving, long now) {
        LongStream due = LongStream.concat(
                LongStream.concat(
                        waiting.values().stream().mapToLong(DelayState::getUntil),
                        identities.values().stream().flatMapToLong(Folding::heldUntil)),
                LongStream.concat(
                        scopes.values().stream()
                                .flatMap(scope -> scope.due().stream())
                                .mapToLong(Instant::toEpochMilli),
                        paged.values().stream()
                                .flatMap(thread -> Optional.ofNullable(thread.getAgainAt()).stream())
                                .mapToLong(Instant::toEpochMilli)));
        // what is due by now is told when something else happens, as the job's timers have it
        return LongStream.concat(
                        due.map(Slots::endOf).filter(slot -> slot > now),
                        arriving.keySet().stream().mapToLong(slot -> slot))
                .min();
    }

    private void slot(List<OpsEvent> arrived, long end) {
        var signals = new ArrayList<Signal>();
        arrived.stream().sorted(SlotOrder.EVENTS).forEach(event -> fold(event, signals));
        new TreeMap<>(identities).forEach((identity, state) -> release(identity, state, end, signals));
        for (var entry : List.copyOf(waiting.entrySet())) {
            if (entry.getValue().getUntil() <= end) {
                apply(entry.getKey(), Delaying.due(entry.getValue()), signals);
            }
        }
        signals.sort(SlotOrder.SIGNALS);
        signals.forEach(signal -> scopes.computeIfAbsent(signal.getScope(), scope -> new ScenarioScope(told)));
        var now = Instant.ofEpochMilli(end);
        scopes.forEach((name, scope) -> {
            var own = new ArrayList<>(signals);
            own.removeIf(signal -> !signal.getScope().equals(name));
            scope.pass(own, now);
        });
        pages(links(), now);
    }

    private void fold(OpsEvent event, List<Signal> signals) {
        FoldStep step = folding.fold(
                identities.get(event.getIdentity()), event, catalog.of(event).scope(), VERSION);
        identities.put(event.getIdentity(), step.state());
        if (!step.isHeld()) {
            folded(event, step, signals);
        }
    }

    /** Communications of several pages that are complete, or whose time is over. */
    private void release(String identity, FoldState known, long now, List<Signal> signals) {
        FoldState state = known;
        Optional<PageSet> due = Folding.due(state, now);
        while (due.isPresent()) {
            OpsEvent event = Folding.whole(due.get());
            FoldStep step = folding.release(state, due.get(), catalog.of(event).scope(), VERSION);
            state = step.state();
            identities.put(identity, state);
            folded(event, step, signals);
            due = Folding.due(state, now);
        }
    }

    private void folded(OpsEvent event, FoldStep step, List<Signal> signals) {
        Optional<FoldedEvent> passed = step.passed();
        if (passed.isEmpty()) {
            told.row(Decisions.about(event, "fold", DecisionAction.FOLDED)
                    .setRule(step.rule())
                    .setReason(step.reason())
                    .setFoldedInto(step.foldedInto())
                    .build());
            return;
        }
        Triage.Answer answer = triage.decide(passed.get());
        answer.row().ifPresent(told::row);
        answer.signal().ifPresent(signal -> {
            String identity = Questions.identity(signal);
            apply(identity, Delaying.on(waiting.get(identity), signal), signals);
        });
    }

    private void apply(String identity, DelayStep step, List<Signal> signals) {
        step.rows().forEach(told::row);
        signals.addAll(step.signals());
        step.state().ifPresentOrElse(state -> waiting.put(identity, state), () -> waiting.remove(identity));
    }

    private List<ThreadLink> links() {
        var found = new ArrayList<ThreadLink>();
        var offers = told.takeOffers();
        offers.sort(SlotOrder.OFFERS);
        for (LinkOffer offer : offers) {
            var state = links.computeIfAbsent(
                    offer.getKey(), key -> LinkState.newBuilder().build());
            for (ThreadLink link : linking.onOffer(state, offer)) {
                if (linked.add(link.getLinkId())) {
                    found.add(link);
                }
            }
        }
        return found;
    }

    private void pages(List<ThreadLink> found, Instant now) {
        var again = new ArrayList<String>();
        paged.forEach((id, thread) -> {
            Instant againAt = thread.getAgainAt();
            if (againAt != null && !againAt.isAfter(now)) {
                again.add(id);
            }
        });
        var asked = told.takeAsked();
        asked.sort(SlotOrder.PAGES);
        paging.decide(found, asked, again, now).forEach(told::page);
    }

    /** What the page stage remembers. */
    private final class Pages implements Paging.Memory {
        @Override
        public @Nullable PagedThread get(String threadId) {
            return paged.get(threadId);
        }

        @Override
        public void put(PagedThread thread) {
            paged.put(thread.getThreadId(), thread);
        }
    }
}
