package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The life of the threads of one scope: signals open, join, resolve and reopen them, situations mark them,
 * time closes them. Values in, values out; the states passed in are never modified.
 */
public final class Threading {
    /** Members whose joining is a row of the changelog each. */
    private static final int EACH_TOLD = 64;

    /** What a situation says that is told of a thread only when all of it is over. */
    public static final String RECOVERY = "recovery";

    /** Marks the thread of an alarm storm among its situations. */
    public static final String STORM = Storm.SITUATION;

    /** The least urgent priority that pages. */
    private static final int LEAST_URGENT = 3;

    /** Situations whose own words a thread keeps. */
    private static final int MOST_RECOGNISED = 10;

    /** How long a flapping alarm must stay OK. */
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private final ThreadSettings settings;
    private final Joining joining;

    public Threading(ThreadSettings settings) {
        this.settings = settings;
        this.joining = new Joining(settings);
    }

    /** A signal joins the thread with the strongest evidence, or opens one, or (a recovery of nothing) is let go. */
    public ThreadStep onSignal(Collection<ThreadState> threads, Signal signal) {
        var match = joining.match(threads, signal);
        if (match.isPresent() && !Storm.sweeps(threads, match.get(), signal)) {
            var word = PersonsWord.of(signal.getEvent());
            return word.isPresent() ? said(match.get().thread, word.get(), signal) : join(match.get(), signal);
        }
        if (!Joining.opens(signal)) {
            return Storm.recovering(threads, signal)
                    .map(storm -> join(storm, JoinReason.STORM, signal))
                    .orElseGet(ThreadStep::nothing);
        }
        return Storm.of(threads, signal).map(storm -> join(storm, signal)).orElseGet(() -> open(signal));
    }

    /** A situation marks the thread that holds most of its events; the one that opened last among equals. */
    public ThreadStep onSituation(Collection<ThreadState> threads, Situation situation) {
        Optional<ThreadState> holder = threads.stream()
                .filter(thread -> held(thread, situation) > 0)
                .max(Comparator.<ThreadState>comparingLong(thread -> held(thread, situation))
                        .thenComparing(ThreadState::getOpenedAt)
                        .thenComparing(ThreadState::getThreadId));
        if (holder.isEmpty() || holder.get().getSituations().contains(situation.getType())) {
            return ThreadStep.nothing();
        }
        boolean isOver = holder.get().getStatus() == ThreadStatus.RESOLVED;
        if (situation.getType().equals(RECOVERY) && !(isOver && wokeSomebody(holder.get()))) {
            return ThreadStep.nothing();
        }
        List<ThreadState> united =
                situation.getUnites() && !isOver ? others(threads, holder.get(), situation) : List.of();
        var thread = next(
                united.isEmpty() ? holder.get() : Merging.into(holder.get(), united, settings),
                situation.getArrivedAt());
        var situations = new TreeSet<>(thread.getSituations());
        situations.add(situation.getType());
        thread.setSituations(new ArrayList<>(situations));
        thread.setRecognised(recognised(thread.getRecognised(), situation.getTitle()));
        int rise = Math.max(0, situation.getSeverity() - thread.getSeverity());
        thread.setSeverity(thread.getSeverity() + rise);
        Weighing.raise(thread, rise);
        var brought = bring(thread, situation);
        return ThreadStep.of(
                        thread,
                        List.of(Changes.UPDATED.of(thread, situation.getTitle(), thread.getUpdatedAt())),
                        brought)
                .after(merged(
                        united,
                        thread,
                        situation.getArrivedAt(),
                        situation.getType().replace('-', ' ')));
    }

    /** Who was not woken need not hear that it is over for good. */
    private static boolean wokeSomebody(ThreadState thread) {
        return thread.getPriority() <= LEAST_URGENT;
    }

