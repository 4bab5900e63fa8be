package io.millrace.operators.stage;

import io.millrace.domain.FoldedEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.decision.CatalogGaps;
import io.millrace.domain.record.Copies;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.policies.Triage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Applies policy to what folding let pass: accepted events go on as signals, and each leaves its decision row, or takes it along to
 * the delay stage where it may wait. What fails is accepted all the same and leaves a dead letter with the trace too.
 * The version of content that folding stamped decides until the identity resolves; where it is kept no more, that of the arrival.
 */
public final class TriageFunction extends ProcessFunction<FoldedEvent, Signal> implements ContentStage {
    private static final long serialVersionUID = 1L;

    private final LiveContent<Triage> content;

    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public TriageFunction(ContentHistory content) {
        this(new LiveContent<>(content, TriageFunction::triage));
    }

    TriageFunction(LiveContent<Triage> content) {
        this.content = content;
    }

    private static Triage triage(ContentBundle bundle) {
        Content compiled = bundle.compile();
        return new Triage(
                compiled.catalog()::of,
                compiled.catalog()::unread,
                compiled.policies()::decide,
                compiled.policies().mayWait(),
                Sendable::is);
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    @Override
    public void open(OpenContext context) {
        counters = new OutcomeCounters(getRuntimeContext().getMetricGroup(), "triage");
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "triage");
    }

    @Override
    public void processElement(FoldedEvent stamped, Context context, Collector<Signal> out) {
        var present =
                content.version(stamped.getContentVersion(), stamped.getEvent().getArrivedAt());
        FoldedEvent folded = named(stamped, present.version());
        Triage.Answer answer;
        try {
            answer = present.value().decide(folded);
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
        answer.decision()
                .flatMap(row -> CatalogGaps.sighting(folded.getEvent(), row))
                .ifPresent(seen -> context.output(Outputs.CATALOG_GAPS, seen));
        answer.signal().ifPresent(out::collect);
    }

    /** Rows name the version that decided. */
    private static FoldedEvent named(FoldedEvent folded, String version) {
        if (folded.getContentVersion().equals(version)) {
            return folded;
        }
        var renamed = Copies.shallow(folded, new FoldedEvent());
        renamed.setContentVersion(version);
        return renamed;
    }
}
