package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ladder's timers through an outage: what fell due meanwhile is decided once, as of its own time, whatever the parallelism. */
class LadderOutageTest {
    private static final int MAX_PARALLELISM = 16;
    private static final String MEMORY = Metrics.memory(Estates.INSTANCE).seriesKey();
    private static final List<String> SCOPES = List.of("one", "two", "three", "four", "five", "six");

    private final List<ThreadChange> changes = new ArrayList<>();
    private final List<Command> proposals = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    @Test
    void aRungThatFellDueDuringAnOutageIsDecidedOnceAsOfItsTime() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null, 1, 0)) {
            for (String scope : SCOPES) {
                take(harness, leak(scope).at("10:00"));
            }
            pass(harness, "10:00:06");
            for (Command proposed : Harnesses.side(harness, Outputs.PROPOSALS)) {
                take(
                        harness,
                        anOutcome(proposed.getCommandId(), "STARTED")
                                .scope(proposed.getScope())
                                .attribute("threadId", proposed.getThreadId())
                                .at("10:00:10"));
            }
            for (String scope : SCOPES) {
                take(harness, leak(scope).status(EventStatus.UPDATED).at("10:05"));
            }
            pass(harness, "10:06");
            snapshot = harness.snapshot(1, 1);
            int before = harness.extractOutputValues().size();
            int proposed = Harnesses.side(harness, Outputs.PROPOSALS).size();
            int reported = Harnesses.side(harness, Outputs.OUTCOMES).size();
            for (int minute = 7; minute < 60; minute++) {
                pass(harness, String.format(Locale.ROOT, "10:%02d", minute));
            }
            var all = new ArrayList<>(harness.extractOutputValues());
            changes.addAll(all.subList(before, all.size()));
            var commands = Harnesses.side(harness, Outputs.PROPOSALS);
            proposals.addAll(commands.subList(proposed, commands.size()));
            var verdicts = Harnesses.side(harness, Outputs.OUTCOMES);
            outcomes.addAll(verdicts.subList(reported, verdicts.size()));
        }
        assertThat(proposals).as("the next rung").hasSize(SCOPES.size());
        assertThat(changes).extracting(ThreadChange::getChange).contains("ESCALATED");

        var found = new LadderOutageTest();
        for (int half = 0; half < 2; half++) {
            var mine =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, MAX_PARALLELISM, 1, 2, half);
            try (var harness = harness(mine, 2, half)) {
                pass(harness, "10:59");
                found.changes.addAll(harness.extractOutputValues());
                found.proposals.addAll(Harnesses.side(harness, Outputs.PROPOSALS));
                found.outcomes.addAll(Harnesses.side(harness, Outputs.OUTCOMES));
            }
        }

        assertThat(found.changes).containsExactlyInAnyOrderElementsOf(changes);
        assertThat(found.proposals).containsExactlyInAnyOrderElementsOf(proposals);
        assertThat(found.outcomes).containsExactlyInAnyOrderElementsOf(outcomes);
    }

    /** 2026-08-05 is a Wednesday; the window of patch-compliance opens on Sunday at two. */
    @Test
    void aRungThatWaitsForItsWindowIsProposedOnceThroughAnOutageThatEndsInIt() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null, 1, 0)) {
            for (String scope : SCOPES) {
                take(harness, unpatched(scope).at("10:00"));
            }
            pass(harness, "10:00:06");
            assertThat(Harnesses.side(harness, Outputs.PROPOSALS)).isEmpty();
            snapshot = harness.snapshot(1, 1);
        }

        for (int half = 0; half < 2; half++) {
            var mine =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, MAX_PARALLELISM, 1, 2, half);
            try (var harness = harness(mine, 2, half)) {
                harness.processWatermark(
                        new Watermark(Instant.parse("2026-08-08T23:00:00Z").toEpochMilli()));
                assertThat(harness.extractOutputValues())
                        .as("it waits and is not stale")
                        .isEmpty();
                harness.processWatermark(
                        new Watermark(Instant.parse("2026-08-09T02:10:00Z").toEpochMilli()));
                proposals.addAll(Harnesses.side(harness, Outputs.PROPOSALS));
            }
        }

        assertThat(proposals).extracting(Command::getScope).containsExactlyInAnyOrderElementsOf(SCOPES);
        assertThat(proposals)
                .allSatisfy(command -> assertThat(command.getStep()).isEqualTo("install-patches"));
    }

    private static EventBuilder unpatched(String scope) {
        return aFinding("patches:" + scope)
                .source("aws.ssm")
                .detailType("Configuration Compliance State Change")
                .kind(EventKind.COMPLIANCE)
                .attribute("complianceType", "Patch")
                .attribute("severityStated", "CRITICAL")
                .on(Estates.instanceArn(Estates.INSTANCE))
                .scope(scope)
                .occurrence(scope);
    }

    private static EventBuilder leak(String scope) {
        return aCondition("memory-leak", MEMORY).value("value", 88).scope(scope).occurrence(scope);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness(
            @Nullable OperatorSubtaskState snapshot, int parallelism, int subtask) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ThreadFunction(Harnesses.HISTORY, ThreadSettings.defaults())),
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

    private static void pass(OneInputStreamOperatorTestHarness<?, ?> harness, String time) throws Exception {
        harness.processWatermark(new Watermark(Times.at(time).toEpochMilli()));
    }
}
