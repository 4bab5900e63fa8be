package io.millrace.domain.report;

import io.millrace.domain.CalledTier;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Incident;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.Problem;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.record.Copies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of the other stages' rows a post-incident record rests on, by the thread that it is about. */
public final class Facts {
    private static final Set<String> TOLD = Set.of("OPENED", "UPDATED", "RESOLVED", "REOPENED", "CLOSED", "ESCALATED");
    private static final int MOST_RESOURCES = 20;
    private static final int MOST_CONTACTS = 20;

    private Facts() {}

    /** A change that is more than a member; its members are those that may be the root. */
    public static Optional<ReportFact> of(ThreadChange change) {
        if (!TOLD.contains(change.getChange())) {
            return Optional.empty();
        }
        var slim = Copies.shallow(change, new ThreadChange());
        slim.setMembers(RootHypothesis.candidates(change.getMembers()));
        slim.setResources(new ArrayList<>(Bounded.first(change.getResources(), MOST_RESOURCES)));
        slim.setTitle(Bounded.text(change.getTitle()));
        slim.setReason(Bounded.text(change.getReason()));
        return fact(
                change.getThreadId(),
                "change:" + change.getChangeId(),
                change.getArrivedAt(),
                draft -> draft.setChange(slim));
    }

    /** A page that went out. */
    public static Optional<ReportFact> of(Page page) {
        return page.getDecision() == PageDecision.PAGED
                ? fact(
                        page.getThreadId(),
                        "page:" + page.getPageId(),
                        page.getArrivedAt(),
                        draft -> draft.setPage(page))
                : Optional.empty();
    }

    /** What the guard answered. */
    public static Optional<ReportFact> of(Command command) {
        return command.getStatus() == CommandStatus.PROPOSED
                ? Optional.empty()
                : fact(
                        command.getThreadId(),
                        "command:" + command.getCommandId() + ":" + command.getStatus(),
                        command.getArrivedAt(),
                        draft -> draft.setCommand(command));
    }

    /** What came of a command; an executor that names no thread is known by its command only. */
    public static Optional<ReportFact> of(Outcome outcome) {
        return fact(
                outcome.getThreadId(),
                "outcome:" + outcome.getEventId(),
                outcome.getArrivedAt(),
                draft -> draft.setOutcome(outcome));
    }

    /** What explains the thread. */
    public static Optional<ReportFact> of(ThreadLink link) {
        return fact(link.getChildId(), "link:" + link.getLinkId(), link.getArrivedAt(), draft -> draft.setLink(link));
    }

    /** The problem that the thread which has just closed is a return of. */
    public static Optional<ReportFact> of(Problem problem) {
        List<String> threads = problem.getThreadIds();
        return threads.isEmpty()
                ? Optional.empty()
                : fact(
                        threads.get(threads.size() - 1),
                        "problem:" + problem.getProblemId(),
                        problem.getArrivedAt(),
                        draft -> draft.setProblem(problem));
    }

    /** What the thread looked like. */
    public static Optional<ReportFact> of(Incident incident) {
        return fact(
                incident.getThreadId(),
                "incident:" + incident.getSignature(),
                incident.getArrivedAt(),
                draft -> draft.setIncident(incident));
    }

    /** What somebody did. */
    public static Optional<ReportFact> of(ThreadAct act) {
        return fact(act.getThreadId(), "act:" + act.getEventId(), act.getArrivedAt(), draft -> draft.setAct(act));
    }

    /** A tier of people that was called as time passed; updates inform, and are no part of the record. */
    public static Optional<ReportFact> of(Notification notification) {
        if (notification.getKind() != NotificationKind.ESCALATION) {
            return Optional.empty();
        }
        var call = CalledTier.newBuilder()
                .setNotificationId(notification.getNotificationId())
                .setThreadId(notification.getThreadId())
                .setReason(notification.getReason())
                .setAudience(Bounded.name(notification.getAudience()))
                .setContacts(new ArrayList<>(Bounded.first(notification.getContacts(), MOST_CONTACTS)))
                .setArrivedAt(notification.getArrivedAt())
                .build();
        return fact(
                notification.getThreadId(),
                "call:" + notification.getNotificationId(),
                notification.getArrivedAt(),
                draft -> draft.setCall(call));
    }

    /** The kind of a fact: `change`, `page`, ... */
    public static String kind(ReportFact fact) {
        return fact.getFactId().substring(0, fact.getFactId().indexOf(':'));
    }

    private interface Filling {
        ReportFact.Builder into(ReportFact.Builder draft);
    }

    private static Optional<ReportFact> fact(String threadId, String factId, Instant arrivedAt, Filling filling) {
        if (threadId.isEmpty()) {
            return Optional.empty();
        }
        var draft =
                ReportFact.newBuilder().setThreadId(threadId).setFactId(factId).setArrivedAt(arrivedAt);
        return Optional.of(filling.into(draft).build());
    }
}
