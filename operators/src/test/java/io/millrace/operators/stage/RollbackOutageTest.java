package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of a rung's rollback survives a restart at another parallelism, before it is asked for and after. */
class RollbackOutageTest {
    private static final int MAX_PARALLELISM = 16;
    private static final String CPU = Metrics.cpu(Estates.INSTANCE).seriesKey();
    private static final List<String> SCOPES = List.of("one", "two", "three", "four", "five", "six");
    private static final ContentHistory CONTENT = ContentHistory.of(withRollback());

    private final List<Command> proposals = new ArrayList<>();
    private final List<Outcome> verdicts = new ArrayList<>();
    private final List<ThreadChange> changes = new ArrayList<>();

    @Test
    void aRollbackIsAskedForAndFollowedAsIfNothingHadHappened() throws Exception {
        var whole = new RollbackOutageTest();
        whole.run(1);
        run(2);

        assertThat(proposals)
                .extracting(Command::getStep)
                .hasSize(2 * SCOPES.size())
                .contains("stop-runaway-process", "stop-runaway-process-rollback");
        assertThat(verdicts)
                .extracting(Outcome::getOutcome)
                .hasSize(2 * SCOPES.size())
                .containsOnly("MADE_WORSE", "UNVERIFIABLE");
        assertThat(changes)
                .filteredOn(change -> change.getChange().equals("ESCALATED"))
                .as("for the harm, and for a rollback that never ended")
                .hasSize(2 * SCOPES.size());
        assertThat(proposals).isEqualTo(whole.proposals);
        assertThat(verdicts).isEqualTo(whole.verdicts);
        assertThat(changes).isEqualTo(whole.changes);
    }

    /** @param tasks after the first outage; after the second it is one again. With one task nothing is restarted at all. */
    private void run(int tasks) throws Exception {
        var stages = List.of(stage(null, 1, 0));
        for (String scope : SCOPES) {
            take(stages, highCpu(scope, 82).at("10:00"));
        }
        pass(stages, "10:00:06");
        say(stages, "STARTED", false, "10:01");
        for (String scope : SCOPES) {
            take(stages, highCpu(scope, 92).status(EventStatus.UPDATED).at("10:05"));
        }
        pass(stages, "10:06");
        stages = tasks == 1 ? stages : restarted(stages, tasks);
        for (String scope : SCOPES) {
            take(stages, highCpu(scope, 93).status(EventStatus.UPDATED).at("10:10"));
        }
        pass(stages, "10:11");
        say(stages, "STARTED", true, "10:12");
        pass(stages, "10:13");
        stages = tasks == 1 ? stages : restarted(stages, 1);
        // its time to end falls into the outage
        pass(stages, "10:40");
        collect(stages);
        for (var stage : stages) {
            stage.close();
        }
        proposals.sort(Comparator.comparing(Command::getArrivedAt).thenComparing(Command::getCommandId));
        verdicts.sort(Comparator.comparing(Outcome::getArrivedAt).thenComparing(Outcome::getEventId));
        changes.sort(Comparator.comparing(ThreadChange::getArrivedAt).thenComparing(ThreadChange::getChangeId));
    }

    /** Of the steps, or of their rollbacks. */
    private static void say(
            List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> stages,
            String word,
            boolean rollbacks,
            String at)
            throws Exception {
        for (var stage : stages) {
            for (Command command : Harnesses.side(stage, Outputs.PROPOSALS)) {
                if (command.getRollbackOf().isEmpty() == rollbacks) {
                    continue;
                }
                var words = anOutcome(command.getCommandId(), word)
                        .scope(command.getScope())
                        .attribute("threadId", command.getThreadId())
                        .at(at)
                        .signal();
                stage.processElement(
                        ThreadFunction.input(words),
                        words.getEvent().getArrivedAt().toEpochMilli());
            }
        }
    }

    private List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> restarted(
            List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> stages, int tasks)
            throws Exception {
        collect(stages);
        var states = new ArrayList<OperatorSubtaskState>();
        for (var stage : stages) {
            states.add(stage.snapshot(1, 1));
            stage.close();
        }
        var saved = AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
        var opened = new ArrayList<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>>();
        for (int task = 0; task < tasks; task++) {
            var part = AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    saved, MAX_PARALLELISM, stages.size(), tasks, task);
            opened.add(stage(part, tasks, task));
        }
        return opened;
    }

    private void collect(List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> stages) {
        for (var stage : stages) {
            proposals.addAll(Harnesses.side(stage, Outputs.PROPOSALS));
            verdicts.addAll(Harnesses.side(stage, Outputs.OUTCOMES).stream()
                    .filter(outcome -> !outcome.getOutcome().equals("STARTED"))
                    .toList());
            changes.addAll(stage.extractOutputValues());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> stage(
            @Nullable OperatorSubtaskState snapshot, int tasks, int task) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ThreadFunction(CONTENT, ThreadSettings.defaults())),
                        ThreadInput::getScope,
                        Types.STRING,
                        MAX_PARALLELISM,
                        tasks,
                        task),
                ThreadChange.class,
                snapshot);
    }

    private static EventBuilder highCpu(String scope, double percent) {
        return aCondition("high-cpu", CPU).value("value", percent).scope(scope).occurrence(scope);
    }

    private static void take(
            List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> stages, EventBuilder event)
            throws Exception {
        var signal = event.signal();
        int task =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(signal.getScope(), MAX_PARALLELISM, stages.size());
        stages.get(task)
                .processElement(
                        ThreadFunction.input(signal),
                        signal.getEvent().getArrivedAt().toEpochMilli());
    }

    private static void pass(
            List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> stages, String time)
            throws Exception {
        for (var stage : stages) {
            stage.processWatermark(new Watermark(Times.at(time).toEpochMilli()));
        }
    }

    private static ContentBundle withRollback() {
        var files = new TreeMap<>(Harnesses.CONTENT.files());
        files.computeIfPresent("catalog/high-cpu.yaml", (name, text) -> {
            String constant = "            CpuPercent: {type: integer, constant: 80}\n";
            assertThat(text).contains(constant);
            return text.replace(
                    constant,
                    constant
                            + "          rollback: {action: Millrace-RestartService,"
                            + " parameters: {InstanceId: {type: string, from: target.id}}}\n");
        });
        return ContentBundle.of(files);
    }
}
