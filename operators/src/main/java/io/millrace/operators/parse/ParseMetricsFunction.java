package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.LogCount;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.domain.StreamCount;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Metrics stream: raw records in, points out, log lines by minute to {@link #LOG_COUNTS}, what cannot be read to
 * {@link #DEAD_LETTERS}, and to {@link #COUNTS} how many points and log lines each record brought (received, dead,
 * tick; zero is not said). No state.
 */
public final class ParseMetricsFunction extends ProcessFunction<RawRecord, MetricDatum>
        implements ResultTypeQueryable<MetricDatum> {
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("metric-dead-letters", new AvroTypeInfo<>(DeadLetter.class));
    public static final OutputTag<StreamCount> COUNTS =
            new OutputTag<>("metric-counts", new AvroTypeInfo<>(StreamCount.class));

    public static final OutputTag<LogCount> LOG_COUNTS =
            new OutputTag<>("log-counts", new AvroTypeInfo<>(LogCount.class));

    private static final long serialVersionUID = 1L;
    private static final String STAGE = "parse";

    /** What log lines are counted under. */
    public static final String LOGS = "logs";

    private final Duration maxAhead;
    private final String logRegion;
    private transient @Nullable MetricStreamParser parser;
    private transient @Nullable DeadLetterCounters counters;

    /**
     * @param maxAhead a point later than its arrival by more than this is dead
     * @param logRegion the Region of log records, which name none; empty when it is not known
     */
    public ParseMetricsFunction(Duration maxAhead, String logRegion) {
        this.maxAhead = maxAhead;
        this.logRegion = logRegion;
    }

    @Override
    public void open(OpenContext context) {
        parser = new MetricStreamParser(maxAhead, logRegion);
        counters = new DeadLetterCounters(getRuntimeContext().getMetricGroup(), STAGE);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<MetricDatum> out) {
        if (parser == null) {
            throw new IllegalStateException("open() has not been called");
        }
        var emission = new Emission(context, out);
        parser.parse(raw, emission);
        emission.count(raw);
    }

    @Override
    public TypeInformation<MetricDatum> getProducedType() {
        return new AvroTypeInfo<>(MetricDatum.class);
    }

    /** Passes on what one record holds and counts it. */
    private final class Emission implements MetricPointHandler {
        private final Context context;
        private final Collector<MetricDatum> out;
        private long points;
        private long dead;
        private long ticks;
        private long lines;
        private long deadLines;
        private long controls;

        Emission(Context context, Collector<MetricDatum> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void point(MetricDatum datum) {
            points++;
            out.collect(datum);
        }

        @Override
        public void dead(DeadLetter letter, long count) {
            dead += count;
            tell(letter, count);
        }

        private void tell(DeadLetter letter, long count) {
            context.output(DEAD_LETTERS, letter);
            if (counters != null) {
                counters.count(letter.getReason(), count);
            }
        }

        @Override
        public void tick() {
            ticks++;
        }

        @Override
        public void lines(LogCount count) {
            lines += count.getLines();
            context.output(LOG_COUNTS, count);
        }

        @Override
        public void deadLines(DeadLetter letter, long count) {
            deadLines += count;
            tell(letter, count);
        }

        @Override
        public void control() {
            controls++;
        }

        void count(RawRecord raw) {
            count(raw, raw.getStream(), "received", points + dead);
            count(raw, raw.getStream(), "dead", dead);
            count(raw, raw.getStream(), "tick", ticks);
            count(raw, LOGS, "received", lines + deadLines);
            count(raw, LOGS, "dead", deadLines);
            count(raw, LOGS, "tick", controls);
        }

        private void count(RawRecord raw, String stream, String outcome, long number) {
            if (number > 0) {
                var hour = raw.getArrivedAt().truncatedTo(ChronoUnit.HOURS);
                context.output(COUNTS, new StreamCount(stream, hour, outcome, number));
            }
        }
    }
}
