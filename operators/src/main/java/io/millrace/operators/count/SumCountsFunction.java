package io.millrace.operators.count;

import io.millrace.domain.StreamCount;
import io.millrace.operators.stage.Records;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One row per stream, arrival hour and outcome, when the hour is over. State: the sum, cleared with the row.
 * A count that still comes later (a record that arrived after its hour was closed) gives a further row: rows add up.
 */
public final class SumCountsFunction extends KeyedProcessFunction<String, StreamCount, StreamCount> {
    private static final long serialVersionUID = 1L;

    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** Stages hand counts on when their slot closes, a little after the hour. */
    private static final long GRACE = Duration.ofMinutes(1).toMillis();

    private transient ValueState<StreamCount> sum;

    /** The key of a count: everything but the number. */
    public static String key(StreamCount count) {
        return count.getStream() + '|' + count.getHour() + '|' + count.getOutcome();
    }

    @Override
    public void open(OpenContext context) {
        sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Records.type(StreamCount.class)));
    }

    @Override
    public void processElement(StreamCount count, Context context, Collector<StreamCount> out) throws Exception {
        StreamCount known = sum.value();
        sum.update(known == null ? count : PreAggregateCounts.sum(known, count));
        long closes = count.getHour().toEpochMilli() + HOUR + GRACE;
        context.timerService()
                .registerEventTimeTimer(Math.max(closes, context.timerService().currentWatermark() + 1));
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<StreamCount> out) throws Exception {
        StreamCount known = sum.value();
        if (known != null) {
            out.collect(known);
            sum.clear();
        }
    }
}
