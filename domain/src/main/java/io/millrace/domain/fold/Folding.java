package io.millrace.domain.fold;

import io.millrace.domain.Delivery;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.PageSet;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one identity. An exact repeat, an update older than what is known, a copy in another format
 * and a re-send that says nothing new are folded into the event they repeat, the pages of one communication into the
 * first; everything else passes, with the scope and content version that its opening got, so that an OK finds the
 * thread of its ALARM also across a catalog change.
 */
public final class Folding {
    private final FoldSettings settings;
    private final Flaps flaps;
    private final Pages pages;

    public Folding(FoldSettings settings) {
        this.settings = settings;
        this.flaps = new Flaps(settings.flapWindow(), settings.maxDeliveries());
        this.pages = new Pages(settings.pageWait());
    }

    /**
     * @param known state of the event's identity, null when it is new; never modified
     * @param scope scope by the catalog as of this event; used only when the identity is not open
     */
    public FoldStep fold(@Nullable FoldState known, OpsEvent event, String scope, String contentVersion) {
        Optional<Page> page = Page.of(event);
        if (known == null) {
            var state = fresh(event, scope, contentVersion);
            return page.isPresent() ? hold(state, page.get(), event) : pass(state, event);
        }
        var state = Copies.shallow(known, new FoldState());
        state.setTouchedAt(Math.max(known.getTouchedAt(), event.getArrivedAt().toEpochMilli()));
        Optional<Delivery> repeated = delivery(known, event.getDeliveryId());
        if (repeated.isPresent()) {
            return FoldStep.folded(
                    state,
                    "exact-repeat",
                    "the same delivery came before",
                    repeated.get().getEventId());
        }
        Optional<PageSet> set = page.flatMap(one -> Pages.find(known, one));
        remember(state, event.getDeliveryId(), set.map(PageSet::getEventId).orElse(event.getEventId()));
        if (set.isPresent()) {
            return join(state, set.get(), page.get(), event, scope, contentVersion);
        }
        if (Voices.isOlder(known, event)) {
            return older(state);
        }
        return page.isPresent() && Pages.hasRoom(state)
                ? hold(state, page.get(), event)
                : judge(state, event, scope, contentVersion);
    }

    /** The first communication whose pages have all come, or whose time is over at {@code now} (arrival time). */
    public static Optional<PageSet> due(FoldState state, long now) {
        return Pages.due(state, now);
    }

    /** When each communication that waits passes at the latest, epoch milliseconds of arrival time. */
    public static LongStream heldUntil(FoldState state) {
        return state.getPages().stream().filter(set -> !Pages.hasPassed(set)).mapToLong(PageSet::getUntil);
    }

    /**
     * What becomes of the event that holds a communication which is due.
     *
     * @param scope scope by the catalog of {@link #whole}; used only when the identity is not open
     */
    public FoldStep release(FoldState known, PageSet due, String scope, String contentVersion) {
        var event = whole(due);
        var state = given(known, due);
        return event.getRevision() < known.getRevision() ? older(state) : judge(state, event, scope, contentVersion);
    }

    /** The pages of a communication that is due, as the one event that they make. */
    public static OpsEvent whole(PageSet due) {
        return Pages.whole(due, Objects.requireNonNull(due.getEvent(), "a communication that waits has its event"));
    }

    /** The state once a communication has passed, or was given up. */
    public static FoldState given(FoldState known, PageSet due) {
        var state = Copies.shallow(known, new FoldState());
        state.setPages(Pages.with(known.getPages(), Pages.passed(due)));
        return state;
    }

    /** An event that could not be folded, as it came: in the scope of its account and Region, no repeat of anything. */
    public static FoldedEvent unfolded(OpsEvent event, String contentVersion, String failure) {
        return FoldedEvent.newBuilder()
                .setEvent(event)
                .setScope(orNone(event.getAccount()) + "|" + orNone(event.getRegion()))
                .setContentVersion(contentVersion)
                .setOccurrenceId(Occurrences.openedBy(event))
                .setFailure(failure)
                .build();
    }

    private static String orNone(String part) {
        return part.isEmpty() ? "none" : part;
    }

    private FoldStep hold(FoldState state, Page page, OpsEvent event) {
        state.setPages(Pages.with(state.getPages(), pages.begun(page, event)));
        return FoldStep.held(state);
    }

