package io.millrace.runbooks.ladder;

import io.millrace.domain.EventKind;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.catalog.RunbookCatalog;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the ladders of one thread. A met condition starts its runbook; the next rung is proposed only when the
 * present one ran and did not verify in time although data arrived; a cleared condition verifies it; silence, of data or
 * of the executor, verifies nothing and calls a person. Pure: values in, values out.
 */
public final class Ladders {
    /** Words by which an executor says that a rung runs or has run. */
    private static final Set<String> RUNS = Set.of("STARTED", "SUCCEEDED");

    /** Words by which it says that a rung came to nothing. */
    private static final Set<String> FAILS = Set.of("FAILED", "TIMED_OUT");

    /** Somebody stopped it, who may not want the next one either. */
    private static final String CANCELLED = "CANCELLED";

    private final VersionedRunbooks.Lookup versions;
    private final Climbing climbing;

    /** @param versions a ladder is climbed by the version that it began with */
    public Ladders(VersionedRunbooks.Lookup versions) {
        this.versions = versions;
        this.climbing = new Climbing(versions);
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
            if (ThreadLadders.isActive(ladder) && !ladder.getVerifyBy().isAfter(now)) {
                overdue(step.thread(thread), ladder, step);
            }
        }
        return step;
    }

    /** When the next rung's time to verify is over; absent when none is at work. */
    public Optional<Instant> due(ThreadState thread) {
        return thread.getLadders().stream()
                .filter(ThreadLadders::isActive)
                .map(Ladder::getVerifyBy)
                .min(Comparator.naturalOrder());
    }

    private void onCondition(ThreadState thread, Signal signal, LadderStep step) {
        OpsEvent event = signal.getEvent();
        Optional<Ladder> known = thread.getLadders().stream()
                .filter(ladder -> ladder.getOpeningCondition().equals(signal.getOccurrenceId()))
                .findFirst();
        if (known.isPresent()) {
            if (ThreadLadders.isActive(known.get())) {
                var next = Ladder.newBuilder(known.get())
                        .setEvidence(event)
                        .setUpdatesSince(known.get().getUpdatesSince() + 1)
                        .build();
                step.changed(ThreadLadders.with(thread, next, thread.getStatus()));
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
            climbing.propose(thread, ladder, runbooks, runbook, step);
        });
    }

    private void onRecovery(ThreadState thread, OpsEvent event, LadderStep step) {
        for (Ladder ladder : thread.getLadders()) {
            boolean verifies = ThreadLadders.isActive(ladder)
                    && ladder.getEvidence().getIdentity().equals(event.getIdentity())
                    && event.getArrivedAt().isAfter(ladder.getSince());
            if (verifies) {
                climbing.end(step.thread(thread), ladder, LadderStatus.FIXED, event.getText(), step);
            }
        }
    }

    private void onOutcome(ThreadState thread, OpsEvent event, LadderStep step) {
        String commandId = event.getAttributes().getOrDefault("commandId", "");
        for (Ladder ladder : thread.getLadders()) {
            if (!ThreadLadders.isActive(ladder) || !ladder.getCommandId().equals(commandId)) {
                continue;
            }
            String outcome = event.getAttributes().getOrDefault("outcome", "");
            if (event.getDetailType().equals("Remediation Refused")) {
                climbing.end(step.thread(thread), ladder, LadderStatus.REFUSED, event.getTitle(), step);
                step.escalate(ladder.getRunbook() + " was refused: "
                        + event.getAttributes().getOrDefault("reason", "no reason given"));
            } else if (FAILS.contains(outcome)) {
                climbing.climb(step.thread(thread), ladder, LadderStatus.FAILED, "the executor reported " + outcome, step);
            } else if (outcome.equals(CANCELLED)) {
                climbing.giveUp(step.thread(thread), ladder, "the executor reported CANCELLED", step);
            } else if (RUNS.contains(outcome)) {
                var next = reported(thread, ladder, step.at());
                step.changed(ThreadLadders.with(step.thread(thread), next, ThreadStatus.VERIFYING));
            }
        }
    }

    /** Only what arrives after a rung ran shows whether it helped: its time to verify begins with the executor's word. */
    private Ladder reported(ThreadState thread, Ladder ladder, Instant at) {
        var next = Ladder.newBuilder(ladder).setStatus(LadderStatus.REQUESTED);
        Optional<Runbook> runbook = climbing.runbooks(thread, ladder, at).catalog().find(ladder.getRunbook());
        if (runbook.isPresent()) {
            next.setSince(at).setVerifyBy(at.plus(runbook.get().verifyWithin())).setUpdatesSince(0);
        }
        return next.build();
    }

    private void overdue(ThreadState thread, Ladder ladder, LadderStep step) {
        if (ladder.getStatus() == LadderStatus.PROPOSED) {
            climbing.giveUp(thread, ladder, "no executor said that it ran", step);
            return;
        }
        if (ladder.getUpdatesSince() == 0) {
            climbing.giveUp(thread, ladder, "no data arrived after it", step);
            return;
        }
        climbing.climb(thread, ladder, LadderStatus.NOT_FIXED, "the condition still holds", step);
    }
}
