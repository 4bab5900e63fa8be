package io.millrace.runbooks.ladder;

import io.millrace.domain.Command;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import io.millrace.runbooks.catalog.Mode;
import io.millrace.runbooks.catalog.Plan;
import io.millrace.runbooks.catalog.PlanContext;
import io.millrace.runbooks.catalog.Runbook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The moves of one ladder: a rung is proposed, the next one follows, the ladder ends, or a person is called. */
final class Climbing {
    private final VersionedRunbooks.Lookup versions;

    Climbing(VersionedRunbooks.Lookup versions) {
        this.versions = versions;
    }

    /** Begins a ladder: with its diagnosis where somebody would run it and the first rung has a command, else with that rung. */
    void begin(ThreadState thread, Ladder ladder, VersionedRunbooks runbooks, Runbook runbook, LadderStep step) {
        var context = context(thread, ladder, runbooks);
        OpsEvent evidence = ladder.getEvidence();
        Mode mode = mode(ladder, runbooks, runbook);
        // where its content is gone by the time it may begin, nothing else tells whether a person would miss it
        ladder.setMode(mode.word());
        boolean runs = mode == Mode.LIVE
                && runbooks.planner()
                        .plan(runbook, ladder.getRung(), ladder.getAttempt(), evidence, context)
                        .command()
                        .isPresent();
        List<Command> commands = runs ? runbooks.planner().diagnose(runbook, evidence, context) : List.of();
        if (commands.isEmpty()) {
            propose(thread, ladder, runbooks, runbook, step);
            return;
        }
        for (Command command : commands) {
            concern(thread, command, step.at());
            step.propose(command);
        }
        Instant wanted = Optional.ofNullable(ladder.getWaitsUntil()).orElse(step.at());
        Instant until = step.at().plus(runbook.diagnosis().within());
        var waiting = Ladder.newBuilder(ladder)
                .setStatus(LadderStatus.WAITING)
                .setNotBefore(wanted)
                .setWaitsUntil(wanted.isAfter(until) ? wanted : until)
                .setDiagnoses(commands.stream().map(Diagnosing::of).collect(Collectors.toList()))
                .build();
        // what another ladder does to it already says more
        boolean isWorkedOn =
                thread.getStatus() == ThreadStatus.REMEDIATING || thread.getStatus() == ThreadStatus.VERIFYING;
        step.changed(ThreadLadders.with(thread, waiting, isWorkedOn ? thread.getStatus() : ThreadStatus.DIAGNOSING));
    }

    /** An executor, or the guard, says how a diagnosis ended: after the last one the rung that waits may follow. */
    void diagnosed(ThreadState thread, Ladder ladder, OpsEvent event, LadderStep step) {
        Optional<Ladder> heard = Diagnosing.heard(ladder, event);
        if (heard.isPresent() && Diagnosing.isUnderWay(heard.get()) && Diagnosing.isOver(heard.get())) {
            resume(thread, heard.get(), step);
        } else if (heard.isPresent()) {
            step.changed(ThreadLadders.with(thread, heard.get(), thread.getStatus()));
        }
    }

    /** The present rung did not help: its next attempt, the next rung, or a person. */
    void climb(ThreadState thread, Ladder ladder, LadderStatus verdict, String detail, LadderStep step) {
        step.verdict(outcome(thread, ladder, verdict, detail, step.at()));
        VersionedRunbooks runbooks = runbooks(thread, ladder, step.at());
        Optional<Runbook> runbook = runbooks.catalog().find(ladder.getRunbook());
        boolean again =
                runbook.isPresent() && ladder.getAttempt() < runbook.get().attempts();
        boolean higher = runbook.isPresent()
                && ladder.getRung() + 1 < runbook.get().rungs().size();
        if (!again && !higher) {
            var last =
                    Ladder.newBuilder(ladder).setStatus(LadderStatus.EXHAUSTED).build();
            step.changed(ThreadLadders.with(thread, last, ThreadStatus.OPEN));
            step.escalate(ladder.getRunbook() + " is exhausted: " + detail + " after its last rung");
            return;
        }
        var next = Ladder.newBuilder(ladder)
                .setRung(again ? ladder.getRung() : ladder.getRung() + 1)
                .setAttempt(again ? ladder.getAttempt() + 1 : 1)
                .setStatus(LadderStatus.PROPOSED)
                .setSince(step.at())
                .setVerifyBy(step.at().plus(runbook.get().startsWithin()))
                .setUpdatesSince(0)
                .setExecutorWord("")
                .setExecutionId("")
                .setActedAt(null)
                .setWorse(0)
                .setRollback(null)
                .build();
        propose(thread, next, runbooks, runbook.get(), step);
    }

