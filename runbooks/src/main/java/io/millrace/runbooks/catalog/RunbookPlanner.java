package io.millrace.runbooks.catalog;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.id.Ids;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns a triggered runbook into one proposed command, or a refusal. Pure: the same event gives the
 * same command with the same id. Values come from typed fields of the event only.
 */
public final class RunbookPlanner {
    /** The tier that wants a person's approval. */
    private static final int APPROVED = 2;

    private final RunbookCatalog catalog;

    /** Plans with the runbooks of one bundle. */
    public RunbookPlanner(RunbookCatalog catalog) {
        this.catalog = catalog;
    }

    /** See {@link RunbookCatalog#triggeredBy(OpsEvent)}. */
    public Optional<Runbook> triggeredBy(OpsEvent conditionMet) {
        return catalog.triggeredBy(conditionMet);
    }

    /**
     * Plans one rung, numbered from 0, for the {@code attempt}th time, numbered from 1. Branches look at
     * the event's values.
     */
    public Plan plan(Runbook runbook, int rung, int attempt, OpsEvent conditionEvent, PlanContext context) {
        try {
            return Plan.proposed(command(runbook, rung, attempt, conditionEvent, context));
        } catch (RefusedException e) {
            return Plan.refused(e.refusal());
        }
    }

    /**
     * The commands of the runbook's diagnosis, each of which only reads. One that the event cannot give its parameters to is left out: a
     * diagnosis that fails stops nothing.
     */
    public List<Command> diagnose(Runbook runbook, OpsEvent event, PlanContext context) {
        var commands = new ArrayList<Command>();
        for (Step step : runbook.diagnosis().steps()) {
            diagnose(runbook, step.name(), event, context).command().ifPresent(commands::add);
        }
        return commands;
    }

    /** Plans one step of the runbook's diagnosis. */
    public Plan diagnose(Runbook runbook, String name, OpsEvent event, PlanContext context) {
        long within = runbook.diagnosis().within().toSeconds();
        try {
            for (Step step : runbook.diagnosis().steps()) {
                if (step.name().equals(name)) {
                    var command = command(runbook, "diagnosis", step, 0, 1, event, context);
                    command.setDiagnosis(true);
                    command.setExpiresAfterSeconds(within);
                    command.setVerifyWithinSeconds(within);
                    return Plan.proposed(command);
                }
            }
            throw new RefusedException(
                    Code.NO_SUCH_RUNG, "the diagnosis of runbook " + runbook.id() + " has no step " + name);
        } catch (RefusedException e) {
            return Plan.refused(e.refusal());
        }
    }

    private Command command(Runbook runbook, int rung, int attempt, OpsEvent event, PlanContext context)
            throws RefusedException {
        return command(runbook, "command", step(runbook, rung, event), rung, attempt, event, context);
    }

    private Command command(
            Runbook runbook, String kind, Step step, int rung, int attempt, OpsEvent event, PlanContext context)
            throws RefusedException {
        Mode mode = catalog.mode(runbook, event.getAccount(), context.policy());
        if (mode == Mode.OFF) {
            throw new RefusedException(Code.RUNBOOK_OFF, "runbook " + runbook.id() + " is switched off");
        }
        var target = runbook.target().choose(event);
        var parameters = parameters(step.parameters(), event, target);
        var rollback = step.rollback();
        String commandId = Ids.uuid(
                kind,
                context.scope(),
                target.arn(),
                runbook.id(),
                step.name(),
                event.getIdentity(),
                context.occurrenceId(),
                Integer.toString(attempt));
        return Command.newBuilder()
                .setCommandId(commandId)
                .setStatus(CommandStatus.PROPOSED)
                .setReason("")
                .setThreadId(context.threadId())
                .setScope(context.scope())
                .setService(context.service())
                .setRunbook(runbook.id())
                .setRunbookVersion(runbook.version())
                .setRung(rung)
                .setStep(step.name())
                .setAction(step.action())
                .setTarget(target.arn())
                .setAccount(event.getAccount())
                .setRegion(event.getRegion())
                .setParameters(parameters)
                .setConditionId(event.getAttributes().getOrDefault("conditionId", ""))
                .setIdentity(event.getIdentity())
                .setOpeningCondition(context.occurrenceId())
                .setAttempt(attempt)
                .setTier(step.tier())
                .setMode(mode.word())
                .setCooldownSeconds(runbook.cooldown().toSeconds())
                .setExpiresAfterSeconds(runbook.expiresAfter().toSeconds())
                .setAdvice(step.advice())
                .setEvidence(List.of(event.getEventId()))
                .setValues(new TreeMap<>(event.getValues()))
                .setContentVersion(context.contentVersion())
                .setEventTime(event.getEventTime())
                .setArrivedAt(event.getArrivedAt())
                .setVerifyWithinSeconds(runbook.verifyWithin().toSeconds())
                .setApproveWithinSeconds(
                        step.tier() == APPROVED ? runbook.approveWithin().toSeconds() : 0)
                .setPolicy(context.policy())
                .setDocumentation(runbook.documentation())
                .setRollbackAction(rollback.map(Rollback::action).orElse(""))
                .setRollbackParameters(
                        rollback.isPresent() ? parameters(rollback.get().parameters(), event, target) : Map.of())
                .build();
    }

    private static Step step(Runbook runbook, int rung, OpsEvent event) throws RefusedException {
        if (rung < 0 || rung >= runbook.rungs().size()) {
            throw new RefusedException(
                    Code.NO_SUCH_RUNG,
                    "runbook " + runbook.id() + " has rungs 0 to "
                            + (runbook.rungs().size() - 1) + ", not " + rung);
        }
        var step = runbook.rungs().get(rung).step(event.getValues());
        if (step.isEmpty()) {
            throw new RefusedException(
                    Code.NO_BRANCH,
                    "no branch of rung " + rung + " of " + runbook.id() + " holds for value "
                            + event.getValues().get("value"));
        }
        return step.get();
    }

    private static Map<String, List<String>> parameters(List<Parameter> declared, OpsEvent event, Target.Chosen target)
            throws RefusedException {
        var parameters = new TreeMap<String, List<String>>();
        for (Parameter parameter : declared) {
            parameters.put(parameter.name(), parameter.values(event, target));
        }
        return parameters;
    }
}