    /** Further threads that hold events of the situation, as long as no runbook is at work on them. */
    private static List<ThreadState> others(Collection<ThreadState> threads, ThreadState holder, Situation situation) {
        return threads.stream()
                .filter(thread -> !thread.getThreadId().equals(holder.getThreadId()))
                .filter(thread -> thread.getStatus() != ThreadStatus.RESOLVED)
                .filter(thread -> thread.getStatus() != ThreadStatus.CLOSED)
                .filter(thread -> thread.getLadders().isEmpty())
                .filter(thread -> held(thread, situation) > 0)
                .sorted(Comparator.comparing(ThreadState::getOpenedAt).thenComparing(ThreadState::getThreadId))
                .collect(Collectors.toList());
    }

    private static List<String> recognised(List<String> known, String title) {
        if (known.contains(title)) {
            return known;
        }
        var all = new ArrayList<>(known);
        all.add(title);
        return all.size() > MOST_RECOGNISED ? new ArrayList<>(all.subList(1, all.size())) : all;
    }

    /** What the situation found beside the thread and no thread holds yet becomes part of this one. */
    private List<ThreadEvent> bring(ThreadState thread, Situation situation) {
        var rows = new ArrayList<ThreadEvent>();
        var members = new ArrayList<>(thread.getMembers());
        for (ThreadEvent brought : situation.getBrings()) {
            boolean isMember = members.stream().anyMatch(one -> one.getEventId().equals(brought.getEventId()));
            if (isMember) {
                continue;
            }
            members.add(Membership.member(brought));
            rows.add(Membership.row(thread, brought));
            thread.setEventCount(thread.getEventCount() + 1);
        }
        thread.setMembers(newest(members));
        return rows;
    }

    private List<ThreadMember> newest(List<ThreadMember> members) {
        int surplus = members.size() - settings.maxMembers();
        return surplus > 0 ? new ArrayList<>(members.subList(surplus, members.size())) : members;
    }

    /** Due at or before {@code now} (arrival time): a resolved thread closes, a silent one is closed as stale. */
    public ThreadStep onTime(ThreadState known, Instant now) {
        if (now.isBefore(due(known))) {
            return ThreadStep.nothing();
        }
        var thread = next(known, now);
        if (settles(known)) {
            thread.setStatus(ThreadStatus.RESOLVED);
            thread.setResolvedAt(now);
            return changed(thread, Changes.RESOLVED, "quiet for " + SETTLE.toMinutes() + " minutes");
        }
        thread.setStatus(ThreadStatus.CLOSED);
        String reason = known.getStatus() == ThreadStatus.RESOLVED
                ? "resolved, and quiet since"
                : "no news for " + settings.staleAfter().toHours() + " hours; never seen to resolve";
        return changed(thread, Changes.CLOSED, reason);
    }

    /** When time alone changes this thread next (arrival time). */
    public Instant due(ThreadState thread) {
        if (settles(thread)) {
            return thread.getUpdatedAt().plus(SETTLE);
        }
        Instant resolvedAt = thread.getResolvedAt();
        return thread.getStatus() == ThreadStatus.RESOLVED && resolvedAt != null
                ? resolvedAt.plus(settings.reopenWindow())
                : lastNews(thread).plus(settings.staleAfter());
    }

