package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Approval;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import java.time.Instant;
import java.util.TreeMap;

/** The detail of an event about a command. */
final class CommandDetail {
    private CommandDetail() {}

    static void write(Command command, ObjectNode detail) {
        detail.put("threadId", command.getThreadId());
        detail.put("commandId", command.getCommandId());
        detail.put("runbook", command.getRunbook());
        detail.put("runbookVersion", command.getRunbookVersion());
        detail.put("rung", command.getRung());
        detail.put("step", command.getStep());
        detail.put("action", command.getAction());
        detail.put("target", command.getTarget());
        detail.put("account", command.getAccount());
        detail.put("region", command.getRegion());
        var parameters = detail.putObject("parameters");
        new TreeMap<>(command.getParameters())
                .forEach((name, values) -> Details.strings(values, parameters.putArray(name)));
        detail.put("tier", command.getTier());
        detail.put("mode", command.getMode());
        detail.put("reason", command.getReason());
        detail.put("attempt", command.getAttempt());
        detail.put(
                "expiresAt",
                command.getArrivedAt()
                        .plusSeconds(command.getExpiresAfterSeconds())
                        .toString());
        detail.put("scope", command.getScope());
        detail.put("service", command.getService());
        detail.put("conditionId", command.getConditionId());
        detail.put("openingCondition", command.getOpeningCondition());
        Details.strings(command.getEvidence(), detail.putArray("evidence"));
        var values = detail.putObject("values");
        // JSON has no word for the others, and a command that breaks its contract would reach nobody
        new TreeMap<>(command.getValues()).forEach((name, value) -> {
            if (Double.isFinite(value)) {
                values.put(name, value);
            }
        });
        detail.put("advice", command.getAdvice());
        detail.put("contentVersion", command.getContentVersion());
        if (!command.getDocumentation().isEmpty()) {
            detail.put("documentation", command.getDocumentation());
        }
        if (!command.getRollbackAction().isEmpty()) {
            var rollback = detail.putObject("rollback");
            rollback.put("action", command.getRollbackAction());
            var undoing = rollback.putObject("parameters");
            new TreeMap<>(command.getRollbackParameters())
                    .forEach((name, given) -> Details.strings(given, undoing.putArray(name)));
        }
        if (command.getDiagnosis()) {
            detail.put("diagnosis", true);
        }
        if (!command.getFindings().isEmpty()) {
            Details.strings(command.getFindings(), detail.putArray("findings"));
        }
        if (!command.getRollbackOf().isEmpty()) {
            detail.put("rollbackOf", command.getRollbackOf());
        }
        if (!command.getOwner().isEmpty()) {
            detail.put("owner", command.getOwner());
        }
        if (!command.getContacts().isEmpty()) {
            Details.strings(command.getContacts(), detail.putArray("contacts"));
        }
        Approval approval = command.getApproval();
        if (approval != null) {
            approval(command, approval, detail.putObject("approval"));
        }
    }

    private static void approval(Command command, Approval approval, ObjectNode told) {
        told.put("state", state(command, approval));
        told.put("expiresAt", approval.getExpiresAt().toString());
        told.put("unanswered", "refuse");
        Instant at = approval.getAt();
        if (at != null) {
            told.put("by", approval.getBy());
            told.put("at", at.toString());
            told.put("reason", approval.getReason());
        }
    }

    private static String state(Command command, Approval approval) {
        if (command.getStatus() == CommandStatus.AWAITING_APPROVAL) {
            return "AWAITED";
        }
        if (approval.getBy().isEmpty()) {
            return "UNANSWERED";
        }
        return approval.getGranted() ? "GRANTED" : "DENIED";
    }
}
