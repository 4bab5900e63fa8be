package io.millrace.runbooks.ladder;

import io.millrace.domain.Command;
import io.millrace.domain.EventKind;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderRollback;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RollbackStatus;
import io.millrace.domain.ThreadState;
import io.millrace.domain.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The taking back of a rung that made things worse: a command of its own, proposed once, held against every guardrail, and followed until
 * its executor has ended. It has no rollback itself, and waits for no window: harm does not either. That its trouble is over withdraws it
 * not: what was harmed may be something else. Pure.
 */
final class RollingBack {
    private static final String SUFFIX = "-rollback";

    private RollingBack() {}

    /** What the ladder keeps of a rung that is proposed; null where its step does not say how it is taken back. */
    static @Nullable LadderRollback of(Command rung) {
        if (rung.getRollbackAction().isEmpty()) {
            return null;
        }
        var command = Command.newBuilder(rung)
                .setCommandId(Ids.uuid("rollback", rung.getCommandId(), rung.getRollbackAction()))
                .setRollbackOf(rung.getCommandId())
                .setStep(rung.getStep() + SUFFIX)
                .setAction(rung.getRollbackAction())
                .setParameters(rung.getRollbackParameters())
                .setRollbackAction("")
                .setRollbackParameters(Map.of())
                .build();
        return LadderRollback.newBuilder()
                .setCommand(command)
                .setStatus(RollbackStatus.READY)
                .build();
    }

    /**
     * Asks for the rollback of a rung that made things worse, where there is one, the rung ran, and nobody asked before. What contains a
     * security finding is left to people: it grew worse by the intruder, and taking it back would let him in.
     *
     * @param shown the event that shows the harm
     * @return the ladder after it, and what there is to say to a person about it
     */
    static Asked ask(ThreadState thread, Ladder ladder, OpsEvent shown, String why, LadderStep step) {
        LadderRollback ready = ladder.getRollback();
        if (ready == null
                || ready.getStatus() != RollbackStatus.READY
                || Verification.actedAt(ladder).isEmpty()) {
            return new Asked(ladder, "");
        }
        String action = ready.getCommand().getAction();
        if (ladder.getEvidence().getKind() == EventKind.SECURITY) {
            return new Asked(ladder, "; whether " + action + " takes it back is for a person to say");
        }
        Command command = Command.newBuilder(ready.getCommand())
                .setMode(ladder.getMode())
                .setAdvice("Takes back " + ladder.getRunbook() + " rung " + (ladder.getRung() + 1)
                        + ", which made it worse: " + why + ". "
                        + ready.getCommand().getAdvice())
                .setEvidence(new ArrayList<>(List.of(shown.getEventId())))
                .setValues(new TreeMap<>(shown.getValues()))
                .setEventTime(shown.getEventTime())
                .setArrivedAt(step.at())
                .setOwner(thread.getOwner())
                .setContacts(thread.getContacts())
                .setSeverity(thread.getSeverity())
                .setPriority(thread.getPriority())
                .build();
        long begins = Math.max(command.getExpiresAfterSeconds(), command.getVerifyWithinSeconds());
        step.propose(command);
        // its executor cannot begin before a person has answered
        var asked = LadderRollback.newBuilder(ready)
                .setCommand(command)
                .setStatus(RollbackStatus.PROPOSED)
                .setEndsBy(step.at().plusSeconds(begins + command.getApproveWithinSeconds()))
                .build();
        return new Asked(with(ladder, asked), "; " + action + " is asked for, which takes it back");
    }

    /** By when its executor has begun, or ended; empty where nobody waits for that. */
    static Optional<Instant> due(Ladder ladder) {
        LadderRollback rollback = ladder.getRollback();
        if (rollback == null
                || rollback.getStatus() == RollbackStatus.READY
                || rollback.getStatus() == RollbackStatus.ENDED) {
            return Optional.empty();
        }
        return Optional.ofNullable(rollback.getEndsBy());
    }

    /** Whether this is said of its rollback while that is waited for. */
    static boolean isNamed(Ladder ladder, String commandId) {
        LadderRollback rollback = ladder.getRollback();
        return rollback != null
                && due(ladder).isPresent()
                && rollback.getCommand().getCommandId().equals(commandId);
    }

