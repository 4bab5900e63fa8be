package io.millrace.operators.stage;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/** A stage without state that is one pure function; a record on which the function throws is a dead letter. */
public final class PureStage<T extends SpecificRecordBase, R> extends ProcessFunction<T, R> {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final SerializableFunction<T, Optional<R>> function;
    private final SerializableFunction<T, String> id;
    private final SerializableFunction<T, Instant> arrivedAt;

    private transient Undecided undecided;

    /**
     * @param stage as dead letters and their counters name it
     * @param function what a record gives, if anything
     * @param id of a record, and {@code arrivedAt}, for its dead letter
     */
    public PureStage(
            String stage,
            SerializableFunction<T, Optional<R>> function,
            SerializableFunction<T, String> id,
            SerializableFunction<T, Instant> arrivedAt) {
        this.stage = stage;
        this.function = function;
        this.id = id;
        this.arrivedAt = arrivedAt;
    }

    @Override
    public void open(OpenContext context) {
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), stage);
    }

    @Override
    public void processElement(T record, Context context, Collector<R> out) {
        Optional<R> given;
        try {
            given = function.apply(record);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS, undecided.record(record, id.apply(record), arrivedAt.apply(record), e));
            return;
        }
        given.ifPresent(out::collect);
    }
}
