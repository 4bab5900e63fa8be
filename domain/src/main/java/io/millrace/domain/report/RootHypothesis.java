package io.millrace.domain.report;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.ThreadMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What probably began an incident, by the strongest evidence on record: a thread that explains this one, else the change that a
 * situation found before the first symptom, else the first sign itself. Names the row that decided; guesses nothing.
 */
final class RootHypothesis {
    private static final Comparator<ThreadMember> IN_TIME =
            Comparator.comparing(ThreadMember::getEventTime).thenComparing(ThreadMember::getEventId);

    /** The strongest link, then the oldest. */
    private static final Comparator<ThreadLink> STRONGEST = Comparator.comparing(ThreadLink::getWeight)
            .reversed()
            .thenComparing(ThreadLink::getArrivedAt)
            .thenComparing(ThreadLink::getLinkId);

    private final String sentence;
    private final String basis;
    private final String deciding;

    private RootHypothesis(String sentence, String basis, String deciding) {
        this.sentence = sentence;
        this.basis = basis;
        this.deciding = deciding;
    }

    static RootHypothesis of(List<ThreadLink> links, List<ThreadChange> changes) {
        Optional<ThreadLink> parent = links.stream().min(STRONGEST);
        if (parent.isPresent()) {
            return linked(parent.get());
        }
        List<ThreadMember> known =
                changes.stream().flatMap(change -> change.getMembers().stream()).collect(Collectors.toList());
        ThreadMember sign = first(known, false);
        ThreadMember change = first(known, true);
        if (change != null) {
            return changed(change, sign);
        }
        return sign == null
                ? new RootHypothesis("", "", "")
                : new RootHypothesis(
                        "Nothing on record explains it; the first sign was \"" + Bounded.text(sign.getTitle()) + "\".",
                        "thread_events",
                        sign.getEventId());
    }

    /** The members that may decide: the first sign of trouble, and the first change that a situation brought. */
    static List<ThreadMember> candidates(List<ThreadMember> members) {
        var candidates = new ArrayList<ThreadMember>();
        ThreadMember sign = first(members, false);
        ThreadMember change = first(members, true);
        if (sign != null) {
            candidates.add(sign);
        }
        if (change != null) {
            candidates.add(change);
        }
        return candidates;
    }

    private static @Nullable ThreadMember first(List<ThreadMember> members, boolean changes) {
        return members.stream()
                .filter(member -> changes ? isBrought(member) : isTrouble(member))
                .min(IN_TIME)
                .orElse(null);
    }

    private static boolean isBrought(ThreadMember member) {
        return member.getKind() == EventKind.CHANGE && member.getReason().equals("situation");
    }

    private static boolean isTrouble(ThreadMember member) {
        switch (member.getKind()) {
            case CHANGE:
            case RECOVERY:
            case OUTCOME:
            case DECISION:
            case QUESTION:
            case TICK:
                return false;
            default:
                return member.getStatus() != EventStatus.RESOLVED;
        }
    }

    private static RootHypothesis linked(ThreadLink link) {
        String whose = link.getParentService().isEmpty() ? "" : " of " + link.getParentService();
        return new RootHypothesis(
                "\"" + Bounded.text(link.getParentTitle()) + "\"" + whose + " explains it ("
                        + link.getReason().replace('-', ' ') + ", " + Bounded.name(link.getKey()) + "); see thread "
                        + link.getParentId() + ".",
                "thread_links",
                link.getLinkId());
    }

    private static RootHypothesis changed(ThreadMember change, @Nullable ThreadMember sign) {
        long minutes = sign == null
                ? -1
                : Duration.between(change.getEventTime(), sign.getEventTime()).toMinutes();
        String before = minutes < 0 ? "" : " " + minutes + " min before the first sign";
        return new RootHypothesis(
                "The change \"" + Bounded.text(change.getTitle()) + "\"" + before + " led to it, by a situation.",
                "thread_events",
                change.getEventId());
    }

    /** One sentence; empty where nothing points at anything. */
    String sentence() {
        return sentence;
    }

    /** The table of the row that decided. */
    String basis() {
        return basis;
    }

    /** That row's id. */
    String deciding() {
        return deciding;
    }
}
