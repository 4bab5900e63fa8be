package io.millrace.operators.stage;

import io.millrace.domain.BusEvent;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/** Says on the bus what is worth saying of a record; what cannot be put in words is a dead letter. No state. */
public final class PublishFunction<T extends SpecificRecordBase> extends ProcessFunction<T, BusEvent> {
    private static final long serialVersionUID = 2L;
    private static final String STAGE = "publish";

    private final SerializableFunction<T, Optional<BusEvent>> words;
    private final SerializableFunction<T, String> id;
    private final SerializableFunction<T, Instant> arrivedAt;

    private transient Undecided undecided;

    /** @param id of a record, and {@code arrivedAt}, for its dead letter */
    public PublishFunction(
            SerializableFunction<T, Optional<BusEvent>> words,
            SerializableFunction<T, String> id,
            SerializableFunction<T, Instant> arrivedAt) {
        this.words = words;
        this.id = id;
        this.arrivedAt = arrivedAt;
    }

    @Override
    public void open(OpenContext context) {
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), STAGE);
    }

    @Override
    public void processElement(T record, Context context, Collector<BusEvent> out) {
        Optional<BusEvent> said;
        try {
            said = words.apply(record);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS, undecided.record(record, id.apply(record), arrivedAt.apply(record), e));
            return;
        }
        said.ifPresent(out::collect);
    }
}
