package io.millrace.operators.stage;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitSignalsFunctionTest {

    @Test
    void fairWeatherPassesWhole() throws Exception {
        try (var limit = open(null)) {
            take(limit, signals("10:00", LimitSignalsFunction.MOST));
            limit.processWatermark(new Watermark(Times.at("10:05").toEpochMilli()));

            assertThat(limit.extractOutputValues()).hasSize(LimitSignalsFunction.MOST);
        }
    }

    @Test
    void aStormIsCutInEachWindowAndAlsoAfterARestart() throws Exception {
        try (var limit = open(null)) {
            take(limit, signals("10:01", 1_000));
            limit.processWatermark(new Watermark(Times.at("10:03").toEpochMilli()));
            assertThat(limit.extractOutputValues()).hasSize(LimitSignalsFunction.MOST);

            try (var restored = open(limit.snapshot(1, 1))) {
                take(restored, signals("10:04", 1_000));
                restored.processWatermark(new Watermark(Times.at("10:09").toEpochMilli()));
                assertThat(restored.extractOutputValues()).isEmpty();

                take(restored, signals("10:10", 1_000));
                restored.processWatermark(new Watermark(Times.at("10:21").toEpochMilli()));
                assertThat(restored.extractOutputValues()).hasSize(LimitSignalsFunction.MOST);
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void whichOnesPassDoesNotDependOnTheOrderOfDelivery(@ForAll Random random) throws Exception {
        var signals = new ArrayList<>(signals("10:01", 300));
        var expected = passed(signals);
        Collections.shuffle(signals, random);

        assertThat(passed(signals)).isEqualTo(expected);
    }

    private static List<Signal> passed(List<Signal> signals) throws Exception {
        try (var limit = open(null)) {
            take(limit, signals);
            limit.processWatermark(new Watermark(Times.at("10:03").toEpochMilli()));
            return limit.extractOutputValues();
        }
    }

    /** Of one scope, within a second. */
    private static List<Signal> signals(String time, int count) {
        var signals = new ArrayList<Signal>();
        for (int i = 0; i < count; i++) {
            signals.add(anAlarm("alarm-" + i)
                    .inAlarm()
                    .at(Times.at(time).plusMillis(i % 1_000))
                    .signal());
        }
        return signals;
    }

    private static void take(KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> limit, List<Signal> signals)
            throws Exception {
        for (Signal signal : signals) {
            limit.processElement(signal, 0);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LimitSignalsFunction()), Signal::getScope, Types.STRING);
        return Harnesses.open(harness, Signal.class, snapshot);
    }
}
