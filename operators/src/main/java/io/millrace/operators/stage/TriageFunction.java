package io.millrace.operators.stage;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.decision.Decisions;
import io.millrace.domain.decision.Loop;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.policies.Verdict;
import io.millrace.runbooks.services.Ownership;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Applies policy to what folding let pass: accepted events go on as signals, and each leaves its decision row. */
public final class TriageFunction extends ProcessFunction<FoldedEvent, Signal> {
    private static final long serialVersionUID = 1L;

    private final ContentBundle bundle;

    private transient Content content;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public TriageFunction(ContentBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public void open(OpenContext context) {
        content = bundle.compile();
        counters = new OutcomeCounters(getRuntimeContext().getMetricGroup(), "triage");
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "triage");
    }

    @Override
    public void processElement(FoldedEvent folded, Context context, Collector<Signal> out) {
        OpsEvent event = folded.getEvent();
        Signal signal;
        Decision decision;
        try {
            Ownership ownership = content.catalog().of(event);
            if (Loop.isControl(event)) {
                signal = signal(folded, ownership).setRule("loop").build();
                decision = row(folded, ownership, DecisionAction.CONTROL)
                        .setRule("loop")
                        .setReason("joined without triage")
                        .build();
            } else {
                Verdict verdict = content.policies().decide(event, ownership, folded.getFlapCount());
                signal = signal(folded, ownership)
                        .setSeverity(verdict.severity())
                        .setOwner(verdict.owner())
                        .setCopies(verdict.copies())
                        .setRule(verdict.rule())
                        .build();
                decision = row(folded, ownership, verdict.action())
                        .setRule(verdict.rule())
                        .setReason(verdict.reason())
                        .setOwner(verdict.owner())
                        .setSeverity(verdict.severity())
                        .build();
            }
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.event(event, e));
            return;
        }
        counters.count(decision.getAction());
        context.output(Outputs.DECISIONS, decision);
        if (decision.getAction() == DecisionAction.ACCEPTED || decision.getAction() == DecisionAction.CONTROL) {
            out.collect(signal);
        }
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
