package io.millrace.operators.stage;

import static io.millrace.testing.Executed.report;
import static io.millrace.testing.Executed.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.testing.Events;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JoinExecutionsFunctionTest {
    private static final int MAX_PARALLELISM = 128;

    @Test
    void ofOneSlotTheReportComesFirstWhateverTheDelivery() throws Exception {
        try (var stage = open(null)) {
            stage.processElement(status("Success", "10:00:00.200"), 0);
            stage.processElement(report("STARTED", "10:00:00.900"), 0);
            stage.processWatermark(at("10:00:02"));

            assertThat(said(stage)).containsExactly("status of command", "SUCCEEDED of command");
        }
    }

    @Test
    void anEarlyEndIsParkedAcrossARestartAndMatchedThere() throws Exception {
        try (var stage = open(null)) {
            stage.processElement(status("Failed", "10:00"), 0);
            stage.processWatermark(at("10:30"));
            assertThat(said(stage)).containsExactly("status");

            try (var restored = open(stage.snapshot(1, 1))) {
                restored.processElement(report("STARTED", "10:31"), 0);
                restored.processWatermark(at("10:32"));
                assertThat(said(restored)).containsExactly("FAILED of command");

                restored.processWatermark(at("2026-08-06T10:40:00Z"));
                assertThat(Harnesses.side(restored, Outputs.OUTCOMES)).isEmpty();
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void whatIsUnmatchedForAnHourIsARowAlsoWhenTheHourEndedDuringAnOutage() throws Exception {
        try (var stage = open(null)) {
            stage.processElement(status("Failed", "10:00"), 0);
            stage.processWatermark(at("10:59"));
            assertThat(Harnesses.side(stage, Outputs.OUTCOMES)).isEmpty();

            try (var restored = open(stage.snapshot(1, 1))) {
                restored.processWatermark(at("13:00"));
                assertThat(Harnesses.side(restored, Outputs.OUTCOMES))
                        .singleElement()
                        .satisfies(row -> assertThat(row.getOutcome()).isEqualTo("UNMATCHED"));
                assertThat(said(restored)).isEmpty();
                assertThat(restored.numKeyedStateEntries()).isZero();
            }
        }
    }

    @Test
    void aCommandsExecutionIsFoundByTwoTasksFromTheStateOfOneAndByOneFromThatOfTwo() throws Exception {
        int executions = 12;
        var states = new ArrayList<OperatorSubtaskState>();
        try (var one = open(null)) {
            for (int i = 0; i < executions; i++) {
                one.processElement(of(report("STARTED", "10:00"), i), 0);
            }
            one.processWatermark(at("10:01"));
            states.add(one.snapshot(1, 1));
        }
        var halves = new ArrayList<OperatorSubtaskState>();
        var found = new ArrayList<String>();
        for (int task = 0; task < 2; task++) {
            try (var half = task(AbstractStreamOperatorTestHarness.repackageState(states.get(0)), 1, 2, task)) {
                for (int i = 0; i < executions / 2; i++) {
                    if (isOf(i, 2, task)) {
                        half.processElement(of(status("Success", "10:02"), i), 0);
                    }
                }
                half.processWatermark(at("10:03"));
                found.addAll(said(half));
                halves.add(half.snapshot(2, 2));
            }
        }
        try (var whole = task(
                AbstractStreamOperatorTestHarness.repackageState(halves.toArray(new OperatorSubtaskState[0])),
                2,
                1,
                0)) {
            for (int i = executions / 2; i < executions; i++) {
                whole.processElement(of(status("Success", "10:04"), i), 0);
            }
            whole.processWatermark(at("10:05"));
            found.addAll(said(whole));
        }

        assertThat(found.stream().filter(word -> word.equals("SUCCEEDED of command")))
                .hasSize(executions);
    }

    @Test
    void theEndOfTheInputGivesNobodyUp() throws Exception {
        try (var stage = open(null)) {
            stage.processElement(status("Failed", "10:00"), 0);
            stage.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(said(stage)).containsExactly("status");
            assertThat(Harnesses.side(stage, Outputs.OUTCOMES)).isEmpty();
        }
    }

    @Test
    void whatTheDecisionFailsOnIsADeadLetterAndTheStatusEventGoesOn() throws Exception {
        var broken = report("STARTED", "10:00");
        broken.setAttributes(new HashMap<>(broken.getAttributes()));
        broken.getAttributes().put("commandId", null);
        try (var stage = open(null)) {
            stage.processElement(broken, 0);
            stage.processElement(status("Success", "10:00:01"), 0);
            stage.processWatermark(at("10:00:05"));

            assertThat(Harnesses.side(stage, Outputs.DEAD_LETTERS)).hasSize(1);
            assertThat(said(stage)).containsExactly("status");
        }
    }

    @Test
    void allElsePassesByAtOnce() throws Exception {
        var alarm = Events.anAlarm("cpu").event();
        try (var sort = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new SortExecutionsFunction()))) {
            Harnesses.open(sort, OpsEvent.class, null);
            sort.processElement(alarm, 0);
            sort.processElement(report("STARTED", "10:00"), 0);
            sort.processElement(status("Success", "10:00"), 0);

            assertThat(sort.extractOutputValues()).containsExactly(alarm, report("STARTED", "10:00"));
            assertThat(Harnesses.side(sort, Outputs.EXECUTIONS))
                    .containsExactly(report("STARTED", "10:00"), status("Success", "10:00"));
        }
    }

    private static OpsEvent of(OpsEvent event, int number) {
        var attributes = new HashMap<>(event.getAttributes());
        attributes.put("executionId", "execution-" + number);
        event.setAttributes(attributes);
        return event;
    }

    private static boolean isOf(int number, int tasks, int task) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator("execution-" + number, MAX_PARALLELISM, tasks)
                == task;
    }

    private static List<String> said(AbstractStreamOperatorTestHarness<OpsEvent> stage) {
        return stage.getOutput().stream()
                .filter(StreamRecord.class::isInstance)
                .map(record -> (OpsEvent) ((StreamRecord<?>) record).getValue())
                .map(event -> {
                    String command = event.getAttributes().getOrDefault("commandId", "");
                    String word = event.getOrigin() == Origin.DERIVED
                            ? event.getAttributes().get("outcome")
                            : "status";
                    return command.isEmpty() ? word : word + " of " + command;
                })
                .toList();
    }

    private static Watermark at(String time) {
        return new Watermark(Times.at(time).toEpochMilli());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, OpsEvent> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return task(snapshot, 1, 1, 0);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, OpsEvent> task(
            @Nullable OperatorSubtaskState snapshot, int before, int tasks, int task) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new JoinExecutionsFunction()),
                JoinExecutionsFunction::key,
                Types.STRING,
                MAX_PARALLELISM,
                tasks,
                task);
        var state = snapshot == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        snapshot, MAX_PARALLELISM, before, tasks, task);
        return Harnesses.open(harness, OpsEvent.class, state);
    }
}
