package io.millrace.operators.explain;

import io.millrace.domain.BusEvent;
import io.millrace.domain.ExplainAnswer;
import io.millrace.operators.eventbridge.BusEvents;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Undecided;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** The model's answer, or the analyst's marked text, as an update of the thread and a row of the lake. */
public final class TellExplanationFunction extends ProcessFunction<ExplainAnswer, BusEvent> {
    private static final long serialVersionUID = 1L;

    private transient Undecided undecided;

    @Override
    public void open(OpenContext context) {
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "explain");
    }

    @Override
    public void processElement(ExplainAnswer answer, Context context, Collector<BusEvent> out) {
        List<BusEvent> told;
        try {
            told = BusEvents.told(answer.getChange(), answer.getExplanation());
        } catch (RuntimeException e) {
            var change = answer.getChange();
            context.output(
                    Outputs.DEAD_LETTERS, undecided.record(change, change.getChangeId(), change.getArrivedAt(), e));
            return;
        }
        context.output(Outputs.EXPLANATIONS, answer.getExplanation());
        if (answer.getRow() != null) {
            context.output(Outputs.REMOTE_ANSWERS, answer.getRow());
        }
        told.forEach(out::collect);
    }
}
