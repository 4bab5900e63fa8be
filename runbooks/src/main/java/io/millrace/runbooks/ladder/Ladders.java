package io.millrace.runbooks.ladder;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.catalog.RunbookCatalog;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Moves the ladders of one thread. A met condition, or an event whose source a trigger names, starts its runbook, with its diagnosis; the next
 * rung is proposed only when the present one ran and did not verify in time although data arrived; a cleared condition, or the end of
 * the event, verifies it; silence, of data or of the executor, verifies nothing and calls a person, and so does what became worse,
 * which is taken back beside that.
 * Pure: values in, values out.
 */
public final class Ladders {
    private final VersionedRunbooks.Lookup versions;
    private final Climbing climbing;
    private final Verification verification;

    /** @param versions a ladder is climbed by the version that it began with */
    public Ladders(VersionedRunbooks.Lookup versions) {
        this.versions = versions;
        this.climbing = new Climbing(versions);
        this.verification = new Verification(climbing);
    }

    /** The same runbooks for every version. */
    public Ladders(RunbookCatalog runbooks) {
        this((version, arrivedAt) -> new VersionedRunbooks(version, runbooks));
    }

    /** A signal that has just joined the thread. */
    public LadderStep onSignal(ThreadState thread, Signal signal) {
        var step = new LadderStep(signal.getEvent().getArrivedAt());
        OpsEvent event = signal.getEvent();
        // Of what Millrace derived only conditions trigger and verify; an event from outside does where a trigger names
        // its source.
        boolean derived = event.getOrigin() == Origin.DERIVED;
        if (event.getKind() == EventKind.OUTCOME) {
            onOutcome(thread, event, step);
        } else if (Evidence.isWithdrawn(event)) {
            onWithdrawal(thread, event, step);
        } else if (derived ? event.getKind() == EventKind.RECOVERY : event.getStatus() == EventStatus.RESOLVED) {
            onRecovery(thread, event, step);
        } else if (derived ? event.getKind() == EventKind.CONDITION : Evidence.mayBe(event)) {
            onTrouble(thread, signal, step);
        }
        onFurtherTrouble(thread, event, step);
        return step;
    }

    /** Rungs whose window opens, whose time to verify, or that of their rollback, is over, at {@code now} (arrival time). */
    public LadderStep onTime(ThreadState thread, Instant now) {
        var step = new LadderStep(now);
        for (Ladder ladder : thread.getLadders()) {
            boolean isDue =
                    ThreadLadders.due(ladder).filter(due -> !due.isAfter(now)).isPresent();
            if (isDue && ThreadLadders.isWaiting(ladder)) {
                climbing.resume(step.thread(thread), ladder, step);
            } else if (isDue && ThreadLadders.isActive(ladder)) {
                verification.onTime(step.thread(thread), ladder, step);
            } else if (isDue) {
                RollingBack.onTime(step.thread(thread), ladder, step);
            }
        }
        return step;
    }

    /** When the next rung may be proposed, or its time to verify is over; absent when none waits or is at work. */
    public Optional<Instant> due(ThreadState thread) {
        return thread.getLadders().stream()
                .flatMap(ladder -> ThreadLadders.due(ladder).stream())
                .min(Comparator.naturalOrder());
    }

    private void onTrouble(ThreadState thread, Signal signal, LadderStep step) {
        OpsEvent event = signal.getEvent();
        Optional<Ladder> known = thread.getLadders().stream()
                .filter(ladder -> ladder.getOpeningCondition().equals(signal.getOccurrenceId()))
                .findFirst();
        if (known.isPresent()) {
            boolean continues = Evidence.continues(known.get().getEvidence(), event);
            if (continues && ThreadLadders.isActive(known.get())) {
                verification.onUpdate(thread, known.get(), event, step);
            } else if (continues && ThreadLadders.isWaiting(known.get())) {
                var newer = Ladder.newBuilder(known.get()).setEvidence(event).build();
                step.changed(ThreadLadders.with(thread, newer, thread.getStatus()));
            }
            return;
        }
        VersionedRunbooks runbooks = versions.of(signal.getContentVersion(), event.getArrivedAt());
        runbooks.catalog().triggeredBy(signal, thread).ifPresent(triggered -> {
            Runbook runbook = triggered.runbook();
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
                    .setPolicy(signal.getRule())
                    .setWaitsUntil(event.getArrivedAt().plus(triggered.after()))
                    .build();
            climbing.begin(thread, ladder, runbooks, runbook, step);
        });
    }

    private void onRecovery(ThreadState thread, OpsEvent event, LadderStep step) {
        for (Ladder ladder : thread.getLadders()) {
            boolean ends = Evidence.continues(ladder.getEvidence(), event);
            if (ends && ThreadLadders.isActive(ladder)) {
                verification.onRecovery(step.thread(thread), ladder, event, step);
            } else if (ends && ThreadLadders.isWaiting(ladder)) {
                climbing.standDown(step.thread(thread), ladder, LadderStatus.HEALED, step);
            }
        }
    }

    /** Nobody watches the condition any more: no data will show whether the rung helped, and none is begun for it. */
    private void onWithdrawal(ThreadState thread, OpsEvent event, LadderStep step) {
        for (Ladder ladder : thread.getLadders()) {
            boolean ends = Evidence.continues(ladder.getEvidence(), event);
            if (ends && ThreadLadders.isActive(ladder)) {
                verification.onWithdrawal(step.thread(thread), ladder, step);
            } else if (ends && ThreadLadders.isWaiting(ladder)) {
                climbing.standDown(step.thread(thread), ladder, LadderStatus.UNVERIFIABLE, step);
            }
        }
    }

    private void onOutcome(ThreadState thread, OpsEvent event, LadderStep step) {
        String commandId = event.getAttributes().getOrDefault("commandId", "");
        for (Ladder ladder : thread.getLadders()) {
            if (ThreadLadders.isActive(ladder) && ladder.getCommandId().equals(commandId)) {
                verification.onReport(step.thread(thread), ladder, event, step);
            } else if (Diagnosing.isNamed(ladder, commandId)) {
                climbing.diagnosed(step.thread(thread), ladder, event, step);
            } else if (RollingBack.isNamed(ladder, commandId)) {
                RollingBack.onReport(step.thread(thread), ladder, event, step);
            }
        }
    }

    /** Whoever says it: that only stops a ladder. */
    private void onFurtherTrouble(ThreadState thread, OpsEvent event, LadderStep step) {
        for (Ladder ladder : thread.getLadders()) {
            if (ThreadLadders.isActive(ladder)) {
                verification.onFurtherTrouble(step.thread(thread), ladder, event, step);
            }
        }
    }
}
