package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.BusEvent;
import io.millrace.domain.CatalogGap;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.ContentAction;
import io.millrace.domain.ContentChange;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.Explanation;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.Problem;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.contract.DetailType;
import io.millrace.domain.id.Ids;
import io.millrace.operators.eventbridge.payload.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Millrace says on the bus, from what it decided. Ids derive from the content, so a repeat says the
 * same under the same id. An entry's time is the arrival of what caused it.
 */
public final class BusEvents {
    private static final Set<String> VERIFICATIONS =
            Set.of("FIXED", "HEALED", "NOT_FIXED", "MADE_WORSE", "UNVERIFIABLE");

    private BusEvents() {}

    /** The event for a change of a thread; empty for changes that only the lake is told (a member joined). */
    public static Optional<BusEvent> of(ThreadChange change) {
        return type(change).map(type -> {
            var id = Ids.hash(type.text(), change.getChangeId());
            var detail = Details.begin(id);
            ThreadDetail.write(change, change.getChange(), null, detail);
            if (type == DetailType.ESCALATION_RAISED) {
                // whom the owner's page would wake: the first tier
                detail.put("stage", "ladder");
                detail.put("tier", 1);
                detail.put("dueAt", change.getArrivedAt().toString());
                detail.set("messages", Messages.of(Notices.of(change)));
            }
            return event(id, type, change.getArrivedAt(), ThreadDetail.first(change.getResources()), detail);
        });
    }

    private static Optional<DetailType> type(ThreadChange change) {
        switch (change.getChange()) {
            case "OPENED":
                return Optional.of(DetailType.THREAD_OPENED);
            case "UPDATED":
            case "REOPENED":
            case "ACKNOWLEDGED":
            case "DIAGNOSED":
            case "REASSIGNED":
                return Optional.of(DetailType.THREAD_UPDATED);
            case "CLOSED":
                // Who was told that it resolved needs no second word; a thread given up as stale was never said to end.
                return change.getResolvedAt() == null ? Optional.of(DetailType.THREAD_UPDATED) : Optional.empty();
            case "RESOLVED":
                return Optional.of(DetailType.THREAD_RESOLVED);
            case "ESCALATED":
                return Optional.of(DetailType.ESCALATION_RAISED);
            default:
                return Optional.empty();
        }
    }

    /**
     * What is said of a change that somebody explained, or that nobody does: {@code Thread Updated} with the explanation, and the
     * ticket.
     *
     * @param explanation null for a change that nobody explains
     */
    public static List<BusEvent> told(ThreadChange change, @Nullable Explanation explanation) {
        BusEvent ticket = ticket(change, explanation);
        return explanation == null ? List.of(ticket) : List.of(explained(change, explanation), ticket);
    }

    /** {@code Thread Updated} with an explanation of the thread as it stood at that change. */
    static BusEvent explained(ThreadChange change, Explanation explanation) {
        var id = Ids.hash(DetailType.THREAD_UPDATED.text(), change.getChangeId(), explanation.getExplanationId());
        var detail = Details.begin(id);
        ThreadDetail.write(change, "EXPLAINED", explanation, detail);
        return event(
                id,
                DetailType.THREAD_UPDATED,
                explanation.getArrivedAt(),
                ThreadDetail.first(change.getResources()),
                detail);
    }

    /**
     * {@code Ticket Requested}: the thread as it stood at that change, in the words of the explanation. An explanation that
     * comes later for the same version is a later update.
     *
     * @param explanation null for a change that nobody explains, whose ticket keeps its text
     */
    static BusEvent ticket(ThreadChange change, @Nullable Explanation explanation) {
        var type = DetailType.TICKET_REQUESTED;
        Instant at = explanation == null ? change.getArrivedAt() : explanation.getArrivedAt();
        var id = explanation == null
                ? Ids.hash(type.text(), change.getChangeId())
                : Ids.hash(type.text(), change.getChangeId(), explanation.getExplanationId());
        var detail = Details.begin(id);
        TicketDetail.write(change, explanation, at, detail);
        return event(id, type, at, ThreadDetail.first(change.getResources()), detail);
    }

    /**
     * {@code Remediation Requested} for a granted command, {@code Remediation Refused} for a refused one, {@code Approval Requested}
     * for one that a person is asked about.
     */
    public static Optional<BusEvent> of(Command command) {
        if (command.getStatus() == CommandStatus.PROPOSED) {
            return Optional.empty();
        }
        var type = type(command.getStatus());
        var id = Ids.hash(type.text(), command.getCommandId());
        var detail = Details.begin(id);
        CommandDetail.write(command, detail);
        if (type == DetailType.APPROVAL_REQUESTED) {
            detail.set("messages", Messages.of(Notices.of(command)));
        }
        var target = command.getTarget();
        return Optional.of(
                event(id, type, command.getArrivedAt(), target.isEmpty() ? List.of() : List.of(target), detail));
    }

    private static DetailType type(CommandStatus answer) {
        switch (answer) {
            case GRANTED:
                return DetailType.REMEDIATION_REQUESTED;
            case AWAITING_APPROVAL:
                return DetailType.APPROVAL_REQUESTED;
            default:
                return DetailType.REMEDIATION_REFUSED;
        }
    }

