package io.millrace.operators.logs;

import io.millrace.domain.LogCount;
import io.millrace.domain.LogMinute;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.StreamCount;
import io.millrace.operators.parse.ParseMetricsFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up the lines of a log group per minute and gives one point for each minute that had lines, when it closes by
 * arrival time. State per series ({@link LogMinutes#seriesKey}): its open minutes, each cleared when it closes; nothing
 * else is kept. Counts to {@link Outputs#COUNTS} what became of the lines, and the point as received.
 */
public final class CountLogErrorsFunction extends KeyedProcessFunction<String, LogCount, MetricDatum> {
    private static final long serialVersionUID = 1L;

    private final LogSettings settings;
    private transient LogMinutes minutes;
    private transient MapState<Long, LogMinute> open;

    public CountLogErrorsFunction(LogSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        minutes = new LogMinutes(settings);
        open = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("minutes", Types.LONG, Records.type(LogMinute.class)));
    }

    @Override
    public void processElement(LogCount count, Context context, Collector<MetricDatum> out) throws Exception {
        long minute = LogMinutes.minute(count);
        long closes = minutes.closesAt(minute);
        // by their own arrival, so that every replay says the same; by the watermark, should it have run ahead of it
        if (minutes.isLate(count) || closes <= context.timerService().currentWatermark()) {
            count(count, "late", context);
            return;
        }
        LogMinute known = open.get(minute);
        if (LogMinutes.isRepeated(known, count)) {
            count(count, "repeated", context);
            return;
        }
        open.put(minute, LogMinutes.add(known, count));
        context.timerService().registerEventTimeTimer(closes);
        count(count, "scored", context);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<MetricDatum> out) throws Exception {
        long minute = minutes.closingAt(timer);
        LogMinute lines = open.get(minute);
        if (lines == null) {
            return;
        }
        open.remove(minute);
        MetricDatum point = minutes.point(minute, lines);
        context.output(Outputs.COUNTS, new StreamCount("metrics", hour(point.getArrivedAt()), "received", 1L));
        out.collect(point);
    }

    private static void count(LogCount lines, String outcome, Context context) {
        context.output(
                Outputs.COUNTS,
                new StreamCount(ParseMetricsFunction.LOGS, hour(lines.getArrivedAt()), outcome, lines.getLines()));
    }

    private static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
