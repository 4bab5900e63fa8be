package io.millrace.domain.thread;

import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.EventTimes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a thread waits for: the identities of its events, open until each has resolved; bounded, and beyond that counted. */
final class OpenIdentities {
    /** Hashes of what is listed no longer, 16 KB: storms of thousands are known to the last alarm, larger ones counted. */
    static final int MOST_UNLISTED = 4_096;

    private OpenIdentities() {}

    /** Whether anything that the thread waits for has not recovered. */
    static boolean waits(ThreadState thread) {
        return !thread.getUnlisted().isEmpty()
                || thread.getUnnamed() > 0
                || thread.getIdentities().stream().anyMatch(OpenIdentity::getOpen);
    }

    /** What the unresolved among these threads wait for, as far as they list it. */
    static Set<String> of(Collection<ThreadState> threads) {
        var open = new HashSet<String>();
        for (ThreadState thread : threads) {
            if (isUnresolved(thread)) {
                for (OpenIdentity identity : thread.getIdentities()) {
                    if (identity.getOpen()) {
                        open.add(identity.getIdentity());
                    }
                }
            }
        }
        return open;
    }

    /** Whether an unresolved one of these threads lists the identity as open. */
    static boolean isOpen(Collection<ThreadState> threads, String identity) {
        for (ThreadState thread : threads) {
            if (isUnresolved(thread)) {
                for (OpenIdentity one : thread.getIdentities()) {
                    if (one.getOpen() && one.getIdentity().equals(identity)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isUnresolved(ThreadState thread) {
        return thread.getStatus() != ThreadStatus.RESOLVED && thread.getStatus() != ThreadStatus.CLOSED;
    }

    /** The thread once the signal has joined: what it opens is waited for, also beyond {@code most} identities. */
    static void join(ThreadState thread, Signal signal, int most) {
        List<OpenIdentity> known = thread.getIdentities();
        String identity = signal.getEvent().getIdentity();
        boolean isListed = known.stream().anyMatch(one -> one.getIdentity().equals(identity));
        if (!isListed && !forget(thread, identity)) {
            boolean resolves = signal.getEvent().getStatus() == EventStatus.RESOLVED;
            thread.setUnnamed(Math.max(0, thread.getUnnamed() - (resolves ? 1 : 0)));
        }
        keep(thread, after(known, signal), most);
    }

    /** What another thread waited for without listing it. */
    static void absorb(ThreadState thread, ThreadState other) {
        thread.setUnnamed(thread.getUnnamed() + other.getUnnamed());
        other.getUnlisted().forEach(hash -> unlist(thread, hash));
    }

    /** Whether the thread waits for the identity without listing it any more. */
    static boolean holdsUnlisted(ThreadState thread, String identity) {
        return !thread.getUnlisted().isEmpty() && thread.getUnlisted().contains(hash(identity));
    }

    private static boolean forget(ThreadState thread, String identity) {
        if (thread.getUnlisted().isEmpty()) {
            return false;
        }
        var known = SortedHashes.of(thread.getUnlisted());
        var rest = known.without(hash(identity));
        thread.setUnlisted(rest);
        return rest.size() < known.size();
    }

    private static void unlist(ThreadState thread, int hash) {
        if (thread.getUnlisted().size() >= MOST_UNLISTED) {
            thread.setUnnamed(thread.getUnnamed() + 1);
            return;
        }
        thread.setUnlisted(SortedHashes.of(thread.getUnlisted()).with(hash));
    }

    private static int hash(String identity) {
        return Integer.parseUnsignedInt(Ids.hash("identity", identity).substring(0, 8), 16);
    }

    /** The thread with these identities, as many of them as it may list. */
    static void keep(ThreadState thread, List<OpenIdentity> all, int most) {
        var kept = new ArrayList<>(all);
        // The oldest settled identities go first when a thread outgrows its bound.
        while (kept.size() > most) {
            OpenIdentity gone = kept.remove(oldestSettled(kept));
            if (gone.getOpen()) {
                unlist(thread, hash(gone.getIdentity()));
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