    /** A runbook that waits for its window keeps its thread until then. */
    private static Instant lastNews(ThreadState thread) {
        return thread.getLadders().stream()
                .filter(ladder -> ladder.getStatus() == LadderStatus.WAITING)
                .flatMap(ladder -> Optional.ofNullable(ladder.getWaitsUntil()).stream())
                .filter(thread.getUpdatedAt()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(thread.getUpdatedAt());
    }

    /** A flapping alarm is OK: over only once it has stayed so. */
    private static boolean settles(ThreadState thread) {
        return thread.getStatus() != ThreadStatus.RESOLVED && Joining.flaps(thread) && !OpenIdentities.waits(thread);
    }

    /** A person is needed: the row that says why. */
    public ThreadStep escalate(ThreadState known, String reason, Instant now) {
        return changed(next(known, now), Changes.ESCALATED, reason);
    }

    private ThreadStep open(Signal signal) {
        var event = signal.getEvent();
        var thread = ThreadState.newBuilder()
                .setThreadId(Ids.hash("thread", signal.getScope(), event.getIdentity(), event.getEventId()))
                .setScope(signal.getScope())
                .setStatus(ThreadStatus.OPEN)
                .setTitle(event.getTitle())
                .setSeverity(signal.getSeverity())
                .setPriority(5)
                .setService(signal.getService())
                .setOwner(signal.getOwner())
                .setCopies(signal.getCopies())
                .setAccount(event.getAccount())
                .setRegion(event.getRegion())
                .setContentVersion(signal.getContentVersion())
                .setOpenedAt(EventTimes.of(event))
                .setLastEventAt(EventTimes.of(event))
                .setUpdatedAt(event.getArrivedAt())
                .setVersion(1)
                .setEventCount(0)
                .setMembers(List.of())
                .setIdentities(List.of())
                .setResources(List.of())
                .setTenant(signal.getTenant())
                .setContacts(signal.getContacts())
                .setWeighedSeverity(signal.getSeverity())
                .setImpact(Weighing.impact(signal))
                .build();
        add(thread, signal, JoinReason.OPENED);
        Weighing.weigh(thread, signal);
        return ThreadStep.of(
                thread,
                List.of(Changes.OPENED.of(thread, event.getTitle(), event.getArrivedAt())),
                List.of(Membership.row(thread, signal, JoinReason.OPENED)));
    }

    private ThreadStep join(Joining.Match match, Signal signal) {
        return join(match.thread, match.reason, signal);
    }

    /** What the storm absorbs ends, and its own thread stands for it. */
    private ThreadStep join(Storm storm, Signal signal) {
        Instant now = signal.getEvent().getArrivedAt();
        var thread = Merging.into(storm.representative(), storm.absorbed(), settings);
        var situations = new TreeSet<>(thread.getSituations());
        situations.add(Storm.SITUATION);
        thread.setSituations(new ArrayList<>(situations));
        thread.setRecognised(recognised(thread.getRecognised(), Storm.TITLE));
        return join(thread, JoinReason.STORM, signal).after(merged(storm.absorbed(), thread, now, "an alarm storm"));
    }

    /** What another thread has taken in ends, and says where it went. */
    private List<ThreadStep> merged(List<ThreadState> absorbed, ThreadState into, Instant now, String why) {
        return absorbed.stream()
                .map(other -> {
                    var closed = next(other, now);
                    closed.setStatus(ThreadStatus.CLOSED);
                    return changed(closed, Changes.CLOSED, "merged into " + into.getThreadId() + ": " + why);
                })
                .collect(Collectors.toList());
    }

    private ThreadStep join(ThreadState known, JoinReason reason, Signal signal) {
        var event = signal.getEvent();
        if (reason == JoinReason.SAME_IDENTITY && onlyRepeatsFigures(known, signal)) {
            return ThreadStep.of(touched(known, event.getArrivedAt(), EventTimes.of(event)), List.of(), List.of());
        }
        var thread = next(known, event.getArrivedAt());
        add(thread, signal, reason);
        thread.setSeverity(Math.max(known.getSeverity(), signal.getSeverity()));
        Weighing.weigh(thread, signal);

        var rows = new ArrayList<ThreadChange>();
        boolean wasResolved = known.getStatus() == ThreadStatus.RESOLVED;
        boolean waits = OpenIdentities.waits(thread);
        if (wasResolved && waits) {
            thread.setStatus(ThreadStatus.OPEN);
            thread.setResolvedAt(null);
            thread.setAcknowledgedBy("");
            thread.setAcknowledgedAt(null);
            rows.add(Changes.REOPENED.of(thread, event.getTitle(), event.getArrivedAt()));
        } else if (!wasResolved && !waits && !Joining.flaps(thread)) {
            thread.setStatus(ThreadStatus.RESOLVED);
            thread.setResolvedAt(event.getArrivedAt());
            rows.add(Changes.RESOLVED.of(thread, event.getTitle(), event.getArrivedAt()));
        } else {
            boolean worse = thread.getSeverity() > known.getSeverity();
            if (worse || isWorthARow(thread.getEventCount())) {
                rows.add((worse ? Changes.UPDATED : Changes.JOINED).of(thread, event.getTitle(), event.getArrivedAt()));
            }
        }
        return ThreadStep.of(thread, rows, List.of(Membership.row(thread, signal, reason)));
    }

    /** A person's word is a member and changes what it says, nothing else: neither severity nor resources. */
    private ThreadStep said(ThreadState known, PersonsWord word, Signal signal) {
        Instant at = signal.getEvent().getArrivedAt();
        var thread = next(known, at);
        var members = new ArrayList<>(thread.getMembers());
        members.add(Membership.member(signal, JoinReason.NAMED));
        thread.setMembers(newest(members));
        thread.setEventCount(thread.getEventCount() + 1);
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

    /**
     * Each row repeats what the thread lists. One that has grown beyond that is told of at every eighth of its size; its
     * members all have rows of their own.
     */
    private static boolean isWorthARow(int eventCount) {
        return eventCount <= EACH_TOLD || eventCount % (Integer.highestOneBit(eventCount) / 8) == 0;
    }

    /** Adds the signal's event to the thread: member, identity, resources, span. */
    private void add(ThreadState thread, Signal signal, JoinReason reason) {
        var event = signal.getEvent();
        var members = new ArrayList<>(thread.getMembers());
        members.add(Membership.member(signal, reason));
        thread.setMembers(newest(members));
        thread.setEventCount(thread.getEventCount() + 1);
        OpenIdentities.join(thread, signal, settings.maxResources());
        thread.setResources(resources(thread.getResources(), event.getResources()));
        if (!joining.widens(thread, event)) {
            return;
        }
        Instant at = EventTimes.of(event);
        if (at.isBefore(thread.getOpenedAt())) {
            thread.setOpenedAt(at);
        }
        if (at.isAfter(thread.getLastEventAt())) {
            thread.setLastEventAt(at);
        }
    }

    /** Sorted; what the thread knows stays, new ones enter while there is room. */
    private List<String> resources(List<String> known, List<String> more) {
        var all = new TreeSet<>(known);
        more.stream().filter(resource -> all.size() < settings.maxResources()).forEach(all::add);
        return new ArrayList<>(all);
    }

    private static long held(ThreadState thread, Situation situation) {
        return thread.getIdentities().stream()
                .filter(identity -> situation.getIdentities().contains(identity.getIdentity()))
                .count();
    }

    /** A condition that stays met tells its newest figures: verification needs them, the story does not. */
    private static boolean onlyRepeatsFigures(ThreadState known, Signal signal) {
        var event = signal.getEvent();
        return event.getKind() == EventKind.CONDITION
                && event.getStatus() == EventStatus.UPDATED
                && signal.getSeverity() <= known.getSeverity()
                && known.getIdentities().stream()
                        .anyMatch(open -> open.getOpen() && open.getIdentity().equals(event.getIdentity()));
    }

    /** The thread with news that is no row: the version stays. */
    private static ThreadState touched(ThreadState known, Instant arrivedAt, Instant at) {
        var thread = Copies.shallow(known, new ThreadState());
        thread.setUpdatedAt(arrivedAt.isAfter(known.getUpdatedAt()) ? arrivedAt : known.getUpdatedAt());
        thread.setLastEventAt(at.isAfter(known.getLastEventAt()) ? at : known.getLastEventAt());
        return thread;
    }

    private static ThreadState next(ThreadState known, Instant at) {
        var thread = Copies.shallow(known, new ThreadState());
        thread.setVersion(known.getVersion() + 1);
        thread.setUpdatedAt(at.isAfter(known.getUpdatedAt()) ? at : known.getUpdatedAt());
        return thread;
    }

    private static ThreadStep changed(ThreadState thread, Changes change, String reason) {
        return ThreadStep.of(thread, List.of(change.of(thread, reason, thread.getUpdatedAt())), List.of());
    }
}
