package io.millrace.runbooks.ladder;

import io.millrace.domain.Command;
import io.millrace.domain.EventKind;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Outcome;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import io.millrace.runbooks.catalog.Plan;
import io.millrace.runbooks.catalog.PlanContext;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.catalog.RunbookCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves the ladders of one thread. A met condition starts its runbook; the next rung is proposed only when the
 * present one ran and did not verify in time although data arrived; a cleared condition verifies it; silence, of data or
 * of the executor, verifies nothing and calls a person. Pure: values in, values out.
 */
public final class Ladders {
    /** Ended ladders that a thread keeps beside those of conditions that are still open. */
    static final int MOST_ENDED = 20;

    /** Words by which an executor says that a rung runs or has run. */
    private static final Set<String> RUNS = Set.of("STARTED", "SUCCEEDED");

    /** Words by which it says that a rung came to nothing. */
    private static final Set<String> FAILS = Set.of("FAILED", "TIMED_OUT");

    /** Somebody stopped it, who may not want the next one either. */
    private static final String CANCELLED = "CANCELLED";

    private final VersionedRunbooks.Lookup versions;

    /** @param versions a ladder is climbed by the version that it began with */
    public Ladders(VersionedRunbooks.Lookup versions) {
        this.versions = versions;
    }

    /** The same runbooks for every version. */
    public Ladders(RunbookCatalog runbooks) {
        this((version, arrivedAt) -> new VersionedRunbooks(version, runbooks));
    }

    /** A signal that has just joined the thread. */
    public LadderStep onSignal(ThreadState thread, Signal signal) {
        var step = new LadderStep(signal.getEvent().getArrivedAt());
        OpsEvent event = signal.getEvent();
        // Only what Millrace derived from data triggers or verifies, whatever an outside event calls itself.
        boolean derived = event.getOrigin() == Origin.DERIVED;
        if (derived && event.getKind() == EventKind.CONDITION) {
            onCondition(thread, signal, step);
        } else if (derived && event.getKind() == EventKind.RECOVERY) {
            onRecovery(thread, event, step);
        } else if (event.getKind() == EventKind.OUTCOME) {
            onOutcome(thread, event, step);
        }
        return step;
    }

    /** Rungs whose time to verify is over at {@code now} (arrival time). */
    public LadderStep onTime(ThreadState thread, Instant now) {
        var step = new LadderStep(now);
        for (Ladder ladder : thread.getLadders()) {
            if (isActive(ladder) && !ladder.getVerifyBy().isAfter(now)) {
                overdue(current(thread, step), ladder, step);
            }
        }
        return step;
    }

    /** When the next rung's time to verify is over; absent when none is at work. */
    public Optional<Instant> due(ThreadState thread) {
        return thread.getLadders().stream()
                .filter(Ladders::isActive)
                .map(Ladder::getVerifyBy)
                .min(Comparator.naturalOrder());
    }

    private void onCondition(ThreadState thread, Signal signal, LadderStep step) {
        OpsEvent event = signal.getEvent();
        Optional<Ladder> known = thread.getLadders().stream()
                .filter(ladder -> ladder.getOpeningCondition().equals(signal.getOccurrenceId()))
                .findFirst();
        if (known.isPresent()) {
            if (isActive(known.get())) {
                var next = Ladder.newBuilder(known.get())
                        .setEvidence(event)
                        .setUpdatesSince(known.get().getUpdatesSince() + 1)
                        .build();
                step.changed(with(thread, next, thread.getStatus()));
            }
            return;
        }
        VersionedRunbooks runbooks = versions.of(signal.getContentVersion(), event.getArrivedAt());
        runbooks.catalog().triggeredBy(event).ifPresent(runbook -> {
            var ladder = Ladder.newBuilder()
                    .setRunbook(runbook.id())
                    .setRunbookVersion(runbook.version())
                    .setOpeningCondition(signal.getOccurrenceId())
                    .setEvidence(event)
                    .setRung(0)
                    .setAttempt(1)
                    .setCommandId("")
                    .setStatus(LadderStatus.PROPOSED)
                    .setSince(event.getArrivedAt())
                    .setVerifyBy(event.getArrivedAt().plus(runbook.startsWithin()))
                    .setContentVersion(runbooks.version())
                    .build();
            propose(thread, ladder, runbooks, runbook, step);
        });
    }

