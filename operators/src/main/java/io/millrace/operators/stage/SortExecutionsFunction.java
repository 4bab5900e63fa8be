package io.millrace.operators.stage;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.execution.Executions;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets everything pass but what Systems Manager says of an execution: that goes by way of {@link JoinExecutionsFunction}, which
 * also reads a copy of what executors report. Without state; nothing waits here.
 */
public final class SortExecutionsFunction extends ProcessFunction<OpsEvent, OpsEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(OpsEvent event, Context context, Collector<OpsEvent> out) {
        if (Executions.id(event).isPresent()) {
            context.output(Outputs.EXECUTIONS, event);
        }
        if (!Executions.isStatus(event)) {
            out.collect(event);
        }
    }
}
