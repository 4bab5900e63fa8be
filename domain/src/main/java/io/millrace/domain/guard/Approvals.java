package io.millrace.domain.guard;

import io.millrace.domain.Approval;
import io.millrace.domain.ApprovalAnswer;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person says to a command that needs an approval ({@code Approval Granted}, {@code Approval Denied}): the first answer that
 * names the command and arrives before its expiry counts, and only from sources that are allowed to give one. Pure.
 */
public final class Approvals {
    private static final String GRANTED = "Approval Granted";
    private static final String DENIED = "Approval Denied";
    private static final String WORD = "approval: ";

    private Approvals() {}

    /**
     * The answer in an event; empty for what is none, names no command or nobody who answers. The parser gives the kind
     * {@code DECISION} to allow-listed sources only.
     */
    public static Optional<ApprovalAnswer> answer(OpsEvent event) {
        boolean isAnswer = event.getKind() == EventKind.DECISION
                && (event.getDetailType().equals(GRANTED)
                        || event.getDetailType().equals(DENIED));
        String command = event.getAttributes().getOrDefault("commandId", "");
        String by = event.getAttributes().getOrDefault("by", "").strip();
        if (!isAnswer || command.isEmpty() || by.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ApprovalAnswer.newBuilder()
                .setEventId(event.getEventId())
                .setCommandId(command)
                .setGranted(event.getDetailType().equals(GRANTED))
                .setBy(by)
                .setReason(event.getAttributes().getOrDefault("reason", ""))
                .setEventTime(event.getEventTime())
                .setArrivedAt(event.getArrivedAt())
                .build());
    }

    /** Whether a person is to be asked before it is granted. Nobody is asked for what is not done. */
    static boolean isWanted(Command proposal) {
        Approval known = proposal.getApproval();
        return proposal.getTier() >= 2 && !Grants.isShadow(proposal) && (known == null || !known.getGranted());
    }

    /** The command while it waits. */
    static void ask(Command command) {
        Instant expiresAt = command.getArrivedAt().plusSeconds(command.getApproveWithinSeconds());
        command.setApproval(Approval.newBuilder().setExpiresAt(expiresAt).build());
        command.setStatus(CommandStatus.AWAITING_APPROVAL);
        command.setReason(WORD + "a person is asked until " + expiresAt);
    }

    /** Whether an answer is in time. */
    public static boolean counts(Command awaiting, ApprovalAnswer answer) {
        Approval asked = awaiting.getApproval();
        return awaiting.getStatus() == CommandStatus.AWAITING_APPROVAL
                && asked != null
                && answer.getCommandId().equals(awaiting.getCommandId())
                && answer.getArrivedAt().isBefore(asked.getExpiresAt());
    }

    /** The proposal once a person approved it, to be held against all guardrails as they are then. */
    public static Command approved(Command awaiting, ApprovalAnswer answer) {
        var proposal = Command.newBuilder(awaiting).build();
        proposal.setStatus(CommandStatus.PROPOSED);
        proposal.setReason("");
        proposal.setApproval(answered(awaiting, answer));
        proposal.setArrivedAt(answer.getArrivedAt());
        return proposal;
    }

    /** Refused by a person. */
    public static Command denied(Command awaiting, ApprovalAnswer answer) {
        String why = answer.getReason().isEmpty() ? "" : " (" + answer.getReason() + ")";
        var refused = refused(awaiting, "denied by " + answer.getBy() + why, answer.getArrivedAt());
        refused.setApproval(answered(awaiting, answer));
        return refused;
    }

    /** Refused because nobody answered in time. */
    public static Command expired(Command awaiting, Instant now) {
        Approval asked = awaiting.getApproval();
        return refused(
                awaiting, "expired at " + (asked == null ? now : asked.getExpiresAt()) + ", nobody answered", now);
    }

    /** Refused because its ladder has ended meanwhile: whoever approves it late must not start it. */
    public static Optional<Command> overtaken(Command awaiting, Outcome outcome) {
        return Work.isOver(outcome) && awaiting.getStatus() == CommandStatus.AWAITING_APPROVAL
                ? Optional.of(refused(
                        awaiting, "no longer wanted, " + outcome.getOutcome() + " without it", outcome.getArrivedAt()))
                : Optional.empty();
    }

    private static Approval answered(Command awaiting, ApprovalAnswer answer) {
        Approval asked = awaiting.getApproval();
        return Approval.newBuilder()
                .setExpiresAt(asked == null ? answer.getArrivedAt() : asked.getExpiresAt())
                .setBy(answer.getBy())
                .setGranted(answer.getGranted())
                .setAt(answer.getArrivedAt())
                .setReason(answer.getReason())
                .build();
    }

    private static Command refused(Command awaiting, String why, Instant at) {
        var refused = Command.newBuilder(awaiting).build();
        refused.setStatus(CommandStatus.REFUSED);
        refused.setReason(WORD + why);
        refused.setArrivedAt(at);
        return refused;
    }
}
