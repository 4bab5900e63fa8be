package io.millrace.domain.fold;

import io.millrace.domain.Delivery;
import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one identity. An exact repeat, an update older than what is known and a re-send that
 * says nothing new are folded into the event they repeat; everything else passes, with the scope and content
 * version that its opening got, so that an OK finds the thread of its ALARM also across a catalog change.
 */
public final class Folding {
    private final FoldSettings settings;

    public Folding(FoldSettings settings) {
        this.settings = settings;
    }

    /**
     * @param known state of the event's identity, null when it is new; never modified
     * @param scope scope by the catalog as of this event; used only when the identity is not open
     */
    public FoldStep fold(@Nullable FoldState known, OpsEvent event, String scope, String contentVersion) {
        if (known == null) {
            return pass(fresh(event, scope, contentVersion), event);
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
        remember(state, event);
        if (event.getRevision() < known.getRevision()) {
            return FoldStep.folded(state, "older-update", "a newer update is known", known.getLastEventId());
        }
        if (meaning(event).equals(known.getLastMeaning())) {
            // It says nothing new, but says it later: what is older than this re-send is old news.
            state.setRevision(event.getRevision());
            return FoldStep.folded(state, "unchanged", "nothing new since", known.getLastEventId());
        }
        if (!known.getOpen()) {
            state.setScope(scope);
            state.setContentVersion(contentVersion);
        }
        return pass(state, event);
    }

    private FoldState fresh(OpsEvent event, String scope, String contentVersion) {
        var state = FoldState.newBuilder()
                .setScope(scope)
                .setContentVersion(contentVersion)
                .setOccurrenceId("")
                .setOpen(false)
                .setRevision(event.getRevision())
                .setSeverity(event.getSeverity())
                .setLastEventId(event.getEventId())
                .setLastMeaning("")
                .setTouchedAt(event.getArrivedAt().toEpochMilli())
                .build();
        remember(state, event);
        return state;
    }

    private FoldStep pass(FoldState state, OpsEvent event) {
        boolean opens = !state.getOpen() && isOpening(event.getStatus());
        if (opens) {
            state.setOccurrenceId(Ids.hash("occurrence", event.getIdentity(), event.getEventId()));
            state.setOpenings(openings(state.getOpenings(), at(event)));
        } else if (state.getOccurrenceId().isEmpty()) {
            state.setOccurrenceId(Ids.hash("occurrence", event.getIdentity(), event.getEventId()));
        }
        if (opens || event.getStatus() == EventStatus.RESOLVED) {
            state.setOpen(opens);
        }
        state.setRevision(event.getRevision());
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
                        .setFlapCount(Math.max(1, flaps(state, event)))
                        .build());
    }

    private static boolean isOpening(EventStatus status) {
        return status == EventStatus.OPEN || status == EventStatus.UPDATED;
    }

    private int flaps(FoldState state, OpsEvent event) {
        long from = at(event) - settings.flapWindow().toMillis();
        return (int) state.getOpenings().stream().filter(at -> at > from).count();
    }

    /** A marked future event counts where it arrived: it must not push real openings out of the window. */
    private static long at(OpsEvent event) {
        return (event.getFuture() ? event.getArrivedAt() : event.getEventTime()).toEpochMilli();
    }

    private List<Long> openings(List<Long> known, long at) {
        var all = new ArrayList<>(known);
        all.add(at);
        long from = at - settings.flapWindow().toMillis();
        all.removeIf(opening -> opening <= from);
        return newest(all, settings.maxDeliveries());
    }

    private void remember(FoldState state, OpsEvent event) {
        var all = new ArrayList<>(state.getDeliveries());
        all.add(new Delivery(event.getDeliveryId(), event.getEventId()));
        state.setDeliveries(newest(all, settings.maxDeliveries()));
    }

    private static <T> List<T> newest(List<T> all, int most) {
        return all.size() <= most ? all : new ArrayList<>(all.subList(all.size() - most, all.size()));
    }

    private static Optional<Delivery> delivery(FoldState state, String deliveryId) {
        return state.getDeliveries().stream()
                .filter(delivery -> delivery.getDeliveryId().equals(deliveryId))
                .findFirst();
    }

    /** What a reader would call the content: a re-send with a new timestamp or counter says the same. */
    private static String meaning(OpsEvent event) {
        return Ids.hash(
                event.getStatus().name(),
                String.valueOf(event.getSeverity()),
                event.getTitle(),
                event.getText(),
                String.join("\n", event.getResources()));
    }
}
