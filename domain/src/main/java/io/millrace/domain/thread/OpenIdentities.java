package io.millrace.domain.thread;

import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.time.EventTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a thread waits for: the identities of its events, open until each has resolved; bounded, and beyond that counted. */
final class OpenIdentities {
    private OpenIdentities() {}

    /** Whether anything that the thread waits for has not recovered. */
    static boolean wait(ThreadState thread) {
        return thread.getUntracked() > 0 || thread.getIdentities().stream().anyMatch(OpenIdentity::getOpen);
    }

    /** The thread once the signal has joined: what it opens is waited for, also beyond {@code most} identities. */
    static void join(ThreadState thread, Signal signal, int most) {
        List<OpenIdentity> known = thread.getIdentities();
        boolean isKnown = known.stream()
                .anyMatch(identity ->
                        identity.getIdentity().equals(signal.getEvent().getIdentity()));
        boolean resolves = signal.getEvent().getStatus() == EventStatus.RESOLVED;
        if (!isKnown && resolves && thread.getUntracked() > 0) {
            thread.setUntracked(thread.getUntracked() - 1);
        }
        keep(thread, after(known, signal), most);
    }

    /** The thread with these identities, as many of them as it may list. */
    static void keep(ThreadState thread, List<OpenIdentity> all, int most) {
        var kept = new ArrayList<>(all);
        // The oldest settled identities go first when a thread outgrows its bound.
        while (kept.size() > most) {
            OpenIdentity gone = kept.remove(oldestSettled(kept));
            if (gone.getOpen()) {
                thread.setUntracked(thread.getUntracked() + 1);
            }
        }
        thread.setIdentities(kept);
    }

    /** The identities once the signal has joined; an identity that it neither opens nor knows stays out. */
    private static List<OpenIdentity> after(List<OpenIdentity> known, Signal signal) {
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
