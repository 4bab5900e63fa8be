package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EventStatus;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A ladder that reads goes on after a restart, at whatever parallelism: by what it is told, or by its time, once. */
class DiagnosisOutageTest {
    private static final int MAX_PARALLELISM = 16;
    private static final String CPU = Metrics.cpu(Estates.INSTANCE).seriesKey();
    private static final List<String> ANSWERED = List.of("one", "two", "three");
    private static final List<String> SILENT = List.of("four", "five", "six");
    private static final ContentHistory CONTENT = ContentHistory.of(ContentBundle.shipped());

    @Test
    void aLadderThatReadsGoesOnAfterARestartAsIfNothingHadHappened() throws Exception {
        OperatorSubtaskState snapshot;
        List<Command> reads;
        var whole = new ArrayList<Command>();
        try (var harness = harness(null, 1, 0)) {
            for (String scope : scopes()) {
                take(harness, condition(scope).at("10:00"));
            }
            pass(harness, "10:00:06");
            reads = List.copyOf(Harnesses.side(harness, Outputs.PROPOSALS));
            assertThat(reads).hasSize(6).allMatch(Command::getDiagnosis);
            snapshot = harness.snapshot(1, 1);
            whole.addAll(goOn(harness, reads, scopes()));
        }
        var restored = new ArrayList<Command>();
        for (int task = 0; task < 2; task++) {
            var mine =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, MAX_PARALLELISM, 1, 2, task);
            int present = task;
            var scopes = scopes().stream()
                    .filter(scope ->
                            KeyGroupRangeAssignment.assignKeyToParallelOperator(scope, MAX_PARALLELISM, 2) == present)
                    .toList();
            try (var harness = harness(mine, 2, task)) {
                restored.addAll(goOn(harness, reads, scopes));
            }
        }

        assertThat(whole).hasSize(6).noneMatch(Command::getDiagnosis);
        assertThat(whole)
                .filteredOn(rung -> !rung.getFindings().isEmpty())
                .extracting(Command::getScope)
                .containsExactlyInAnyOrderElementsOf(ANSWERED);
        assertThat(restored).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void itsThreadSaysThatItIsDiagnosed() throws Exception {
        try (var harness = harness(null, 1, 0)) {
            take(harness, condition("one").at("10:00"));
            pass(harness, "10:00:06");
            // the change that the next member makes shows how the thread stands
            take(
                    harness,
                    condition("one").status(EventStatus.UPDATED).severity(5).at("10:00:30"));
            pass(harness, "10:00:40");
            pass(harness, "10:03");
            take(
                    harness,
                    condition("one").status(EventStatus.UPDATED).severity(6).at("10:03:30"));
            pass(harness, "10:04");

            assertThat(harness.extractOutputValues())
                    .extracting(ThreadChange::getStatus)
                    .containsSubsequence(ThreadStatus.OPEN, ThreadStatus.DIAGNOSING, ThreadStatus.REMEDIATING);
        }
    }

    /** What is proposed after the diagnoses: one half is answered, the other is not. */
    private static List<Command> goOn(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness,
            List<Command> reads,
            List<String> scopes)
            throws Exception {
        int before = Harnesses.side(harness, Outputs.PROPOSALS).size();
        for (Command read : reads) {
            if (scopes.contains(read.getScope()) && ANSWERED.contains(read.getScope())) {
                take(
                        harness,
                        anOutcome(read.getCommandId(), "SUCCEEDED")
                                .text("busiest: java")
                                .scope(read.getScope())
                                .attribute("threadId", read.getThreadId())
                                .at("10:01"));
            }
        }
        pass(harness, "10:05");
        var all = Harnesses.side(harness, Outputs.PROPOSALS);
        return List.copyOf(all.subList(before, all.size()));
    }

    private static List<String> scopes() {
        var all = new ArrayList<>(ANSWERED);
        all.addAll(SILENT);
        return all;
    }

    private static EventBuilder condition(String scope) {
        return aCondition("high-cpu", CPU).value("value", 85).scope(scope).occurrence(scope);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness(
            @Nullable OperatorSubtaskState snapshot, int parallelism, int subtask) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ThreadFunction(CONTENT, ThreadSettings.defaults())),
                        ThreadInput::getScope,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask),
                ThreadChange.class,
                snapshot);
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
