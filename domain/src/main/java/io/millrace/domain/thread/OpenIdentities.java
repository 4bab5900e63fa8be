package io.millrace.domain.thread;

import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Signal;
import io.millrace.domain.time.EventTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a thread waits for: the identities of its events, open until each has resolved; bounded. */
final class OpenIdentities {
    private OpenIdentities() {}

    /** The identities once the signal has joined; an identity that it neither opens nor knows stays out. */
    static List<OpenIdentity> after(List<OpenIdentity> known, Signal signal, int most) {
        var event = signal.getEvent();
        var all = new ArrayList<OpenIdentity>();
        @Nullable OpenIdentity same = null;
        for (OpenIdentity identity : known) {
            if (identity.getIdentity().equals(event.getIdentity())) {
                same = identity;
            } else {
                all.add(identity);
            }
        }
        boolean opens = Joining.opens(signal);
        boolean resolves = event.getStatus() == EventStatus.RESOLVED;
        if (same == null && !opens) {
            return known;
        }
        boolean open = opens || (same != null && same.getOpen() && !resolves);
        all.add(new OpenIdentity(
                event.getIdentity(),
                signal.getOccurrenceId(),
                same == null ? event.getKind() : same.getKind(),
                open,
                same != null && (same.getOpen() || !opens) ? same.getSince() : EventTimes.of(event),
                Subject.series(event),
                signal.getService(),
                signal.getDependsOn(),
                Subject.isWide(event)));
        // The oldest settled identities go first when a thread outgrows its bound.
        while (all.size() > most) {
            all.remove(oldestSettled(all));
        }
        return all;
    }

    private static int oldestSettled(List<OpenIdentity> all) {
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).getOpen()) {
                return i;
            }
        }
        return 0;
    }
}
