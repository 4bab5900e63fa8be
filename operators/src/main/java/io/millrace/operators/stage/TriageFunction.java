package io.millrace.operators.stage;

import io.millrace.domain.FoldedEvent;
import io.millrace.domain.Signal;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Applies policy to what folding let pass: accepted events go on as signals, and each leaves its decision row, or takes it along to
 * the delay stage where it may wait. What fails is accepted all the same and leaves a dead letter with the trace too.
 */
public final class TriageFunction extends ProcessFunction<FoldedEvent, Signal> {
    private static final long serialVersionUID = 1L;

    private final ContentBundle bundle;

    private transient Triage triage;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public TriageFunction(ContentBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public void open(OpenContext context) {
        Content content = bundle.compile();
        triage = new Triage(
                content.catalog()::of,
                content.catalog()::unread,
                content.policies()::decide,
                content.policies().mayWait());
        counters = new OutcomeCounters(getRuntimeContext().getMetricGroup(), "triage");
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "triage");
    }

    @Override
    public void processElement(FoldedEvent folded, Context context, Collector<Signal> out) {
        Triage.Answer answer;
        try {
            answer = triage.decide(folded);
        } catch (RuntimeException e) {
            // not even a row can be written about it
            context.output(Outputs.DEAD_LETTERS, undecided.event(folded.getEvent(), e));
            return;
        }
        answer.failure().ifPresent(e -> context.output(Outputs.DEAD_LETTERS, undecided.event(folded.getEvent(), e)));
        answer.row().ifPresent(row -> {
            counters.count(row.getAction());
            context.output(Outputs.DECISIONS, row);
        });
        answer.signal().ifPresent(out::collect);
    }
}