    /** Whether it helped will never be known: another rung on top of it could be the second at work, so a person decides. */
    void giveUp(ThreadState thread, Ladder ladder, String why, LadderStep step) {
        end(thread, ladder, LadderStatus.UNVERIFIABLE, why, step);
        step.escalate(ladder.getRunbook() + " rung " + (ladder.getRung() + 1) + " cannot be verified: " + why);
    }

    /** The rung did harm, as {@code shown} shows: it is taken back where that is known, no further one follows, and a person is called. */
    void madeWorse(ThreadState thread, Ladder ladder, OpsEvent shown, String why, LadderStep step) {
        RollingBack.Asked rollback = RollingBack.ask(thread, ladder, shown, why, step);
        end(thread, rollback.ladder(), LadderStatus.MADE_WORSE, why, step);
        step.escalate(
                ladder.getRunbook() + " rung " + (ladder.getRung() + 1) + " made it worse: " + why + rollback.words());
    }

    /** Of the version that the ladder began with; an earlier version of Millrace kept only the thread's. */
    VersionedRunbooks runbooks(ThreadState thread, Ladder ladder, Instant at) {
        String began = ladder.getContentVersion();
        return versions.of(began.isEmpty() ? thread.getContentVersion() : began, at);
    }

    /** The moment that it waited for has come: its rung is proposed, unless the trouble is over, or its window closed in the meantime. */
    void resume(ThreadState thread, Ladder ladder, LadderStep step) {
        if (thread.getStatus() == ThreadStatus.RESOLVED) {
            standDown(thread, ladder, LadderStatus.HEALED, step);
            return;
        }
        VersionedRunbooks runbooks = runbooks(thread, ladder, step.at());
        Optional<Runbook> runbook = runbooks.catalog().find(ladder.getRunbook());
        if (runbook.isEmpty()) {
            Mode mode = Mode.of(ladder.getMode()).orElse(Mode.LIVE);
            refuse(thread, ladder, mode, thread.getStatus(), "the content that it waited with is kept no more", step);
            return;
        }
        var next = Ladder.newBuilder(ladder)
                .setStatus(LadderStatus.PROPOSED)
                .setSince(step.at())
                .setVerifyBy(step.at().plus(runbook.get().startsWithin()))
                .setWaitsUntil(Diagnosing.isUnderWay(ladder) ? ladder.getNotBefore() : ladder.getWaitsUntil())
                .setNotBefore(null)
                .build();
        propose(thread, next, runbooks, runbook.get(), step);
    }

    /** The trouble is over, or watched no longer, before its rung was asked for: nothing was done, so there is no verdict. */
    void standDown(ThreadState thread, Ladder ladder, LadderStatus status, LadderStep step) {
        var ended = Ladder.newBuilder(ladder)
                .setStatus(status)
                .setWaitsUntil(null)
                .setNotBefore(null)
                .build();
        boolean diagnosed = thread.getStatus() == ThreadStatus.DIAGNOSING;
        step.changed(ThreadLadders.with(thread, ended, diagnosed ? ThreadStatus.OPEN : thread.getStatus()));
    }

    /** Asks for the ladder's present rung, at once or when it may begin; what has no command calls a person where it would act. */
    void propose(ThreadState thread, Ladder ladder, VersionedRunbooks runbooks, Runbook runbook, LadderStep step) {
        Instant wanted = ladder.getWaitsUntil();
        Instant earliest = wanted == null || wanted.isBefore(step.at()) ? step.at() : wanted;
        Instant begins =
                runbook.schedule().map(windows -> windows.opens(earliest)).orElse(earliest);
        if (begins.isAfter(step.at())) {
            ladder.setStatus(LadderStatus.WAITING);
            ladder.setCommandId("");
            ladder.setWaitsUntil(begins);
            step.changed(ThreadLadders.with(thread, ladder, ThreadStatus.OPEN));
            return;
        }
        ladder.setWaitsUntil(null);
        Plan plan = runbooks.planner()
                .plan(
                        runbook,
                        ladder.getRung(),
                        ladder.getAttempt(),
                        ladder.getEvidence(),
                        context(thread, ladder, runbooks));
        Optional<Command> command = plan.command();
        if (command.isPresent()) {
            Diagnosing.tell(ladder, command.get());
            ladder.setRollback(RollingBack.of(command.get()));
            concern(thread, command.get(), step.at());
            runbook.schedule()
                    .map(windows -> Duration.between(step.at(), windows.closes(step.at()))
                            .toSeconds())
                    .filter(left -> left < command.get().getExpiresAfterSeconds())
                    .ifPresent(left -> command.get().setExpiresAfterSeconds(left));
            // its executor cannot begin before a person has answered
            ladder.setVerifyBy(ladder.getVerifyBy().plusSeconds(command.get().getApproveWithinSeconds()));
            ladder.setCommandId(command.get().getCommandId());
            ladder.setTier(command.get().getTier());
            ladder.setMode(command.get().getMode());
            ladder.setProposedValue(ladder.getEvidence().getValues().get("value"));
            ladder.setProposedSeverity(ladder.getEvidence().getSeverity());
            step.propose(command.get());
            step.changed(ThreadLadders.with(thread, ladder, ThreadStatus.REMEDIATING));
        } else {
            String why = plan.refusal().map(Object::toString).orElse("no step applies");
            refuse(thread, ladder, mode(ladder, runbooks, runbook), ThreadStatus.OPEN, why, step);
        }
    }