    /** {@code Remediation Verified} for the verdict of later data; empty for an executor's report. */
    public static Optional<BusEvent> of(Outcome outcome) {
        if (!VERIFICATIONS.contains(outcome.getOutcome())) {
            return Optional.empty();
        }
        var type = DetailType.REMEDIATION_VERIFIED;
        var id = Ids.hash(type.text(), outcome.getCommandId(), outcome.getOutcome(), outcome.getEventId());
        var detail = Details.begin(id);
        OutcomeDetail.write(outcome, detail);
        return Optional.of(event(id, type, outcome.getArrivedAt(), List.of(), detail));
    }

    /** {@code Thread Linked}: what explains a thread of another scope. */
    public static Optional<BusEvent> of(ThreadLink link) {
        var type = DetailType.THREAD_LINKED;
        var id = Ids.hash(type.text(), link.getLinkId());
        var detail = Details.begin(id);
        LinkDetail.write(link, detail);
        return Optional.of(event(id, type, link.getArrivedAt(), List.of(), detail));
    }

    /** {@code Notification Requested} for a page; empty for one that is withheld, which the lake is told. */
    public static Optional<BusEvent> of(Page page) {
        if (page.getDecision() != PageDecision.PAGED) {
            return Optional.empty();
        }
        var type = DetailType.NOTIFICATION_REQUESTED;
        var id = Ids.hash(type.text(), page.getPageId());
        var detail = Details.begin(id);
        PageDetail.write(page, detail);
        return Optional.of(event(id, type, page.getArrivedAt(), List.of(), detail));
    }

    /** {@code Escalation Raised} for the next tier of people, {@code Notification Requested} for those who are kept informed. */
    public static BusEvent of(Notification notification) {
        boolean escalates = notification.getKind() == NotificationKind.ESCALATION;
        var type = escalates ? DetailType.ESCALATION_RAISED : DetailType.NOTIFICATION_REQUESTED;
        ThreadChange thread = notification.getThread();
        var id = Ids.hash(type.text(), notification.getNotificationId());
        var detail = Details.begin(id);
        if (escalates) {
            NotificationDetail.escalation(notification, detail);
        } else {
            NotificationDetail.update(notification, detail);
        }
        detail.set("messages", Messages.of(Notices.of(notification)));
        return event(id, type, notification.getArrivedAt(), escalates ? thread.getResources() : List.of(), detail);
    }

    /** {@code Decision Requested}: answered by an {@code Operator Decision} with the same question id and identity. */
    public static Optional<BusEvent> of(DecisionRequest request) {
        var type = DetailType.DECISION_REQUESTED;
        var id = Ids.hash(type.text(), request.getQuestionId());
        var detail = Details.begin(id);
        QuestionDetail.write(request, detail);
        return Optional.of(event(id, type, request.getArrivedAt(), ThreadDetail.first(request.getResources()), detail));
    }

    /** {@code Problem Detected} for each return of an incident that is a problem by then. */
    public static Optional<BusEvent> of(Problem problem) {
        var type = DetailType.PROBLEM_DETECTED;
        List<String> threads = problem.getThreadIds();
        String newest = threads.get(threads.size() - 1);
        String at = Long.toString(problem.getLastAt().toEpochMilli());
        var id = Ids.hash(type.text(), problem.getProblemId(), newest, at);
        var detail = Details.begin(id);
        ProblemDetail.write(problem, newest, detail);
        return Optional.of(event(id, type, problem.getArrivedAt(), List.of(), detail));
    }

    /** {@code Report Produced} for a bundle that was accepted or refused; empty for the one that the job began with. */
    public static Optional<BusEvent> of(ContentChange change) {
        if (change.getAction() == ContentAction.STARTED) {
            return Optional.empty();
        }
        var type = DetailType.REPORT_PRODUCED;
        var id = Ids.hash(type.text(), change.getChangeId());
        var detail = Details.begin(id);
        ContentDetail.write(change, detail);
        return Optional.of(event(id, type, change.getArrivedAt(), List.of(), detail));
    }

    /** {@code Report Produced} about an account that is in no catalog. */
    public static Optional<BusEvent> of(CatalogGap gap) {
        var type = DetailType.REPORT_PRODUCED;
        var id = Ids.hash(type.text(), gap.getGapId());
        var detail = Details.begin(id);
        GapDetail.write(gap, detail);
        return Optional.of(event(id, type, gap.getArrivedAt(), List.of(), detail));
    }

    /** {@code Report Produced} about an incident that is over; empty for a thread that was none and that nobody acted on. */
    public static Optional<BusEvent> of(IncidentReport report) {
        if (!report.getTold()) {
            return Optional.empty();
        }
        var type = DetailType.REPORT_PRODUCED;
        var id = Ids.hash(type.text(), report.getReportId());
        var detail = Details.begin(id);
        ReportDetail.write(report, detail);
        return Optional.of(event(id, type, report.getArrivedAt(), List.of(), detail));
    }

    private static BusEvent event(String id, DetailType type, Instant time, List<String> resources, ObjectNode detail) {
        return new BusEvent(id, type.text(), time, List.copyOf(resources), detail.toString());
    }
}
