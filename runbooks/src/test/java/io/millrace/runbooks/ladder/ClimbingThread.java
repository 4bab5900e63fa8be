package io.millrace.runbooks.ladder;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.anOutcome;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Ladder;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.RunbookCatalog;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import io.millrace.testing.Undiagnosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One thread with the shipped runbooks at work, from their first rung on: keeps the state between steps, as the thread stage does. */
final class ClimbingThread {
    static final String MEMORY = Metrics.memory(Estates.INSTANCE).seriesKey();
    static final String CPU = Metrics.cpu(Estates.INSTANCE).seriesKey();
    private static final RunbookCatalog SHIPPED = ContentBundle.of(
                    Undiagnosed.files(ContentBundle.shipped().files()))
            .compile()
            .runbooks();

    private final Ladders ladders;

    private ThreadState thread = ThreadState.newBuilder()
            .setThreadId("thread")
            .setScope("shop")
            .setStatus(ThreadStatus.OPEN)
            .setTitle("a thread")
            .setSeverity(4)
            .setPriority(2)
            .setService("checkout")
            .setOwner("checkout-team")
            .setAccount(Estates.PRODUCTION)
            .setRegion(Estates.REGION)
            .setContentVersion("v1")
            .setOpenedAt(Times.at("10:00"))
            .setLastEventAt(Times.at("10:00"))
            .setUpdatedAt(Times.at("10:00"))
            .setVersion(1)
            .setEventCount(0)
            .setMembers(List.of())
            .setIdentities(List.of())
            .setResources(List.of())
            .build();

    ClimbingThread() {
        this(SHIPPED);
    }

    ClimbingThread(RunbookCatalog runbooks) {
        this(new Ladders(runbooks));
    }

    ClimbingThread(Ladders ladders) {
        this.ladders = ladders;
    }

    static EventBuilder leak() {
        return aCondition("memory-leak", MEMORY).value("value", 88);
    }

    static EventBuilder highCpu(double percent) {
        return aCondition("high-cpu", CPU).value("value", percent);
    }

    /** The condition is met: its runbook may start. */
    LadderStep met(EventBuilder condition, String arrivedAt) {
        return take(condition.at(arrivedAt).arrivedAt(arrivedAt).signal(), true);
    }

    /** The condition is still met, with newer figures. */
    LadderStep stillMet(EventBuilder condition, String arrivedAt) {
        return take(
                condition
                        .status(EventStatus.UPDATED)
                        .at(arrivedAt)
                        .arrivedAt(arrivedAt)
                        .signal(),
                true);
    }

    LadderStep cleared(String conditionId, String series, String arrivedAt) {
        return take(
                aConditionCleared(conditionId, series)
                        .at(arrivedAt)
                        .arrivedAt(arrivedAt)
                        .signal(),
                false);
    }

    /** As {@link #stillMet}, with figures of an earlier time. */
    LadderStep stillMet(EventBuilder condition, String at, String arrivedAt) {
        return take(
                condition
                        .status(EventStatus.UPDATED)
                        .at(at)
                        .arrivedAt(arrivedAt)
                        .signal(),
                true);
    }

    LadderStep outcome(String commandId, String word, String arrivedAt) {
        return outcome(commandId, word, arrivedAt, arrivedAt);
    }

    /** @param at by the executor's own clock */
    LadderStep outcome(String commandId, String word, String at, String arrivedAt) {
        return keep(ladders.onSignal(
                thread,
                anOutcome(commandId, word)
                        .attribute("executionId", "execution-1")
                        .at(at)
                        .arrivedAt(arrivedAt)
                        .signal()));
    }

    /** The executor's words beside the word. */
    LadderStep says(String commandId, String word, String text, String at) {
        return keep(ladders.onSignal(
                thread,
                anOutcome(commandId, word).text(text).at(at).arrivedAt(at).signal()));
    }

    /** The executor says that it runs the newest ladder's present rung. */
    LadderStep started(String arrivedAt) {
        return outcome(ladder().getCommandId(), "STARTED", arrivedAt);
    }

    LadderStep refused(String commandId, String reason, String arrivedAt) {
        return keep(ladders.onSignal(
                thread,
                anOutcome(commandId, "")
                        .detailType("Remediation Refused")
                        .attribute("reason", reason)
                        .at(arrivedAt)
                        .arrivedAt(arrivedAt)
                        .signal()));
    }

    /** The guard has granted it, in this mode. */
    LadderStep granted(String commandId, String mode, String arrivedAt) {
        return keep(ladders.onSignal(
                thread,
                anOutcome(commandId, "")
                        .detailType("Remediation Requested")
                        .attribute("mode", mode)
                        .at(arrivedAt)
                        .arrivedAt(arrivedAt)
                        .signal()));
    }

    LadderStep pass(String time) {
        return passTo(Times.at(time));
    }

    LadderStep passTo(Instant time) {
        return keep(ladders.onTime(thread, time));
    }

    /** The signal joins: its identity is open or closed, and a thread without open ones is resolved. */
    LadderStep take(Signal signal, boolean open) {
        var event = signal.getEvent();
        var identities = new ArrayList<>(thread.getIdentities());
        identities.removeIf(known -> known.getIdentity().equals(event.getIdentity()));
        identities.add(OpenIdentity.newBuilder()
                .setIdentity(event.getIdentity())
                .setOccurrenceId(signal.getOccurrenceId())
                .setKind(event.getKind())
                .setOpen(open)
                .setSince(event.getEventTime())
                .build());
        boolean resolved = identities.stream().noneMatch(OpenIdentity::getOpen);
        thread = ThreadState.newBuilder(thread)
                .setIdentities(identities)
                .setStatus(resolved ? ThreadStatus.RESOLVED : ThreadStatus.OPEN)
                .build();
        return keep(ladders.onSignal(thread, signal));
    }

    ThreadState state() {
        return thread;
    }

    Ladder ladder() {
        return thread.getLadders().get(thread.getLadders().size() - 1);
    }

    Optional<Instant> due() {
        return ladders.due(thread);
    }

    boolean isWaiting() {
        return ladders.due(thread).isPresent();
    }

    private LadderStep keep(LadderStep step) {
        step.state().ifPresent(next -> thread = next);
        return step;
    }
}