    private void onRecovery(ThreadState thread, OpsEvent event, LadderStep step) {
        for (Ladder ladder : thread.getLadders()) {
            boolean verifies = isActive(ladder)
                    && ladder.getEvidence().getIdentity().equals(event.getIdentity())
                    && event.getArrivedAt().isAfter(ladder.getSince());
            if (verifies) {
                end(current(thread, step), ladder, LadderStatus.FIXED, event.getText(), step);
            }
        }
    }

    private void onOutcome(ThreadState thread, OpsEvent event, LadderStep step) {
        String commandId = event.getAttributes().getOrDefault("commandId", "");
        for (Ladder ladder : thread.getLadders()) {
            if (!isActive(ladder) || !ladder.getCommandId().equals(commandId)) {
                continue;
            }
            String outcome = event.getAttributes().getOrDefault("outcome", "");
            if (event.getDetailType().equals("Remediation Refused")) {
                end(current(thread, step), ladder, LadderStatus.REFUSED, event.getTitle(), step);
                step.escalate(ladder.getRunbook() + " was refused: "
                        + event.getAttributes().getOrDefault("reason", "no reason given"));
            } else if (FAILS.contains(outcome)) {
                climb(current(thread, step), ladder, LadderStatus.FAILED, "the executor reported " + outcome, step);
            } else if (outcome.equals(CANCELLED)) {
                end(current(thread, step), ladder, LadderStatus.UNVERIFIABLE, "the executor reported CANCELLED", step);
                step.escalate(ladder.getRunbook() + " rung " + (ladder.getRung() + 1) + " was cancelled");
            } else if (RUNS.contains(outcome)) {
                var next = reported(thread, ladder, step.at());
                step.changed(with(current(thread, step), next, ThreadStatus.VERIFYING));
            }
        }
    }

    /** Only what arrives after a rung ran shows whether it helped: its time to verify begins with the executor's word. */
    private Ladder reported(ThreadState thread, Ladder ladder, Instant at) {
        var next = Ladder.newBuilder(ladder).setStatus(LadderStatus.REQUESTED);
        Optional<Runbook> runbook = runbooks(thread, ladder, at).catalog().find(ladder.getRunbook());
        if (runbook.isPresent()) {
            next.setSince(at).setVerifyBy(at.plus(runbook.get().verifyWithin())).setUpdatesSince(0);
        }
        return next.build();
    }

    private void overdue(ThreadState thread, Ladder ladder, LadderStep step) {
        if (ladder.getStatus() == LadderStatus.PROPOSED) {
            // whether it was run is unknown: another rung on top of it could be the second at work
            end(thread, ladder, LadderStatus.UNVERIFIABLE, "no executor said that it ran", step);
            step.escalate(ladder.getRunbook() + " rung " + (ladder.getRung() + 1)
                    + " cannot be verified: no executor said that it ran");
            return;
        }
        if (ladder.getUpdatesSince() == 0) {
            end(thread, ladder, LadderStatus.UNVERIFIABLE, "no data arrived after it", step);
            step.escalate(ladder.getRunbook() + " rung " + (ladder.getRung() + 1)
                    + " cannot be verified: no data arrived after it");
            return;
        }
        climb(thread, ladder, LadderStatus.NOT_FIXED, "the condition still holds", step);
    }

    /** The present rung did not help: its next attempt, the next rung, or a person. */
    private void climb(ThreadState thread, Ladder ladder, LadderStatus verdict, String detail, LadderStep step) {
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
            step.changed(with(thread, last, ThreadStatus.OPEN));
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
                .build();
        propose(thread, next, runbooks, runbook.get(), step);
    }

