package io.millrace.operators.explain;

import io.millrace.domain.ExplainBudgetState;
import io.millrace.domain.ExplainRequest;
import io.millrace.domain.explain.ExplainBudget;
import io.millrace.domain.time.Slots;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SlotBuffer;
import io.millrace.operators.stage.Undecided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets those questions through that are worth an answer and within the budget; the others keep the analyst's text. State: the
 * grants of the last hour, and the slot buffer; cleared when the last grant has aged.
 */
public final class GrantExplanationFunction extends KeyedProcessFunction<String, ExplainRequest, ExplainRequest> {
    /** The one key: a budget spans everything. */
    public static final String KEY = "fleet";

    private static final long serialVersionUID = 1L;

    private static final Comparator<ExplainRequest> ORDER = Comparator.<ExplainRequest, Instant>comparing(
                    request -> request.getChange().getArrivedAt())
            .thenComparing(request -> request.getChange().getChangeId());

    private final ExplainBudget budget;

    private transient SlotBuffer<ExplainRequest> buffer;
    private transient ValueState<ExplainBudgetState> grants;
    private transient Undecided undecided;

    public GrantExplanationFunction(ExplainBudget budget) {
        this.budget = budget;
    }

    @Override
    public void open(OpenContext context) {
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "explain");
        buffer = new SlotBuffer<>(
                getRuntimeContext(),
                "slots",
                Records.type(ExplainRequest.class),
                request -> request.getChange().getArrivedAt(),
                ORDER);
        grants = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("grants", Records.type(ExplainBudgetState.class)));
    }

    @Override
    public void processElement(ExplainRequest request, Context context, Collector<ExplainRequest> out)
            throws Exception {
        buffer.add(request, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<ExplainRequest> out) throws Exception {
        for (ExplainRequest request : buffer.take(timer)) {
            ExplainBudgetState state = grants.value();
            if (state == null) {
                state = new ExplainBudgetState(new ArrayList<>());
            }
            ExplainBudgetState after;
            try {
                if (!budget.grants(state, request)) {
                    continue;
                }
                after = budget.after(state, request);
            } catch (RuntimeException e) {
                var change = request.getChange();
                context.output(
                        Outputs.DEAD_LETTERS, undecided.record(change, change.getChangeId(), change.getArrivedAt(), e));
                continue;
            }
            grants.update(after);
            context.timerService().registerEventTimeTimer(Slots.endOf(timer + ExplainBudget.WINDOW.toMillis()));
            out.collect(request);
        }
        forget(timer);
    }

    private void forget(long timer) throws Exception {
        ExplainBudgetState state = grants.value();
        long oldest = timer - ExplainBudget.WINDOW.toMillis();
        if (state != null && state.getGrants().stream().allMatch(grant -> grant.getGrantedAt() <= oldest)) {
            grants.clear();
        }
    }
}
