package io.millrace.jobs;

import io.millrace.domain.OpsEvent;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.stage.JoinExecutionsFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SortExecutionsFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What Systems Manager says of an execution finds the command that it was started for; all other events pass by. */
final class ExecutionStages {
    private ExecutionStages() {}

    /** The parsed events, and the outcomes that executions gave. */
    static DataStream<OpsEvent> define(DataStream<OpsEvent> parsed, Rows rows) {
        SingleOutputStreamOperator<OpsEvent> sorted = parsed.process(
                        new SortExecutionsFunction(), Records.type(OpsEvent.class))
                .uid("sort-executions")
                .name("Sort executions");
        SingleOutputStreamOperator<OpsEvent> joined = rows.undecided(sorted.getSideOutput(Outputs.EXECUTIONS)
                .keyBy(JoinExecutionsFunction::key)
                .process(new JoinExecutionsFunction(), Records.type(OpsEvent.class))
                .uid("join-executions")
                .name("Join executions"));
        rows.add(Lake.OUTCOMES, joined.getSideOutput(Outputs.OUTCOMES));
        return sorted.union(joined);
    }
}
