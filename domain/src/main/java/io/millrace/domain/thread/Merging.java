package io.millrace.domain.thread;

import io.millrace.domain.OpenIdentity;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.record.Copies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One thread out of several of a scope: it waits for all that they waited for, within the bounds of a thread. */
final class Merging {
    private Merging() {}

    /** A copy of the thread with what the others held; itself unchanged in version and status. */
    static ThreadState into(ThreadState known, List<ThreadState> others, ThreadSettings settings) {
        var thread = Copies.shallow(known, new ThreadState());
        var members = new ArrayList<ThreadMember>(known.getMembers());
        var identities = new TreeMap<String, OpenIdentity>();
        known.getIdentities().forEach(identity -> identities.put(identity.getIdentity(), identity));
        var resources = new TreeSet<String>(known.getResources());
        for (ThreadState other : others) {
            members.addAll(other.getMembers());
            other.getIdentities().forEach(identity -> identities.putIfAbsent(identity.getIdentity(), identity));
            resources.addAll(other.getResources());
            thread.setEventCount(thread.getEventCount() + other.getEventCount());
            OpenIdentities.absorb(thread, other);
            thread.setSeverity(Math.max(thread.getSeverity(), other.getSeverity()));
            Weighing.absorb(thread, other);
            if (other.getLastEventAt().isAfter(thread.getLastEventAt())) {
                thread.setLastEventAt(other.getLastEventAt());
            }
        }
        members.sort(Comparator.comparing(ThreadMember::getEventTime).thenComparing(ThreadMember::getEventId));
        thread.setMembers(Membership.newest(members, settings.maxMembers()));
        OpenIdentities.keep(thread, new ArrayList<>(identities.values()), settings.maxResources());
        thread.setResources(first(new ArrayList<>(resources), settings.maxResources()));
        return thread;
    }

    /** What another thread has taken in ends, and says where it went. */
    static List<ThreadStep> ended(List<ThreadState> absorbed, ThreadState into, Instant now, String why) {
        return absorbed.stream()
                .map(other -> {
                    var closed = Versions.next(other, now);
                    closed.setStatus(ThreadStatus.CLOSED);
                    return Versions.changed(closed, Changes.CLOSED, "merged into " + into.getThreadId() + ": " + why);
                })
                .collect(Collectors.toList());
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.size() <= most ? all : new ArrayList<>(all.subList(0, most));
    }
}
