package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Command;
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
        new TreeMap<>(command.getValues()).forEach(values::put);
        detail.put("advice", command.getAdvice());
        detail.put("contentVersion", command.getContentVersion());
    }
}
