package io.millrace.operators.stage;

import static io.millrace.testing.Events.aWord;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What a person discharged, in the thread stage: also after a restart, and for a week at most. */
class DischargedThreadsTest {
    private static final ThreadSettings SETTINGS = ThreadSettings.defaults();

    @Test
    void whatIsDischargedStaysSoUntilItIsOverAlsoAfterARestart() throws Exception {
        String threadId;
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            threadId = discharged(harness);
            assertThat(changes(harness)).containsExactly("OPENED", "CLOSED");

            try (var restored = Harnesses.thread(SETTINGS, harness.snapshot(1, 1))) {
                take(restored, cpu().status(EventStatus.UPDATED).severity(5).at("10:10"));
                take(restored, cpu().ok().at("10:20"));
                pass(restored, "10:21");
                assertThat(changes(restored)).isEmpty();
                assertThat(Harnesses.side(restored, Outputs.THREAD_EVENTS))
                        .as("nothing disappears")
                        .extracting(ThreadEvent::getThreadId)
                        .containsExactly(threadId, threadId);
                assertThat(restored.numKeyedStateEntries()).isZero();

                take(restored, cpu().inAlarm().occurrence("anew").at("10:30"));
                pass(restored, "10:31");
                assertThat(changes(restored)).containsExactly("OPENED");
            }
        }
    }

    @Test
    void whatOpensAnewBeforeItsEndIsKnownIsNews() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            discharged(harness);
            take(harness, cpu().inAlarm().occurrence("anew").at("10:30"));
            pass(harness, "10:31");

            assertThat(changes(harness)).containsExactly("OPENED", "CLOSED", "OPENED");
        }
    }

    @Test
    void otherTroubleOfTheSameThingIsNews() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            discharged(harness);
            take(harness, anAlarm("memory").inAlarm().at("10:10"));
            pass(harness, "10:11");

            assertThat(changes(harness)).containsExactly("OPENED", "CLOSED", "OPENED");
        }
    }

    @Test
    void aDischargeIsForgottenAfterAWeek() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            discharged(harness);
            harness.processWatermark(
                    new Watermark(Times.at("10:06").plusSeconds(7 * 86_400).toEpochMilli()));

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    private static String discharged(KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness)
            throws Exception {
        take(harness, cpu().inAlarm().at("10:00"));
        pass(harness, "10:01");
        String threadId = harness.extractOutputValues().get(0).getThreadId();
        take(
                harness,
                aWord("Operator Decision", threadId, "ann")
                        .attribute("decision", "discharge")
                        .at("10:05"));
        pass(harness, "10:06");
        return threadId;
    }

    private static EventBuilder cpu() {
        return anAlarm("cpu").occurrence("first");
    }

    private static List<String> changes(AbstractStreamOperatorTestHarness<ThreadChange> harness) {
        return harness.extractOutputValues().stream()
                .map(ThreadChange::getChange)
                .toList();
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, EventBuilder event)
            throws Exception {
        var signal = event.signal();
        harness.processElement(
                ThreadFunction.input(signal), signal.getEvent().getArrivedAt().toEpochMilli());
    }

    private static void pass(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, String time)
            throws Exception {
        harness.processWatermark(new Watermark(Times.at(time).toEpochMilli()));
    }
}
