package io.millrace.runbooks.policies;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.decision.Decisions;
import io.millrace.domain.decision.Loop;
import io.millrace.domain.thread.Inhibiting;
import io.millrace.runbooks.services.Ownership;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one folded event: a row, and a signal where it goes on. It fails open: what folding, the catalog or a policy
 * could not judge is accepted with its own severity, and the row says why.
 */
public final class Triage {
    private final Function<OpsEvent, Ownership> catalog;
    private final Function<OpsEvent, Ownership> unread;
    private final Policies policies;
    private final boolean mayWait;
    private final Predicate<FoldedEvent> sendable;

    /** The policies of the bundle. */
    public interface Policies {
        Verdict decide(OpsEvent event, Ownership ownership, int flapCount);
    }

    /**
     * @param unread owner of what the catalog fails on
     * @param mayWait whether policies delay or silences hold back: then every end of trouble goes by the delay stage
     * @param sendable whether an event could go on to another stage at all
     */
    public Triage(
            Function<OpsEvent, Ownership> catalog,
            Function<OpsEvent, Ownership> unread,
            Policies policies,
            boolean mayWait,
            Predicate<FoldedEvent> sendable) {
        this.catalog = catalog;
        this.unread = unread;
        this.policies = policies;
        this.mayWait = mayWait;
        this.sendable = sendable;
    }

    /** A row to write now, unless the delay stage will; a signal, unless the event ends here; and what failed on the way. */
    public static final class Answer {
        private final @Nullable Decision row;
        private final @Nullable Signal signal;
        private final @Nullable RuntimeException failure;

        private Answer(@Nullable Decision row, @Nullable Signal signal, @Nullable RuntimeException failure) {
            this.row = row;
            this.signal = signal;
            this.failure = failure;
        }

        /** To write now; empty where another stage will. */
        public Optional<Decision> row() {
            return Optional.ofNullable(row);
        }

        /** What was decided, whoever writes its row. */
        public Optional<Decision> decision() {
            return row().or(() -> signal().map(Signal::getRow));
        }

        /** What goes on. */
        public Optional<Signal> signal() {
            return Optional.ofNullable(signal);
        }

        /** What failed on the way. */
        public Optional<RuntimeException> failure() {
            return Optional.ofNullable(failure);
        }
    }

    /** Throws only where not even a row could be written. */
    public Answer decide(FoldedEvent folded) {
        OpsEvent event = folded.getEvent();
        Ownership ownership;
        try {
            ownership = catalog.apply(event);
        } catch (RuntimeException e) {
            return failedOpen(
                    sendable(folded, e), unread.apply(event), "the service catalog could not be asked: " + e, e);
        }
        if (Loop.isControl(event)) {
            return new Answer(
                    row(folded, ownership, DecisionAction.CONTROL)
                            .setRule("loop")
                            .setReason("joined without triage")
                            .build(),
                    signal(folded, ownership).setRule("loop").build(),
                    null);
        }
        if (!folded.getFailure().isEmpty()) {
            // folding has left the dead letter
            return failedOpen(folded, ownership, "folding failed: " + folded.getFailure(), null);
        }
        try {
            return judged(folded, ownership, policies.decide(event, ownership, folded.getFlapCount()));
        } catch (RuntimeException e) {
            return failedOpen(sendable(folded, e), ownership, "policies could not be asked: " + e, e);
        }
    }

    private Answer judged(FoldedEvent folded, Ownership ownership, Verdict verdict) {
        var signal = signal(folded, ownership)
                .setSeverity(verdict.severity())
                .setOwner(verdict.owner())
                .setCopies(verdict.copies())
                .setRule(verdict.acceptedBy())
                .setInhibitions(verdict.inhibitions());
        var row = row(folded, ownership, verdict.action())
                .setRule(verdict.rule())
                .setReason(verdict.reason())
                .setOwner(verdict.owner())
                .setSeverity(verdict.severity())
                .build();
        boolean mayEndAWait = mayWait && folded.getEvent().getStatus() == EventStatus.RESOLVED;
        if (verdict.waits().isPresent() || mayEndAWait) {
            verdict.waits().ifPresent(wait -> signal.setWaitsUntil(wait.until())
                    .setWaitsFor(wait.rule())
                    .setAsks(wait.asks().orElse(null)));
            return new Answer(null, signal.setRow(row).build(), null);
        }
        if (verdict.action() != DecisionAction.ACCEPTED) {
            return new Answer(row, null, null);
        }
        Signal accepted = signal.build();
        if (Inhibiting.mayHold(accepted)) {
            // the thread stage writes the row
            accepted.setRow(row);
            return new Answer(null, accepted, null);
        }
        return new Answer(row, accepted, null);
    }

    private static Answer failedOpen(
            FoldedEvent folded, Ownership ownership, String reason, @Nullable RuntimeException failure) {
        return new Answer(
                row(folded, ownership, DecisionAction.ACCEPTED)
                        .setRule(TriagePolicies.FAIL_OPEN)
                        .setReason("accepted because " + reason)
                        .build(),
                signal(folded, ownership).setRule(TriagePolicies.FAIL_OPEN).build(),
                failure);
    }

    /** What no operator could send on would fail the job over and over: then the failure stands, as a dead letter. */
    private FoldedEvent sendable(FoldedEvent folded, RuntimeException failure) {
        if (!sendable.test(folded)) {
            throw failure;
        }
        return folded;
    }

    private static Signal.Builder signal(FoldedEvent folded, Ownership ownership) {
        return Signal.newBuilder()
                .setEvent(folded.getEvent())
                .setScope(folded.getScope())
                .setContentVersion(folded.getContentVersion())
                .setOccurrenceId(folded.getOccurrenceId())
                .setFlapCount(folded.getFlapCount())
                .setSeverity(folded.getEvent().getSeverity())
                .setService(ownership.service())
                .setTier(String.valueOf(ownership.tier()))
                .setEnvironment(ownership.environment())
                .setOwner(ownership.owner())
                .setCopies(ownership.copies())
                .setCatalogGap(ownership.catalogGap())
                .setDependsOn(ownership.dependsOn())
                .setImpact(ownership.impact())
                .setTenant(ownership.tenant())
                .setContacts(ownership.contacts());
    }

    private static Decision.Builder row(FoldedEvent folded, Ownership ownership, DecisionAction action) {
        return Decisions.about(folded.getEvent(), "triage", action)
                .setScope(folded.getScope())
                .setContentVersion(folded.getContentVersion())
                .setService(ownership.service())
                .setOwner(ownership.owner())
                .setCatalogGap(ownership.catalogGap());
    }
}
