package io.millrace.operators.remote;

import static io.millrace.operators.remote.AskHarness.MAX_PARALLELISM;
import static io.millrace.operators.remote.AskHarness.sighting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.domain.AccessSighting;
import io.millrace.operators.access.RemoteAccess;
import io.millrace.operators.stage.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of questions under way when a task ends: they are asked again, by whoever has their key, in their order. */
class AskRestoreTest {
    private static final RemoteAccess SINGLY = new RemoteAccess("millrace-access", -2, Duration.ofSeconds(2), 1, 2000);
    private static final String ASYNC_WAIT_STATE = "_async_wait_operator_state_";

    private enum Backend {
        HEAP,
        ROCKSDB;

        StateBackend create() {
            return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aRestoreAsksAgainWhatHadNoAnswerAndNothingElse(Backend backend) throws Exception {
        OperatorSubtaskState snapshot;
        var before = new PatientModel();
        try (var stage = open(before, null, backend)) {
            stage.ask(sighting("a", "a1"), sighting("b", "b1"), sighting("a", "a2"), sighting("c", "c1"));
            stage.snapshot(1);
            before.answer(0);
            stage.runMails();
            assertThat(stage.order()).containsExactly("a1");
            stage.ask(sighting("b", "b2"));
            snapshot = stage.snapshot(2);
        }

        var after = new PatientModel();
        OperatorSubtaskState answered;
        try (var stage = open(after, snapshot, backend)) {
            stage.ask(sighting("a", "a3"));
            for (int request = 0; request < after.requests(); request++) {
                after.answer(request);
            }
            stage.runMails();

            assertThat(stage.order()).containsExactly("a2", "b1", "b2", "c1", "a3");
            assertThat(after.asked()).containsExactly("a", "b", "b", "c", "a");
            answered = stage.snapshot(3);
        }

        var nobody = new PatientModel();
        try (var stage = open(nobody, answered, backend)) {
            stage.runMails();
            assertThat(nobody.asked()).isEmpty();
            assertThat(stage.order()).isEmpty();
        }
    }

    @Test
    void rescaledQuestionsGoWithTheirKeysAndNoneIsLostOrAskedTwice() throws Exception {
        List<AccessSighting> sightings = IntStream.range(0, 60)
                .mapToObj(number -> sighting("e" + number % 20, "id" + number))
                .toList();

        OperatorSubtaskState one;
        try (var stage = open(new PatientModel(), null, Backend.HEAP)) {
            stage.ask(sightings.toArray(AccessSighting[]::new));
            one = stage.snapshot(1);
        }
        var halves = new OperatorSubtaskState[2];
        var asked = new ArrayList<String>();
        for (int task = 0; task < 2; task++) {
            var mine = AbstractStreamOperatorTestHarness.repartitionOperatorState(one, MAX_PARALLELISM, 1, 2, task);
            var model = new PatientModel();
            try (var stage = open(model, mine, 2, task)) {
                halves[task] = stage.snapshot(2);
            }
            int owner = task;
            assertThat(model.asked())
                    .isNotEmpty()
                    .allMatch(entity ->
                            owner == KeyGroupRangeAssignment.assignKeyToParallelOperator(entity, MAX_PARALLELISM, 2));
            asked.addAll(model.asked());
        }
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        sightings.stream().map(AccessSighting::getEntity).toList());

        var model = new PatientModel();
        var both = AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(halves), MAX_PARALLELISM, 2, 1, 0);
        try (var stage = open(model, both, Backend.HEAP)) {
            for (int request = 0; request < model.requests(); request++) {
                model.answer(request);
            }
            stage.runMails();

            assertThat(stage.out()).containsExactlyInAnyOrderElementsOf(answered(sightings));
            for (int entity = 0; entity < 20; entity++) {
                String key = "e" + entity;
                assertThat(stage.out())
                        .filteredOn(sighting -> sighting.getEntity().equals(key))
                        .isEqualTo(answered(sightings.stream()
                                .filter(sighting -> sighting.getEntity().equals(key))
                                .toList()));
            }
        }
    }

    @Test
    void whatFlinksOperatorOfEarlierVersionsHadUnderWayIsAskedAgain() throws Exception {
        var model = new PatientModel();
        OperatorSubtaskState later;
        try (var stage = open(model, earlier(1, 0, "a", "b", "a"), Backend.HEAP)) {
            assertThat(model.asked()).containsExactly("a", "b", "a");
            for (int request = 0; request < model.requests(); request++) {
                model.answer(request);
            }
            stage.runMails();
            assertThat(stage.order()).containsExactly("e0", "e1", "e2");
            later = stage.snapshot(2);
        }

        var nobody = new PatientModel();
        try (var stage = open(nobody, later, Backend.HEAP)) {
            assertThat(nobody.asked()).isEmpty();
        }
    }

    @Test
    void whatAnotherTaskOfAnEarlierVersionHadUnderWayIsRefused() throws Exception {
        String foreign = IntStream.range(0, 100)
                .mapToObj(number -> "entity-" + number)
                .filter(entity -> KeyGroupRangeAssignment.assignKeyToParallelOperator(entity, MAX_PARALLELISM, 2) == 1)
                .findFirst()
                .orElseThrow();
        var state = earlier(2, 0, foreign);

        assertThatThrownBy(() -> open(new PatientModel(), state, 2, 0))
                .hasStackTraceContaining("about " + foreign)
                .hasStackTraceContaining("restore the savepoint with the parallelism it was taken with");
    }

    /** State of Flink's own operator with questions under way, as versions before decision 11 left it. */
    private static OperatorSubtaskState earlier(int parallelism, int task, String... entities) throws Exception {
        AsyncFunction<AccessSighting, AccessSighting> silent = (sighting, result) -> {};
        var type = Records.type(AccessSighting.class).createSerializer(new ExecutionConfig().getSerializerConfig());
        try (var harness = new OneInputStreamOperatorTestHarness<AccessSighting, AccessSighting>(
                new AsyncWaitOperatorFactory<>(silent, 0, 100, OutputMode.ORDERED),
                MAX_PARALLELISM,
                parallelism,
                task)) {
            harness.getStreamConfig().setupNetworkInputs(type);
            harness.getStreamConfig().serializeAllConfigs();
            harness.setup(type);
            harness.open();
            for (int i = 0; i < entities.length; i++) {
                harness.processElement(sighting(entities[i], "e" + i), 0);
            }
            var state = harness.snapshot(1, 0);
            assertThat(state.getManagedOperatorState().iterator().next().getStateNameToPartitionOffsets())
                    .containsKey(ASYNC_WAIT_STATE);
            return state;
        }
    }

    private static List<AccessSighting> answered(List<AccessSighting> sightings) {
        return sightings.stream()
                .map(sighting -> AccessSighting.newBuilder(sighting)
                        .setProduct(1.0)
                        .setVariant("blue")
                        .build())
                .toList();
    }

    private static AskHarness open(PatientModel model, @Nullable OperatorSubtaskState snapshot, Backend backend)
            throws Exception {
        return AskHarness.open(SINGLY, Asking.live(), name -> model, snapshot, backend.create(), 1, 0);
    }

    private static AskHarness open(PatientModel model, OperatorSubtaskState snapshot, int parallelism, int task)
            throws Exception {
        return AskHarness.open(
                SINGLY, Asking.live(), name -> model, snapshot, new HashMapStateBackend(), parallelism, task);
    }
}
