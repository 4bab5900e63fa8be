package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
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
 * Metrics stream: raw records in, points out, what cannot be read to {@link #DEAD_LETTERS}, and to {@link #COUNTS}
 * how many points each record brought (received, dead, tick; zero is not said). No state.
 */
public final class ParseMetricsFunction extends ProcessFunction<RawRecord, MetricDatum>
        implements ResultTypeQueryable<MetricDatum> {
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("metric-dead-letters", new AvroTypeInfo<>(DeadLetter.class));
    public static final OutputTag<StreamCount> COUNTS =
            new OutputTag<>("metric-counts", new AvroTypeInfo<>(StreamCount.class));

    private static final long serialVersionUID = 1L;
    private static final String STAGE = "parse";

    private final Duration maxAhead;
    private transient @Nullable MetricStreamParser parser;
    private transient @Nullable DeadLetterCounters counters;

    /** @param maxAhead a point later than its arrival by more than this is dead */
    public ParseMetricsFunction(Duration maxAhead) {
        this.maxAhead = maxAhead;
    }

    @Override
    public void open(OpenContext context) {
        parser = new MetricStreamParser(maxAhead);
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
            context.output(DEAD_LETTERS, letter);
            if (counters != null) {
                counters.count(letter.getReason(), count);
            }
        }

        @Override
        public void tick() {
            ticks++;
        }

        void count(RawRecord raw) {
            count(raw, "received", points + dead);
            count(raw, "dead", dead);
            count(raw, "tick", ticks);
        }

        private void count(RawRecord raw, String outcome, long number) {
            if (number > 0) {
                var hour = raw.getArrivedAt().truncatedTo(ChronoUnit.HOURS);
                context.output(COUNTS, new StreamCount(raw.getStream(), hour, outcome, number));
            }
        }
    }
}
