package io.millrace.domain.report;

import io.millrace.domain.CalledTier;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What happened when, from a thread's facts: how it began and how it ended where not all of it fits. */
final class Timeline {
    static final int MOST = 80;
    private static final int OF_BEGINNING = 40;

    private static final Comparator<TimelineEntry> IN_TIME = Comparator.comparing(TimelineEntry::getHappenedAt)
            .thenComparing(TimelineEntry::getWhat)
            .thenComparing(TimelineEntry::getRecordId)
            .thenComparing(TimelineEntry::getText);

    private final List<TimelineEntry> entries = new ArrayList<>();

    private final String threadId;

    /** @param threadId whose record it is: facts of others are of threads that were merged into it */
    Timeline(CaseFile file, String threadId) {
        this.threadId = threadId;
        changes(file.changes());
        file.pages().forEach(this::page);
        file.commands().forEach(this::command);
        file.outcomes().forEach(this::outcome);
        file.calls().forEach(this::call);
        file.acts().forEach(this::act);
        file.links().forEach(this::link);
        entries.sort(IN_TIME);
    }

    /** The first and the last of what happened. */
    List<TimelineEntry> bounded() {
        if (entries.size() <= MOST) {
            return entries;
        }
        var kept = new ArrayList<>(entries.subList(0, OF_BEGINNING));
        kept.addAll(entries.subList(entries.size() - (MOST - OF_BEGINNING), entries.size()));
        return kept;
    }

    int omitted() {
        return Math.max(0, entries.size() - MOST);
    }

    private void changes(List<ThreadChange> changes) {
        var known = new TreeSet<String>();
        for (ThreadChange change : changes) {
            for (String situation : change.getSituations()) {
                if (known.add(situation)) {
                    add(change.getArrivedAt(), "SITUATION", situation, change.getChangeId());
                }
            }
            String what = change.getChange();
            boolean isNews = !what.equals("UPDATED") || !change.getSituations().contains(change.getReason());
            if (isNews) {
                add(
                        what.equals("OPENED") ? change.getOpenedAt() : change.getArrivedAt(),
                        what,
                        change.getReason(),
                        change.getChangeId());
            }
        }
    }

    private void page(Page page) {
        add(
                page.getArrivedAt(),
                "PAGED",
                page.getOwner() + ", P" + page.getPriority() + of(page.getThreadId()),
                page.getPageId());
    }

    private void command(Command command) {
        boolean refused = command.getStatus() == CommandStatus.REFUSED;
        String what = refused
                ? "REFUSED"
                : command.getStatus() == CommandStatus.GRANTED
                        ? command.getMode().equals(ShadowGrade.MODE) ? "SHADOWED" : "REQUESTED"
                        : command.getStatus().name();
        add(
                command.getArrivedAt(),
                what,
                command.getRunbook()
                        + (command.getDiagnosis() ? " diagnosis, " : " rung " + (command.getRung() + 1) + ", ")
                        + command.getStep() + " on " + command.getTarget() + of(command.getThreadId()) + ": "
                        + command.getReason(),
                command.getCommandId());
    }

    private void outcome(Outcome outcome) {
        add(
                outcome.getArrivedAt(),
                outcome.getOutcome(),
                outcome.getDetail() + of(outcome.getThreadId()),
                outcome.getCommandId());
    }

    private void call(CalledTier call) {
        String called = call.getContacts().isEmpty() ? "" : " (" + String.join(", ", call.getContacts()) + ")";
        add(
                call.getArrivedAt(),
                "ESCALATED",
                call.getReason() + ": " + call.getAudience() + called + of(call.getThreadId()),
                call.getNotificationId());
    }

    /** Where it was said of a thread that was merged into this one. */
    private String of(String said) {
        return said.equals(threadId) ? "" : ", of " + said + " before it was merged";
    }

    private void act(ThreadAct act) {
        String what = act.getAct().equals("CALLED") && act.getOwn() ? "EXECUTED" : act.getAct();
        String who = act.getWho().isEmpty() ? "" : " (" + act.getWho() + ")";
        add(act.getEventTime(), what, act.getText() + who, act.getEventId());
    }

    private void link(ThreadLink link) {
        add(link.getArrivedAt(), "LINKED", link.getReason() + ": " + link.getParentTitle(), link.getLinkId());
    }

    private void add(Instant at, String what, String text, String recordId) {
        entries.add(new TimelineEntry(at, what, Bounded.text(text), recordId));
    }
}