    /** What the guard, or an executor, says of the rollback. */
    static void onReport(ThreadState thread, Ladder ladder, OpsEvent event, LadderStep step) {
        LadderRollback rollback = ladder.getRollback();
        if (rollback == null) {
            return;
        }
        String word = event.getAttributes().getOrDefault("outcome", "");
        boolean inShadow = rollback.getCommand().getMode().equals(Verification.SHADOW);
        if (event.getDetailType().equals(Verification.REFUSED)) {
            end(thread, ladder, rollback, "REFUSED", event.getTitle(), step);
            if (!inShadow) {
                step.escalate(name(ladder, rollback) + " was refused: "
                        + event.getAttributes().getOrDefault("reason", "no reason given"));
            }
        } else if (event.getDetailType().equals(Verification.REQUESTED)) {
            shadowed(thread, ladder, rollback, event, step);
        } else if (inShadow || Verification.namesNoExecution(rollback.getExecutionId(), word, event)) {
            // run by nobody, whoever says otherwise; or it runs, and another delivery of it was refused
            return;
        } else if (Verification.FAILS.contains(word)) {
            String why = "the executor reported " + word;
            end(thread, ladder, named(rollback, event), "FAILED", why, step);
            step.escalate(name(ladder, rollback) + " failed: " + why);
        } else if (word.equals(Verification.CANCELLED)) {
            giveUp(thread, ladder, named(rollback, event), "the executor reported CANCELLED", step);
        } else if (word.equals(Verification.SUCCEEDED)) {
            end(thread, ladder, named(rollback, event), "ROLLED_BACK", "the executor reported SUCCEEDED", step);
        } else if (word.equals(Verification.STARTED) && rollback.getStatus() == RollbackStatus.PROPOSED) {
            var started = LadderRollback.newBuilder(named(rollback, event))
                    .setStatus(RollbackStatus.STARTED)
                    .setEndsBy(step.at().plusSeconds(rollback.getCommand().getVerifyWithinSeconds()))
                    .build();
            keep(thread, ladder, started, step);
        }
    }

    /** Silence is no success: a person looks how far it came. */
    static void onTime(ThreadState thread, Ladder ladder, LadderStep step) {
        LadderRollback rollback = ladder.getRollback();
        if (rollback == null) {
            return;
        }
        if (rollback.getStatus() == RollbackStatus.STARTED) {
            giveUp(thread, ladder, rollback, "its executor never said that it ended", step);
        } else if (rollback.getCommand().getMode().equals(Verification.SHADOW)) {
            end(thread, ladder, rollback, "UNVERIFIABLE", "it is in shadow", step);
        } else {
            giveUp(thread, ladder, rollback, "no executor said that it ran", step);
        }
    }

    private static void shadowed(
            ThreadState thread, Ladder ladder, LadderRollback rollback, OpsEvent event, LadderStep step) {
        if (event.getAttributes().getOrDefault("mode", "").equals(Verification.SHADOW)) {
            var command = Command.newBuilder(rollback.getCommand())
                    .setMode(Verification.SHADOW)
                    .build();
            var shadow = LadderRollback.newBuilder(rollback).setCommand(command).build();
            keep(thread, ladder, shadow, step);
        }
    }

    private static void giveUp(
            ThreadState thread, Ladder ladder, LadderRollback rollback, String why, LadderStep step) {
        end(thread, ladder, rollback, "UNVERIFIABLE", why, step);
        step.escalate(name(ladder, rollback) + " cannot be verified: " + why);
    }

    private static void end(
            ThreadState thread, Ladder ladder, LadderRollback rollback, String word, String detail, LadderStep step) {
        Command command = rollback.getCommand();
        step.verdict(Climbing.outcome(
                thread,
                command.getCommandId(),
                rollback.getExecutionId(),
                word,
                detail,
                command.getEventTime(),
                step.at()));
        var ended = LadderRollback.newBuilder(rollback)
                .setStatus(RollbackStatus.ENDED)
                .setEndsBy(null)
                .build();
        keep(thread, ladder, ended, step);
    }

    private static void keep(ThreadState thread, Ladder ladder, LadderRollback rollback, LadderStep step) {
        step.changed(ThreadLadders.with(thread, with(ladder, rollback), thread.getStatus()));
    }

    private static Ladder with(Ladder ladder, LadderRollback rollback) {
        return Ladder.newBuilder(ladder).setRollback(rollback).build();
    }

    private static LadderRollback named(LadderRollback rollback, OpsEvent event) {
        String execution = event.getAttributes().getOrDefault("executionId", "");
        return execution.isEmpty()
                ? rollback
                : LadderRollback.newBuilder(rollback).setExecutionId(execution).build();
    }

    private static String name(Ladder ladder, LadderRollback rollback) {
        return "the rollback of " + ladder.getRunbook() + " rung " + (ladder.getRung() + 1) + " ("
                + rollback.getCommand().getAction() + ")";
    }

    /** A ladder, and what a person is told of its rollback. */
    static final class Asked {
        private final Ladder ladder;
        private final String words;

        private Asked(Ladder ladder, String words) {
            this.ladder = ladder;
            this.words = words;
        }

        Ladder ladder() {
            return ladder;
        }

        /** To be put after a sentence; empty where there is none. */
        String words() {
            return words;
        }
    }
}