    /** Of the version that the ladder began with; an earlier version of Millrace kept only the thread's. */
    private VersionedRunbooks runbooks(ThreadState thread, Ladder ladder, Instant at) {
        String began = ladder.getContentVersion();
        return versions.of(began.isEmpty() ? thread.getContentVersion() : began, at);
    }

    private static void propose(
            ThreadState thread, Ladder ladder, VersionedRunbooks runbooks, Runbook runbook, LadderStep step) {
        var context = new PlanContext(
                thread.getThreadId(),
                thread.getScope(),
                thread.getService(),
                ladder.getOpeningCondition(),
                runbooks.version());
        Plan plan =
                runbooks.planner().plan(runbook, ladder.getRung(), ladder.getAttempt(), ladder.getEvidence(), context);
        Optional<Command> command = plan.command();
        if (command.isPresent()) {
            // A rung proposed by time arrives when its timer does, not when its evidence did.
            command.get().setArrivedAt(step.at());
            ladder.setCommandId(command.get().getCommandId());
            step.propose(command.get());
            step.changed(with(thread, ladder, ThreadStatus.REMEDIATING));
        } else {
            ladder.setStatus(LadderStatus.REFUSED);
            step.changed(with(thread, ladder, ThreadStatus.OPEN));
            String why = plan.refusal().map(Object::toString).orElse("no step applies");
            step.escalate(runbook.id() + " cannot act: " + why);
        }
    }

    private static void end(ThreadState thread, Ladder ladder, LadderStatus verdict, String detail, LadderStep step) {
        step.verdict(outcome(thread, ladder, verdict, detail, step.at()));
        var ended = Ladder.newBuilder(ladder).setStatus(verdict).build();
        boolean resolved = thread.getStatus() == ThreadStatus.RESOLVED;
        step.changed(with(thread, ended, resolved ? ThreadStatus.RESOLVED : ThreadStatus.OPEN));
    }

    private static boolean isActive(Ladder ladder) {
        return ladder.getStatus() == LadderStatus.PROPOSED || ladder.getStatus() == LadderStatus.REQUESTED;
    }

    private static ThreadState current(ThreadState thread, LadderStep step) {
        return step.state().orElse(thread);
    }

    private static ThreadState with(ThreadState thread, Ladder ladder, ThreadStatus status) {
        var next = Copies.shallow(thread, new ThreadState());
        List<Ladder> ladders = new ArrayList<>(thread.getLadders());
        ladders.removeIf(known -> known.getOpeningCondition().equals(ladder.getOpeningCondition()));
        ladders.add(ladder);
        next.setLadders(bounded(thread, ladders));
        // A thread that waits for nothing is resolved, whatever its ladders do.
        next.setStatus(thread.getStatus() == ThreadStatus.RESOLVED ? ThreadStatus.RESOLVED : status);
        return next;
    }

    /** Forgets the oldest ended ladders, never one whose opening still lasts: its updates would start it again. */
    private static List<Ladder> bounded(ThreadState thread, List<Ladder> ladders) {
        Set<String> open = thread.getIdentities().stream()
                .filter(OpenIdentity::getOpen)
                .map(OpenIdentity::getOccurrenceId)
                .collect(Collectors.toSet());
        List<Ladder> over = ladders.stream()
                .filter(known -> !isActive(known) && !open.contains(known.getOpeningCondition()))
                .collect(Collectors.toList());
        int surplus = Math.max(0, over.size() - MOST_ENDED);
        var kept = new ArrayList<>(ladders);
        kept.removeAll(over.subList(0, surplus));
        return kept;
    }

    private static Outcome outcome(
            ThreadState thread, Ladder ladder, LadderStatus verdict, String detail, Instant arrivedAt) {
        return Outcome.newBuilder()
                .setEventId(Ids.hash("verification", ladder.getCommandId(), verdict.name()))
                .setCommandId(ladder.getCommandId())
                .setThreadId(thread.getThreadId())
                .setExecutionId("")
                .setOutcome(verdict.name())
                .setDetail(detail)
                .setEventTime(ladder.getEvidence().getEventTime())
                .setArrivedAt(arrivedAt)
                .build();
    }
}
