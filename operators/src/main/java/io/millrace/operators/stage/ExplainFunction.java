package io.millrace.operators.stage;

import io.millrace.domain.BusEvent;
import io.millrace.domain.ExplainRequest;
import io.millrace.domain.Explanation;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.thread.Changes;
import io.millrace.models.analyst.LocalAnalyst;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.operators.eventbridge.BusEvents;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.catalog.RunbookCatalog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Explains the changes of a thread that people are told of, as an update that nothing waits for, and has its ticket say the
 * same; the end of a thread and a person's word need no words, only the ticket. A change that
 * cannot be explained is a dead letter, and its thread goes on without.
 */
public final class ExplainFunction extends ProcessFunction<ThreadChange, BusEvent> implements ContentStage {
    private static final long serialVersionUID = 1L;

    private static final Set<Changes> EXPLAINED =
            EnumSet.of(Changes.OPENED, Changes.UPDATED, Changes.REOPENED, Changes.RESOLVED, Changes.ESCALATED);

    /** Nothing to explain, but the ticket is another's, in other hands, or done with. */
    private static final Set<Changes> TICKET_ONLY =
            EnumSet.of(Changes.ACKNOWLEDGED, Changes.DIAGNOSED, Changes.REASSIGNED, Changes.CLOSED);

    private final LiveContent<RunbookCatalog> content;
    private final boolean modelWanted;

    private transient LocalAnalyst analyst;
    private transient Undecided undecided;

    /** @param modelWanted whether a language model is asked, too: the request carries the text that stands already */
    public ExplainFunction(ContentHistory content, boolean modelWanted) {
        this.modelWanted = modelWanted;
        this.content = new LiveContent<>(content, bundle -> bundle.compile().runbooks());
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    @Override
    public void open(OpenContext context) {
        analyst = new LocalAnalyst();
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "explain");
    }

    @Override
    public void processElement(ThreadChange change, Context context, Collector<BusEvent> out) {
        Changes what = Changes.valueOf(change.getChange());
        if (!EXPLAINED.contains(what) && !TICKET_ONLY.contains(what)) {
            return;
        }
        Explanation explanation;
        List<BusEvent> told;
        try {
            explanation = TICKET_ONLY.contains(what) ? null : analyst.explain(change, advice(change));
            told = BusEvents.told(change, explanation);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS, undecided.record(change, change.getChangeId(), change.getArrivedAt(), e));
            return;
        }
        told.forEach(out::collect);
        if (explanation != null) {
            context.output(Outputs.EXPLANATIONS, explanation);
            if (modelWanted) {
                context.output(Outputs.EXPLAIN_REQUESTS, new ExplainRequest(change, explanation));
            }
        }
    }

    /** What the runbooks of the thread's met conditions say, each citing the events of its condition. */
    private List<Sentence> advice(ThreadChange change) {
        var sentences = new ArrayList<Sentence>();
        RunbookCatalog runbooks = content.at(change.getArrivedAt()).value();
        for (Runbook runbook : runbooks.all().values()) {
            List<String> met = change.getMembers().stream()
                    .filter(member -> isMetConditionOf(member, runbook))
                    .map(ThreadMember::getEventId)
                    .distinct()
                    .sorted()
                    .collect(Collectors.toList());
            if (!met.isEmpty() && !runbook.advice().isBlank()) {
                sentences.add(new Sentence(runbook.advice().strip().replaceAll("\\s+", " "), met));
            }
        }
        return sentences;
    }

    private static boolean isMetConditionOf(ThreadMember member, Runbook runbook) {
        return runbook.conditions().stream()
                .anyMatch(condition -> member.getIdentity().startsWith("condition:" + condition + ":"));
    }
}
