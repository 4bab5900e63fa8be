package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Events stream: raw records in, canonical events out, what cannot be read to {@link #DEAD_LETTERS}. No state. */
public final class ParseEventsFunction extends ProcessFunction<RawRecord, OpsEvent>
        implements ResultTypeQueryable<OpsEvent> {
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("event-dead-letters", new AvroTypeInfo<>(DeadLetter.class));

    private static final long serialVersionUID = 1L;
    private static final String STAGE = "parse";

    private final EventParserSettings settings;
    private transient @Nullable EventParser parser;
    private transient @Nullable DeadLetterCounters counters;

    public ParseEventsFunction(EventParserSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        parser = new EventParser(settings);
        counters = new DeadLetterCounters(getRuntimeContext().getMetricGroup(), STAGE);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<OpsEvent> out) {
        var result = parsed(raw);
        result.events().forEach(out::collect);
        for (DeadLetter letter : result.deadLetters()) {
            context.output(DEAD_LETTERS, letter);
            if (counters != null) {
                counters.count(letter.getReason(), 1);
            }
        }
    }

    /** A defect of a parser costs the one record that shows it. */
    private ParseResult parsed(RawRecord raw) {
        if (parser == null) {
            throw new IllegalStateException("open() has not been called");
        }
        try {
            return parser.parse(raw);
        } catch (RuntimeException e) {
            return ParseResult.dead(DeadLetters.of(raw, STAGE, "parser-error", DeadLetters.trace(e)));
        }
    }

    @Override
    public TypeInformation<OpsEvent> getProducedType() {
        return new AvroTypeInfo<>(OpsEvent.class);
    }
}
