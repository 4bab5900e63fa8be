package io.millrace.operators.stage;

import io.millrace.domain.BusEvent;
import java.util.Optional;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/** Says on the bus what is worth saying of a record. */
public final class PublishFunction<T> implements FlatMapFunction<T, BusEvent> {
    private static final long serialVersionUID = 1L;

    private final SerializableFunction<T, Optional<BusEvent>> words;

    public PublishFunction(SerializableFunction<T, Optional<BusEvent>> words) {
        this.words = words;
    }

    @Override
    public void flatMap(T record, Collector<BusEvent> out) {
        words.apply(record).ifPresent(out::collect);
    }
}