    /**
     * The ladder ends without a command for its present rung. That is a row of its own, since none of a command tells it, marked with its
     * mode where that is not live. Only who would act calls a person, or who acted before, and did not help.
     */
    private static void refuse(
            ThreadState thread, Ladder ladder, Mode mode, ThreadStatus status, String why, LadderStep step) {
        String id = Ids.hash(
                "refused",
                thread.getThreadId(),
                ladder.getOpeningCondition(),
                ladder.getRunbook(),
                Integer.toString(ladder.getRung()),
                Integer.toString(ladder.getAttempt()));
        String words = ladder.getRunbook() + " cannot act: " + why;
        var row = outcome(
                thread,
                "",
                "",
                LadderStatus.REFUSED.name(),
                mode == Mode.LIVE ? words : mode.name() + ": " + words,
                ladder.getEvidence().getEventTime(),
                step.at());
        row.setEventId(id);
        step.verdict(row);
        var ended = Ladder.newBuilder(ladder).setStatus(LadderStatus.REFUSED).build();
        step.changed(ThreadLadders.with(thread, ended, status));
        boolean acted = ladder.getRung() > 0 || ladder.getAttempt() > 1;
        if (mode == Mode.LIVE || acted) {
            step.escalate(words);
        }
    }

    /** How far it may go in the account of its evidence, for its policy. */
    private static Mode mode(Ladder ladder, VersionedRunbooks runbooks, Runbook runbook) {
        return runbooks.catalog().mode(runbook, ladder.getEvidence().getAccount(), ladder.getPolicy());
    }

    private static PlanContext context(ThreadState thread, Ladder ladder, VersionedRunbooks runbooks) {
        return new PlanContext(
                thread.getThreadId(),
                thread.getScope(),
                thread.getService(),
                ladder.getOpeningCondition(),
                runbooks.version(),
                ladder.getPolicy());
    }

    /** Whose it is, as its thread stands. A rung proposed by time arrives when its timer does, not when its evidence did. */
    private static void concern(ThreadState thread, Command command, Instant at) {
        command.setArrivedAt(at);
        command.setOwner(thread.getOwner());
        command.setContacts(thread.getContacts());
        command.setSeverity(thread.getSeverity());
        command.setPriority(thread.getPriority());
    }

    /** The ladder ends with this verdict. */
    void end(ThreadState thread, Ladder ladder, LadderStatus verdict, String detail, LadderStep step) {
        step.verdict(outcome(thread, ladder, verdict, detail, step.at()));
        var ended = Ladder.newBuilder(ladder).setStatus(verdict).build();
        boolean resolved = thread.getStatus() == ThreadStatus.RESOLVED;
        step.changed(ThreadLadders.with(thread, ended, resolved ? ThreadStatus.RESOLVED : ThreadStatus.OPEN));
    }

    private static Outcome outcome(
            ThreadState thread, Ladder ladder, LadderStatus verdict, String detail, Instant arrivedAt) {
        return outcome(
                thread,
                ladder.getCommandId(),
                ladder.getExecutionId(),
                verdict.name(),
                detail,
                ladder.getEvidence().getEventTime(),
                arrivedAt);
    }

    /** The row of one verdict about one command. */
    static Outcome outcome(
            ThreadState thread,
            String commandId,
            String executionId,
            String verdict,
            String detail,
            Instant eventTime,
            Instant arrivedAt) {
        return Outcome.newBuilder()
                .setEventId(Ids.hash("verification", commandId, verdict))
                .setCommandId(commandId)
                .setThreadId(thread.getThreadId())
                .setExecutionId(executionId)
                .setOutcome(verdict)
                .setDetail(detail)
                .setEventTime(eventTime)
                .setArrivedAt(arrivedAt)
                .build();
    }
}
