package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.time.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Flink's own operators over one situation, fed as the job feeds them: timestamps are ends of arrival slots. */
final class SituationRun implements AutoCloseable {
    private final @Nullable KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> hold;
    private final KeyedOneInputStreamOperatorTestHarness<String, Signal, Situation> harness;
    private final SituationPattern situation;
    private long watermark = Long.MIN_VALUE;

    SituationRun(SituationPattern situation) throws Exception {
        this(situation, null, null);
    }

    private SituationRun(
            SituationPattern situation, @Nullable OperatorSubtaskState holdState, @Nullable OperatorSubtaskState state)
            throws Exception {
        hold = HoldSignalsFunction.holds(situation) ? hold(situation, holdState) : null;
        var operator = new CepOperator<Signal, String, Situation>(
                new AvroTypeInfo<>(Signal.class).createSerializer(new ExecutionConfig().getSerializerConfig()),
                false,
                NFACompiler.compileFactory(situation.pattern(), false),
                new SignalOrder(),
                situation.pattern().getAfterMatchSkipStrategy(),
                new Matches(situation),
                null);
        this.situation = situation;
        harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, Signal::getPlace, Types.STRING);
        harness.setup(
                new AvroTypeInfo<>(Situation.class).createSerializer(new ExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> hold(
            SituationPattern situation, @Nullable OperatorSubtaskState state) throws Exception {
        var type = new AvroTypeInfo<>(Signal.class);
        var hold = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HoldSignalsFunction(situation, type)), Signal::getPlace, Types.STRING);
        hold.setup(type.createSerializer(new ExecutionConfig().getSerializerConfig()));
        if (state != null) {
            hold.initializeState(state);
        }
        hold.open();
        return hold;
    }

    static List<Situation> of(SituationPattern situation, List<Signal> signals) throws Exception {
        try (var run = new SituationRun(situation)) {
            for (Signal signal : signals) {
                run.take(signal);
            }
            return run.end();
        }
    }

    /** The same, through a checkpoint and a new operator after {@code cut} signals. */
    static List<Situation> interrupted(SituationPattern situation, List<Signal> signals, int cut) throws Exception {
        try (var run = new SituationRun(situation)) {
            for (Signal signal : signals.subList(0, cut)) {
                run.take(signal);
            }
            var found = new ArrayList<>(run.harness.extractOutputValues());
            try (var restored = new SituationRun(
                    situation, run.hold == null ? null : run.hold.snapshot(1, 1), run.harness.snapshot(1, 1))) {
                for (Signal signal : signals.subList(cut, signals.size())) {
                    restored.take(signal);
                }
                found.addAll(restored.end());
            }
            return found;
        }
    }

    /** A signal whose slot the watermark has not reached; the slots before it close. */
    void take(Signal signal) throws Exception {
        long slot = Slots.endOf(signal.getEvent().getArrivedAt().toEpochMilli());
        passTo(Instant.ofEpochMilli(slot - 1));
        for (Signal copy : Places.copies(situation, signal)) {
            if (hold == null) {
                harness.processElement(copy, slot);
            } else {
                hold.processElement(copy, slot);
            }
        }
    }

    void passTo(Instant time) throws Exception {
        if (time.toEpochMilli() > watermark) {
            watermark = time.toEpochMilli();
            watermark(new Watermark(watermark));
        }
    }

    private void watermark(Watermark mark) throws Exception {
        if (hold != null) {
            hold.processWatermark(mark);
            for (var passed : hold.extractOutputStreamRecords()) {
                harness.processElement(passed.getValue(), passed.getTimestamp());
            }
            hold.getOutput().clear();
        }
        harness.processWatermark(mark);
    }

    List<Situation> found() {
        return harness.extractOutputValues();
    }

    int keyedStateEntries() {
        return harness.numKeyedStateEntries() + (hold == null ? 0 : hold.numKeyedStateEntries());
    }

    private List<Situation> end() throws Exception {
        watermark(Watermark.MAX_WATERMARK);
        return harness.extractOutputValues();
    }

    @Override
    public void close() throws Exception {
        if (hold != null) {
            hold.close();
        }
        harness.close();
    }

    private static final class Matches extends PatternProcessFunction<Signal, Situation> {
        private static final long serialVersionUID = 1L;

        private final SituationPattern situation;

        Matches(SituationPattern situation) {
            this.situation = situation;
        }

        @Override
        public void processMatch(Map<String, List<Signal>> match, Context context, Collector<Situation> out) {
            if (Places.tells(situation, match)) {
                out.collect(situation.situation(match));
            }
        }
    }
}
