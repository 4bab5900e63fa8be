package io.millrace.operators.eventbridge;

import io.millrace.domain.Approval;
import io.millrace.domain.Command;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Page;
import io.millrace.domain.ThreadChange;
import io.millrace.operators.eventbridge.payload.Notice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people are told in words, of what is told to programs in fields. */
final class Notices {
    private Notices() {}

    static Notice of(Page page) {
        var notice = new Notice("P" + page.getPriority() + " " + page.getTitle(), why(page))
                .fact("Service", page.getService())
                .fact("Owner", page.getOwner())
                .fact("Contacts", String.join(", ", page.getContacts()))
                .fact("Tenant", page.getTenant())
                .fact("Severity", page.getSeverity() + " of 5");
        return signed(notice, page.getScope(), page.getThreadId(), page.getArrivedAt());
    }

    private static String why(Page page) {
        switch (page.getReason()) {
            case "reopened":
                return "It was over and is back.";
            case "still-open-after-its-explanation":
                return "What seemed to explain it is over, and it is not.";
            case "waited-for-hours":
                return "It began while nobody was at work, and was never seen to end.";
            case "fail-open":
                return "It could not be decided whether to wake somebody, so somebody is.";
            default:
                return "It is urgent, and nothing that somebody was paged for explains it.";
        }
    }

    static Notice of(DecisionRequest request) {
        String unanswered = request.getUnanswered() == DecisionAction.ACCEPTED ? "accepted" : "discharged";
        var notice = new Notice(
                        "Your decision: " + request.getTitle(),
                        request.getQuestion() + " Answer accept or discharge until " + time(request.getExpiresAt())
                                + "; without an answer it is " + unanswered + ".")
                .fact("Service", request.getService())
                .fact("Owner", request.getOwner())
                .fact("Contacts", String.join(", ", request.getContacts()))
                .fact("Tenant", request.getTenant())
                .fact("Resources", shown(request.getResources()))
                .fact("Policy", request.getRule())
                .fact("Question", request.getQuestionId());
        return signed(notice, request.getScope(), "", request.getArrivedAt());
    }

    /** Of a command that a person is asked about. */
    static Notice of(Command command) {
        Approval approval = command.getApproval();
        String until = approval == null ? "" : " until " + time(approval.getExpiresAt());
        var notice = new Notice(
                        "Your approval: " + command.getRunbook() + ", " + command.getStep(),
                        "May Millrace run " + command.getAction() + " on " + command.getTarget()
                                + "? Answer Approval Granted or Approval Denied" + until
                                + "; without an answer it is refused. " + command.getAdvice())
                .fact("Service", command.getService())
                .fact("Owner", command.getOwner())
                .fact("Contacts", String.join(", ", command.getContacts()))
                .fact("Parameters", parameters(command))
                .fact("Found", String.join("; ", command.getFindings()))
                .fact("Account", command.getAccount())
                .fact("Command", command.getCommandId());
        return signed(notice, command.getScope(), command.getThreadId(), command.getArrivedAt());
    }

    private static String parameters(Command command) {
        return new TreeMap<>(command.getParameters())
                .entrySet().stream()
                        .map(parameter -> parameter.getKey() + " = " + String.join(", ", parameter.getValue()))
                        .collect(Collectors.joining("; "));
    }

    /** Of an escalation. */
    static Notice of(ThreadChange change) {
        var notice = new Notice(
                        "P" + change.getPriority() + " needs a person: " + change.getTitle(), change.getReason())
                .fact("Service", change.getService())
                .fact("Owner", change.getOwner())
                .fact("Contacts", String.join(", ", change.getContacts()))
                .fact("Tenant", change.getTenant())
                .fact("Resources", shown(change.getResources()));
        return signed(notice, change.getScope(), change.getThreadId(), change.getArrivedAt());
    }

    /** Of an escalation in its course, or of an update. */
    static Notice of(Notification notification) {
        ThreadChange thread = notification.getThread();
        boolean escalates = notification.getKind() == NotificationKind.ESCALATION;
        String headline = "P" + thread.getPriority()
                + (escalates ? " needs " + notification.getAudience() + ": " : " " + word(notification) + ": ")
                + thread.getTitle();
        var notice = new Notice(headline, notification.getText())
                .fact("Due", escalates ? time(notification.getDueAt()) : "")
                .fact("Service", thread.getService())
                .fact("Owner", thread.getOwner())
                .fact("Contacts", String.join(", ", notification.getContacts()))
                .fact("Vendors", String.join("; ", notification.getVendors()))
                .fact("Taken on by", thread.getAcknowledgedBy())
                .fact("Tenant", thread.getTenant())
                .fact("Resources", shown(thread.getResources()))
                .fact("Since", time(thread.getOpenedAt()));
        return signed(notice, thread.getScope(), thread.getThreadId(), notification.getArrivedAt());
    }

    private static String word(Notification update) {
        switch (update.getReason()) {
            case "opened":
                return "has begun";
            case "resolved":
                return "is over";
            case "closed":
                return "is closed";
            default:
                return "goes on";
        }
    }

    private static Notice signed(Notice notice, String scope, String threadId, Instant at) {
        return notice.fact("Scope", scope).fact("Thread", threadId).fact("Time", time(at));
    }

    private static String shown(List<String> resources) {
        int most = 5;
        String first = String.join(", ", resources.subList(0, Math.min(most, resources.size())));
        return resources.size() <= most ? first : first + " and " + (resources.size() - most) + " more";
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