    /** A page of a communication that is known: it is part of the event that waits, or makes the passed one grow. */
    private FoldStep join(
            FoldState state, PageSet set, Page page, OpsEvent event, String scope, String contentVersion) {
        OpsEvent held = set.getEvent();
        if (held == null || set.getPages().contains(page.number)) {
            return FoldStep.folded(state, "exact-repeat", "the same page came before", set.getEventId());
        }
        var grown = Pages.grown(set, page, event);
        OpsEvent union = Objects.requireNonNull(grown.getEvent(), "the set has its event");
        state.setPages(Pages.with(state.getPages(), Pages.hasPassed(set) ? Pages.passed(grown) : grown));
        boolean adds = !union.getResources().equals(held.getResources());
        if (!Pages.hasPassed(set) || !adds) {
            return FoldStep.folded(
                    state,
                    "page",
                    "page " + page.number + " of " + page.total + " of one communication",
                    set.getEventId());
        }
        return Voices.isOlder(state, event)
                ? older(state)
                : judge(state, Pages.update(grown, union, event), scope, contentVersion);
    }

    /** An event that is neither a repeat nor old: a copy, a re-send, or news. */
    private FoldStep judge(FoldState state, OpsEvent event, String scope, String contentVersion) {
        boolean redriven = Redriven.passedBefore(event);
        if (!redriven && Voices.isCopy(state, event)) {
            String lead = Voices.leadFormat(state);
            said(state, event, false);
            return FoldStep.folded(state, "copy", "said before by " + lead, state.getLastEventId());
        }
        if (!redriven && meaning(event).equals(state.getLastMeaning())) {
            // It says nothing new, but says it later: what is older than this re-send is old news.
            said(state, event, false);
            return FoldStep.folded(state, "unchanged", "nothing new since", state.getLastEventId());
        }
        if (!state.getOpen()) {
            state.setScope(scope);
            state.setContentVersion(contentVersion);
        }
        return pass(state, event);
    }

    private static FoldStep older(FoldState state) {
        return FoldStep.folded(state, "older-update", "a newer update is known", state.getLastEventId());
    }

    private static void said(FoldState state, OpsEvent event, boolean passed) {
        state.setRevision(Math.max(state.getRevision(), event.getRevision()));
        state.setVoices(Voices.after(state, event, passed));
    }

    private FoldState fresh(OpsEvent event, String scope, String contentVersion) {
        var state = FoldState.newBuilder()
                .setScope(scope)
                .setContentVersion(contentVersion)
                .setOccurrenceId("")
                .setOpen(false)
                .setRevision(Long.MIN_VALUE)
                .setSeverity(event.getSeverity())
                .setLastEventId(event.getEventId())
                .setLastMeaning("")
                .setTouchedAt(event.getArrivedAt().toEpochMilli())
                .build();
        remember(state, event.getDeliveryId(), event.getEventId());
        return state;
    }

    private FoldStep pass(FoldState state, OpsEvent event) {
        boolean opens = !state.getOpen() && isOpening(event.getStatus());
        if (opens) {
            state.setOccurrenceId(Occurrences.openedBy(event));
            state.setOpenings(flaps.after(state.getOpenings(), event));
        } else if (state.getOccurrenceId().isEmpty()) {
            state.setOccurrenceId(Occurrences.openedBy(event));
        }
        if (opens || event.getStatus() == EventStatus.RESOLVED) {
            state.setOpen(opens);
        }
        said(state, event, true);
        state.setSeverity(event.getSeverity());
        state.setLastEventId(event.getEventId());
        state.setLastMeaning(meaning(event));
        return FoldStep.passed(
                state,
                FoldedEvent.newBuilder()
                        .setEvent(event)
                        .setScope(state.getScope())
                        .setContentVersion(state.getContentVersion())
                        .setOccurrenceId(state.getOccurrenceId())
                        .setFlapCount(flaps.count(state.getOpenings(), event))
                        .build());
    }

    private static boolean isOpening(EventStatus status) {
        return status == EventStatus.OPEN || status == EventStatus.UPDATED;
    }

    private void remember(FoldState state, String deliveryId, String eventId) {
        var all = new ArrayList<>(state.getDeliveries());
        all.add(new Delivery(deliveryId, eventId));
        int surplus = Math.max(0, all.size() - settings.maxDeliveries());
        state.setDeliveries(surplus == 0 ? all : new ArrayList<>(all.subList(surplus, all.size())));
    }

    private static Optional<Delivery> delivery(FoldState state, String deliveryId) {
        return state.getDeliveries().stream()
                .filter(delivery -> delivery.getDeliveryId().equals(deliveryId))
                .findFirst();
    }

    /**
     * What a reader would call the content: a re-send with a new timestamp or counter says the same. Two changes in the same
     * words are two.
     */
    private static String meaning(OpsEvent event) {
        if (event.getKind() == EventKind.CHANGE) {
            return Ids.hash("change", event.getAttributes().getOrDefault("changeId", event.getEventId()));
        }
        return Ids.hash(
                event.getStatus().name(),
                String.valueOf(event.getSeverity()),
                event.getTitle(),
                event.getText(),
                String.join("\n", event.getResources()));
    }
}
