package io.millrace.operators.stage;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ThreadAct;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

/** What people did is known by the thread that it was about, also when CloudTrail tells of it after the end. */
class ActsTest {
    private static final String INSTANCE = Estates.instanceArn(Estates.INSTANCE);

    @Test
    void aCallOnAResourceOfTheThreadIsAnActAlsoWhenItArrivesAfterTheEnd() throws Exception {
        var acts = acts(
                anAlarm("cpu").inAlarm().at("10:00").on(INSTANCE),
                anAlarm("cpu").ok().at("10:10").on(INSTANCE),
                aChange("RebootInstances")
                        .at("10:05")
                        .arrivedAt("10:15")
                        .on(INSTANCE)
                        .attribute("eventSource", "ec2.amazonaws.com")
                        .attribute("userName", "alice"));

        assertThat(acts).singleElement().satisfies(act -> {
            assertThat(act.getAct()).isEqualTo("CALLED");
            assertThat(act.getCall()).isEqualTo("ec2:RebootInstances");
            assertThat(act.getWho()).isEqualTo("alice");
            assertThat(act.getOwn()).isFalse();
            assertThat(act.getFailed()).isFalse();
            assertThat(act.getResources()).containsExactly(INSTANCE);
        });
    }

    @Test
    void aCallThatJoinsIsOneActAndOursIsMarked() throws Exception {
        var acts = acts(
                anAlarm("cpu").inAlarm().at("10:00").on(INSTANCE),
                aChange("StartAutomationExecution")
                        .at("10:03")
                        .on(INSTANCE)
                        .attribute("own", "true")
                        .attribute("errorCode", "Throttling")
                        .attribute("request.documentName", "Millrace-RestartService"));

        assertThat(acts).singleElement().satisfies(act -> {
            assertThat(act.getOwn()).isTrue();
            assertThat(act.getFailed()).isTrue();
            assertThat(act.getDocument()).isEqualTo("Millrace-RestartService");
        });
    }

    @Test
    void whatIsAboutAnotherResourceOrLongBeforeIsNone() throws Exception {
        assertThat(acts(
                        aChange("RebootInstances").at("09:30").on(INSTANCE),
                        anAlarm("cpu").inAlarm().at("10:00").on(INSTANCE),
                        aChange("RebootInstances")
                                .at("09:20")
                                .arrivedAt("10:01")
                                .on(INSTANCE),
                        aChange("RebootInstances").at("10:02").on(INSTANCE + "0")))
                .isEmpty();
    }

    private static List<ThreadAct> acts(EventBuilder... events) throws Exception {
        try (var harness = Harnesses.thread(ThreadSettings.defaults(), null)) {
            for (EventBuilder event : events) {
                var signal = event.signal();
                harness.processElement(
                        ThreadFunction.input(signal),
                        signal.getEvent().getArrivedAt().toEpochMilli());
            }
            harness.processWatermark(new Watermark(Times.at("10:20").toEpochMilli()));
            return Harnesses.side(harness, Outputs.ACTS);
        }
    }
}
