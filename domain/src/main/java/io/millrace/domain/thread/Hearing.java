package io.millrace.domain.thread;

import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A person's word about a thread is a member and changes what it says, nothing else: neither severity nor resources. */
final class Hearing {
    private Hearing() {}

    /** @param most members that a thread lists */
    static ThreadStep of(ThreadState known, PersonsWord word, Signal signal, int most) {
        Instant at = signal.getEvent().getArrivedAt();
        var thread = Versions.next(known, at);
        Membership.add(thread, List.of(Membership.member(signal, JoinReason.NAMED)), most);
        Changes change = known.getStatus() == ThreadStatus.RESOLVED ? Changes.JOINED : apply(word, thread, at);
        String reason = change == Changes.JOINED ? signal.getEvent().getTitle() : word.sentence(words(change, word));
        return ThreadStep.of(
                thread,
                List.of(change.of(thread, reason, thread.getUpdatedAt())),
                List.of(Membership.row(thread, signal, JoinReason.NAMED)));
    }

    /** Of several who take it on the first counts; what changes nothing is a row of a member. */
    private static Changes apply(PersonsWord word, ThreadState thread, Instant at) {
        switch (word.verb()) {
            case ACKNOWLEDGE:
                return acknowledge(word, thread, at) ? Changes.ACKNOWLEDGED : Changes.JOINED;
            case DIAGNOSE:
                acknowledge(word, thread, at);
                return Changes.DIAGNOSED;
            case REASSIGN:
                return reassign(word, thread) ? Changes.REASSIGNED : Changes.JOINED;
            default:
                thread.setStatus(ThreadStatus.CLOSED);
                thread.setDischargedBy(word.by());
                return Changes.CLOSED;
        }
    }

    private static boolean acknowledge(PersonsWord word, ThreadState thread, Instant at) {
        if (!thread.getAcknowledgedBy().isEmpty()) {
            return false;
        }
        thread.setAcknowledgedBy(word.by());
        thread.setAcknowledgedAt(at);
        if (thread.getStatus() == ThreadStatus.OPEN) {
            thread.setStatus(ThreadStatus.TRIAGED);
        }
        return true;
    }

    /** One owner; whoever loses the thread stays in copy. Nobody of the new team has taken it on yet. */
    private static boolean reassign(PersonsWord word, ThreadState thread) {
        if (thread.getOwner().equals(word.owner())) {
            return false;
        }
        var copies = new TreeSet<>(thread.getCopies());
        copies.add(thread.getOwner());
        copies.remove(word.owner());
        copies.remove("");
        thread.setCopies(new ArrayList<>(copies));
        thread.setOwner(word.owner());
        thread.setAcknowledgedBy("");
        thread.setAcknowledgedAt(null);
        if (thread.getStatus() == ThreadStatus.TRIAGED) {
            thread.setStatus(ThreadStatus.OPEN);
        }
        return true;
    }

    private static String words(Changes change, PersonsWord word) {
        switch (change) {
            case ACKNOWLEDGED:
                return "acknowledged";
            case DIAGNOSED:
                return "diagnosed";
            case REASSIGNED:
                return "reassigned to " + word.owner();
            default:
                return "discharged";
        }
    }
}
