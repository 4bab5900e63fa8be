package io.millrace.patterns;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.domain.time.Slots;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That nothing is lost by waiting is shown by the contract of each situation; here, who waits, and for how long. */
class HoldSignalsFunctionTest {
    private final SituationPattern situation = new ChangeThenSymptom();
    private KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> hold;

    @BeforeEach
    void open() throws Exception {
        var type = new AvroTypeInfo<>(Signal.class);
        hold = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HoldSignalsFunction(situation, type)), Signal::getPlace, Types.STRING);
        hold.setup(type.createSerializer(new ExecutionConfig().getSerializerConfig()));
        hold.open();
    }

    @AfterEach
    void close() throws Exception {
        hold.close();
    }

    @Test
    void symptomsWaitUntilThereIsAChangeAndPassInOrderOfArrival() throws Exception {
        take(symptom("cpu").at("10:04"));
        take(symptom("disk").at("10:02"));
        pass("10:05");
        assertThat(hold.extractOutputValues()).isEmpty();

        take(aChange("ModifyInstance").on("i-1").at("10:00").arrivedAt("10:12"));
        pass("10:13");

        assertThat(titles()).containsExactly("disk", "cpu", "ModifyInstance");
        assertThat(new SignalOrder()
                        .compare(
                                hold.extractOutputValues().get(0),
                                hold.extractOutputValues().get(2)))
                .isNegative();
    }

    @Test
    void whatFollowsTheChangeDoesNotWait() throws Exception {
        take(aChange("ModifyInstance").on("i-1").at("10:00"));
        pass("10:01");
        take(symptom("cpu").at("10:10"));
        pass("10:10:10");

        assertThat(titles()).containsExactly("ModifyInstance", "cpu");
    }

    @Test
    void whatIsToldInTheOtherOrderPassesAllTheSame() throws Exception {
        take(symptom("cpu").at("10:00:08"));
        take(aChange("ModifyInstance").on("i-1").at("10:00:01"));
        pass("10:00:05");
        assertThat(titles()).containsExactly("ModifyInstance");
        pass("10:00:20");

        assertThat(titles()).containsExactly("ModifyInstance", "cpu");
    }

    @Test
    void whatHasWaitedLongerThanCepWouldIsForgotten() throws Exception {
        take(symptom("cpu").at("10:00"));
        take(aChange("ModifyInstance").on("i-1").at("10:31:30"));
        pass("10:32");
        assertThat(titles()).doesNotContain("cpu");

        pass("12:00");
        assertThat(hold.numKeyedStateEntries()).isZero();
        assertThat(hold.numEventTimeTimers()).isZero();
    }

    private static EventBuilder symptom(String alarm) {
        return anAlarm(alarm).inAlarm().on("i-1").title(alarm);
    }

    private void take(EventBuilder event) throws Exception {
        for (Signal copy : Places.copies(situation, event.signal())) {
            hold.processElement(copy, Slots.endOf(copy.getEvent().getArrivedAt().toEpochMilli()));
        }
    }

    private void pass(String time) throws Exception {
        hold.processWatermark(new Watermark(Times.at(time).toEpochMilli()));
    }

    private List<String> titles() {
        return hold.extractOutputValues().stream()
                .map(signal -> signal.getEvent().getTitle())
                .toList();
    }
}
