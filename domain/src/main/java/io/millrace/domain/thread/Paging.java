package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.PageInput;
import io.millrace.domain.PagedThread;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is paged. A thread asks for a page when it is P1 to P3 for the first time, and when it comes back as such. It gets one
 * unless a thread that explains it (in another scope: links) is open and has been paged for trouble at least as urgent: one cause,
 * one page. What was withheld is decided anew when it becomes more urgent, and when its explanation has been over for
 * {@link #GRACE} while it is not. What comes back within {@link #GRACE} of its own page is withheld until then, and what is
 * known to flap by then for as long as that lasts: who was paged is still up. P1 and P2 are paged at once; a P3 that is over within
 * {@link #PASSES} is nobody's page, nor one that flaps for less than {@link #FLAPS_ENOUGH}; and it waits until people are at work where
 * their {@link Hours} say so, once: what cannot be found out, or was given up meanwhile, is paged. Pure; what it remembers is given.
 */
public final class Paging {
    /** Dependants recover after what they depend on: so long they may take. */
    static final Duration GRACE = Duration.ofMinutes(15);

    /** What is P3 and over by itself by then is no reason to get up. */
    static final Duration PASSES = Duration.ofMinutes(5);

    /** A P3 that has flapped for so long is looked at: it does not settle by itself. */
    static final Duration FLAPS_ENOUGH = Duration.ofHours(2);

    /** Threads are closed as stale long before: what is older than this is what nobody will ask for again. */
    static final Duration MEMORY = Duration.ofDays(7);

    private static final int LEAST_URGENT = 3;
    /** P1 and P2 alike have somebody look now. */
    private static final int AT_ONCE = 2;

    private static final int MOST_RELATED = 100;

    private static final String BACK_SOON = "back-soon";
    /** Withheld because it may be over soon. */
    private static final String MAY_PASS = "may-pass";
    /** Asked by a thread that is known to flap: it stays open until it has been quiet, and was paged when it began. */
    private static final String FLAPS = "flaps";
    /** Withheld because its people are not at work. */
    private static final String OFF_HOURS = "off-hours";
    /** Over because nothing was heard of it for long; it was never seen to end. */
    private static final String GIVEN_UP = "given-up";

    /** What is remembered of threads, by id. */
    public interface Memory {
        /** What is known of a thread; null for nothing. */
        @Nullable
        PagedThread get(String threadId);

        /** Remembers it from now on. */
        void put(PagedThread thread);
    }

    /** When the people of a thread may be paged for what waits for them. */
    public interface Hours {
        /** At any hour. */
        Hours ANY = (thread, wanted, now) -> now;

        /** {@code now}, or when they are at work next. What it throws is as if it said {@code now}. */
        Instant from(PagedThread thread, Page wanted, Instant now);
    }

    private final Memory memory;
    private final Hours hours;

    public Paging(Memory memory, Hours hours) {
        this.memory = memory;
        this.hours = hours;
    }

    /** What a change of a thread has to say about pages, and what it takes to know its people's hours. */
    public static Optional<PageInput> input(ThreadChange change) {
        return asked(change).map(page -> PageInput.newBuilder()
                .setPage(page)
                .setContentVersion(change.getContentVersion())
                .setSecurity(change.getMembers().stream().anyMatch(member -> member.getKind() == EventKind.SECURITY))
                .build());
    }

    /** What a change of a thread has to say about pages: that one is wanted, or that the thread is over; empty for neither. */
    public static Optional<Page> asked(ThreadChange change) {
        boolean isOver = change.getStatus() == ThreadStatus.RESOLVED || change.getStatus() == ThreadStatus.CLOSED;
        boolean isNews = !change.getChange().equals(Changes.OPEN_AT_END.name());
        if (!isNews || !isOver && change.getPriority() > LEAST_URGENT) {
            return Optional.empty();
        }
        return Optional.of(new Page(
                Ids.hash("page", change.getChangeId()),
                change.getThreadId(),
                change.getVersion(),
                isOver ? PageDecision.OVER : PageDecision.WANTED,
                reason(change),
                "",
                change.getTitle(),
                change.getSeverity(),
                change.getPriority(),
                change.getService(),
                change.getOwner(),
                change.getContacts(),
                change.getScope(),
                change.getTenant(),
                change.getArrivedAt()));
    }

    private static String reason(ThreadChange change) {
        if (change.getStatus() == ThreadStatus.CLOSED && Ending.of(change) == Ending.STALE) {
            return GIVEN_UP;
        }
        if (change.getChange().equals(Changes.REOPENED.name())) {
            return "reopened";
        }
        return change.getSituations().contains(Joining.FLAPPING) ? FLAPS : "urgent";
    }

    /** Remembers what an input says of its thread beside the page. */
    public void hear(PageInput input, Instant now) {
        Page page = input.getPage();
        if (page != null) {
            PagedThread thread = known(page.getThreadId(), now);
            if (!input.getContentVersion().isEmpty()) {
                thread.setContentVersion(input.getContentVersion());
            }
            thread.setSecurity(thread.getSecurity() || input.getSecurity());
            memory.put(thread);
        }
    }

    /**
     * Decides one slot. Causes before what they explain, so that neither the order of delivery nor the hash of an id says who is
     * paged.
     *
     * @param links found in the slot
     * @param asked of each thread, in order of its versions
     * @param again threads whose page was withheld until now
     * @param now end of the slot
     * @return pages and what was withheld, each decided once
     */
    public List<Page> decide(List<ThreadLink> links, List<Page> asked, List<String> again, Instant now) {
        links.forEach(link -> link(link, now));
        var wanted = new TreeMap<String, Page>();
        for (Page page : asked) {
            if (page.getDecision() == PageDecision.OVER) {
                wanted.remove(page.getThreadId());
                end(page, now);
            } else if (isNews(page, now)) {
                wanted.put(page.getThreadId(), page);
            }
        }
        for (String threadId : again) {
            PagedThread thread = memory.get(threadId);
            if (thread != null && isDue(thread, now)) {
                wanted.putIfAbsent(threadId, thread.getPage());
            }
        }
        var decided = new ArrayList<Page>();
        wanted.values().stream()
                .sorted(Comparator.comparingInt(
                                (Page page) -> ancestors(page.getThreadId()).size())
                        .thenComparing(Page::getPriority)
                        .thenComparing(Page::getArrivedAt)
                        .thenComparing(Page::getThreadId))
                .forEach(page -> decided.add(answer(page, now)));
        return decided;
    }

    /** When the thread must be looked at again; empty when it can be forgotten now. */
    public static Optional<Instant> nextLook(PagedThread thread, Instant now) {
        Instant forgottenAt = thread.getTouchedAt().plus(MEMORY);
        if (!forgottenAt.isAfter(now)) {
            return Optional.empty();
        }
        Instant againAt = thread.getAgainAt();
        return Optional.of(againAt != null && againAt.isAfter(now) ? againAt : forgottenAt);
    }

    private static boolean isDue(PagedThread thread, Instant now) {
        return thread.getAgainAt() != null
                && !thread.getAgainAt().isAfter(now)
                && thread.getPage() != null
                && thread.getPage().getDecision() == PageDecision.WITHHELD;
    }

    private void link(ThreadLink link, Instant now) {
        PagedThread child = known(link.getChildId(), now);
        child.setParents(with(child.getParents(), link.getParentId()));
        memory.put(child);
    }

    /** Whether this asks for a decision: a page once given stands, a withheld one is asked for again when it is more urgent. */
    private boolean isNews(Page page, Instant now) {
        PagedThread thread = known(page.getThreadId(), now);
        Page before = thread.getPage();
        boolean isFirst = before == null || before.getDecision() == PageDecision.OVER;
        if (!isFirst && before.getDecision() == PageDecision.PAGED) {
            thread.setPage(
                    Page.newBuilder(before).setPriority(page.getPriority()).build());
            memory.put(thread);
            return false;
        }
        if (!isFirst && page.getReason().equals(FLAPS)) {
            if (before.getReason().equals(BACK_SOON)) {
                thread.setAgainAt(null);
            } else if (before.getReason().equals(MAY_PASS)) {
                thread.setAgainAt(before.getArrivedAt().plus(FLAPS_ENOUGH));
            }
        }
        memory.put(thread);
        return isFirst || before.getDecision() == PageDecision.WANTED || page.getPriority() < before.getPriority();
    }

    private void end(Page over, Instant now) {
        PagedThread thread = known(over.getThreadId(), now);
        if (!isStillOwed(thread, over)) {
            thread.setPage(over);
            thread.setAgainAt(null);
        }
        List<String> effects = thread.getWithheld();
        thread.setWithheld(List.of());
        memory.put(thread);
        for (String effectId : effects) {
            PagedThread effect = memory.get(effectId);
            Page page = effect == null ? null : effect.getPage();
            if (effect != null
                    && page != null
                    && page.getDecision() == PageDecision.WITHHELD
                    && page.getExplainedBy().equals(over.getThreadId())) {
                effect.setAgainAt(now.plus(GRACE));
                memory.put(effect);
            }
        }
    }

    /** What waits for people to be at work is told to them then, unless it was seen to end. */
    private static boolean isStillOwed(PagedThread thread, Page over) {
        Page page = thread.getPage();
        return over.getReason().equals(GIVEN_UP)
                && page != null
                && page.getDecision() == PageDecision.WITHHELD
                && page.getReason().equals(OFF_HOURS);
    }

    private Page answer(Page wanted, Instant now) {
        PagedThread thread = known(wanted.getThreadId(), now);
        Optional<Instant> enough = enoughUntil(thread, wanted, now);
        boolean wasWithheld = wanted.getDecision() == PageDecision.WITHHELD;
        boolean isKnownToFlap = wanted.getReason().equals(FLAPS);
        Optional<Instant> passes = wasWithheld ? Optional.empty() : mayPassUntil(wanted, now);
        var answer = Page.newBuilder(wanted);
        if (wasWithheld) {
            answer.setPageId(Ids.hash("page-again", wanted.getPageId())).setArrivedAt(now);
        }
        Optional<String> cause = ancestors(wanted.getThreadId()).stream()
                .filter(id -> standsFor(id, wanted))
                .findFirst();
        boolean nothingElse = cause.isEmpty() && enough.isEmpty() && passes.isEmpty();
        Optional<Instant> worked = nothingElse ? workedFrom(thread, wanted, now) : Optional.empty();
        if (cause.isPresent()) {
            answer.setDecision(PageDecision.WITHHELD).setReason("explained").setExplainedBy(cause.get());
            PagedThread explaining = known(cause.get(), now);
            explaining.setWithheld(with(explaining.getWithheld(), wanted.getThreadId()));
            memory.put(explaining);
        } else if (enough.isPresent()) {
            answer.setDecision(PageDecision.WITHHELD).setReason(BACK_SOON).setExplainedBy("");
        } else if (passes.isPresent()) {
            answer.setDecision(PageDecision.WITHHELD)
                    .setReason(isKnownToFlap ? FLAPS : MAY_PASS)
                    .setExplainedBy("");
        } else if (worked.isPresent()) {
            answer.setDecision(PageDecision.WITHHELD).setReason(OFF_HOURS).setExplainedBy("");
        } else {
            answer.setDecision(PageDecision.PAGED);
            if (wasWithheld) {
                answer.setReason(stillOpen(wanted.getReason()));
            }
            thread.setPagedAt(now);
            thread.setPagedFor(wanted.getPriority());
        }
        thread.setPage(answer.build());
        if (cause.isPresent() || enough.isPresent() && isKnownToFlap) {
            thread.setAgainAt(null);
        } else {
            thread.setAgainAt(enough.or(() -> passes).or(() -> worked).orElse(null));
        }
        memory.put(thread);
        return thread.getPage();
    }

    private static String stillOpen(String withheldFor) {
        switch (withheldFor) {
            case BACK_SOON:
                return "still-open-after-coming-back";
            case MAY_PASS:
                return "lasts";
            case FLAPS:
                return "keeps-flapping";
            case OFF_HOURS:
                return "waited-for-hours";
            default:
                return "still-open-after-its-explanation";
        }
    }

    /** Until when what is asked for may still be over by itself; empty where somebody has to look at once. */
    private static Optional<Instant> mayPassUntil(Page wanted, Instant now) {
        if (wanted.getPriority() <= AT_ONCE) {
            return Optional.empty();
        }
        return Optional.of(now.plus(wanted.getReason().equals(FLAPS) ? FLAPS_ENOUGH : PASSES));
    }

    /** From when on its people are at work, where it waits for them; it waits once, and never where that cannot be found out. */
    private Optional<Instant> workedFrom(PagedThread thread, Page wanted, Instant now) {
        if (wanted.getPriority() <= AT_ONCE || wanted.getReason().equals(OFF_HOURS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(hours.from(thread, wanted, now)).filter(from -> from.isAfter(now));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Until when the thread's own last page is enough for what it asks for now: it is over no longer, and no more urgent. */
    private static Optional<Instant> enoughUntil(PagedThread thread, Page wanted, Instant now) {
        Instant pagedAt = thread.getPagedAt();
        if (pagedAt == null || thread.getPagedFor() > Math.max(wanted.getPriority(), AT_ONCE)) {
            return Optional.empty();
        }
        return Optional.of(pagedAt.plus(GRACE)).filter(until -> until.isAfter(now));
    }

    /** Whether the page of a cause is enough; one that stands for very many already is not. */
    private boolean standsFor(String causeId, Page wanted) {
        PagedThread cause = memory.get(causeId);
        Page page = cause == null ? null : cause.getPage();
        return cause != null
                && page != null
                && page.getDecision() == PageDecision.PAGED
                && page.getPriority() <= Math.max(wanted.getPriority(), AT_ONCE)
                && cause.getWithheld().size() < MOST_RELATED;
    }

    /** Threads that explain this one, nearest first, without it. */
    private LinkedHashSet<String> ancestors(String threadId) {
        var found = new LinkedHashSet<String>();
        var open = new ArrayList<String>(List.of(threadId));
        for (int i = 0; i < open.size() && found.size() < MOST_RELATED; i++) {
            PagedThread thread = memory.get(open.get(i));
            if (thread != null) {
                for (String parent : thread.getParents()) {
                    if (!parent.equals(threadId) && found.add(parent)) {
                        open.add(parent);
                    }
                }
            }
        }
        return found;
    }

    private PagedThread known(String threadId, Instant now) {
        PagedThread thread = memory.get(threadId);
        PagedThread known = thread == null
                ? PagedThread.newBuilder()
                        .setThreadId(threadId)
                        .setTouchedAt(now)
                        .build()
                : thread;
        known.setTouchedAt(now);
        return known;
    }

    private static List<String> with(List<String> ids, String id) {
        if (ids.contains(id) || ids.size() >= MOST_RELATED) {
            return ids;
        }
        var all = new ArrayList<>(ids);
        all.add(id);
        return all;
    }
}
