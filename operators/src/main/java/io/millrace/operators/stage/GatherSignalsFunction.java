package io.millrace.operators.stage;

import io.millrace.domain.Signal;
import io.millrace.patterns.Places;
import io.millrace.patterns.SituationPattern;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Keeps the signals that concern a situation, a copy for each place where it may meet others: what CEP never sees costs nothing. */
public final class GatherSignalsFunction implements FlatMapFunction<Signal, Signal> {
    private static final long serialVersionUID = 1L;

    private final SituationPattern situation;

    public GatherSignalsFunction(SituationPattern situation) {
        this.situation = situation;
    }

    @Override
    public void flatMap(Signal signal, Collector<Signal> out) {
        Places.copies(situation, signal).forEach(out::collect);
    }
}
