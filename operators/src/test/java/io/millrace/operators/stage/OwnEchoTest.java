package io.millrace.operators.stage;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What our own remediation did comes back through CloudTrail, minutes later: it joins its thread and opens none. */
class OwnEchoTest {
    private static final String CPU = Metrics.cpu(Estates.INSTANCE).seriesKey();

    @Test
    void theEchoOfACommandJoinsTheThreadThatAskedForIt() throws Exception {
        try (var harness = Harnesses.thread(ThreadSettings.defaults(), null)) {
            take(harness, highCpu().at("10:00"));
            // a younger thread on the same instance would be preferred by resource
            take(harness, anAlarm("disk").inAlarm().at("10:01").on("vol-1").service("", 3));
            pass(harness, "10:02");
            Command command = Harnesses.side(harness, Outputs.PROPOSALS).get(0);

            take(harness, echo("StartAutomationExecution").on("vol-1").attribute("commandId", command.getCommandId()));
            pass(harness, "10:20");

            assertThat(Harnesses.side(harness, Outputs.THREAD_EVENTS).get(2)).satisfies(member -> {
                assertThat(member.getThreadId()).isEqualTo(command.getThreadId());
                assertThat(member.getReason()).isEqualTo("named");
            });
        }
    }

    @Test
    void theEchoJoinsByItsResourceAlsoWhenItHasHelpedAlready() throws Exception {
        try (var harness = Harnesses.thread(ThreadSettings.defaults(), null)) {
            take(harness, highCpu().at("10:00"));
            take(harness, aConditionCleared("high-cpu", CPU).at("10:06"));
            take(harness, echo("StopInstances").on(Estates.instanceArn(Estates.INSTANCE)));
            take(
                    harness,
                    aChange("ModifyInstanceAttribute")
                            .at("10:03")
                            .arrivedAt("10:13")
                            .on(Estates.instanceArn(Estates.INSTANCE)));
            pass(harness, "10:20");

            assertThat(Harnesses.side(harness, Outputs.THREAD_EVENTS))
                    .extracting(member -> member.getTitle() + " " + member.getReason())
                    .containsExactly(
                            "high-cpu met opened", "high-cpu cleared same-identity", "StopInstances same-resource");
            assertThat(harness.extractOutputValues())
                    .extracting(ThreadChange::getChange)
                    .as("what is resolved stays so")
                    .containsExactly("OPENED", "RESOLVED", "JOINED");
        }
    }

    @Test
    void anEchoOfNothingThatIsKnownOpensNoThread() throws Exception {
        try (var harness = Harnesses.thread(ThreadSettings.defaults(), null)) {
            take(harness, echo("StopInstances").on("i-1").severity(5));
            take(harness, echo("StartAutomationExecution").on("i-1").attribute("commandId", "unknown"));
            pass(harness, "10:20");

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aCallThatIsNotOursNamesNoCommand() throws Exception {
        try (var harness = Harnesses.thread(ThreadSettings.defaults(), null)) {
            take(harness, highCpu().at("10:00"));
            pass(harness, "10:02");
            Command command = Harnesses.side(harness, Outputs.PROPOSALS).get(0);

            take(
                    harness,
                    aChange("StartAutomationExecution")
                            .at("10:03")
                            .arrivedAt("10:13")
                            .on("other")
                            .service("", 3)
                            .attribute("commandId", command.getCommandId()));
            pass(harness, "10:20");

            assertThat(Harnesses.side(harness, Outputs.THREAD_EVENTS)).hasSize(1);
        }
    }

    private static EventBuilder highCpu() {
        return aCondition("high-cpu", CPU).severity(4).value("value", 85);
    }

    /** As the parser marks it: ten minutes late. */
    private static EventBuilder echo(String call) {
        return aChange(call).at("10:03").arrivedAt("10:13").attribute("own", "true");
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, EventBuilder event)
            throws Exception {
        Signal signal = event.signal();
        harness.processElement(
                ThreadFunction.input(signal), signal.getEvent().getArrivedAt().toEpochMilli());
    }

    private static void pass(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, String time)
            throws Exception {
        long at = Times.at(time).toEpochMilli();
        harness.processWatermark(new Watermark(at));
    }
}
