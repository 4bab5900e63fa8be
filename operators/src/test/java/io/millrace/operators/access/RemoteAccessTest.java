package io.millrace.operators.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpsEvent;
import io.millrace.models.access.Access;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.operators.remote.AskHarness;
import io.millrace.operators.stage.Harnesses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What IP Insights is asked and what its products, or their absence, mean. */
class RemoteAccessTest {
    private static final RemoteAccess WANTED = new RemoteAccess("millrace-access", -2, Duration.ofSeconds(2), 2, 4);
    private static final Instant AT = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void eachIsHandedOnWithItsProductByPosition() throws Exception {
        var answered = asked(new Products(), sighting("ana", 7, 100), sighting("bob", 7, 100));

        assertThat(answered).extracting(AccessSighting::getEntity).containsExactly("ana", "bob");
        assertThat(answered).extracting(AccessSighting::getProduct).containsExactly(-5.0, 1.0);
        assertThat(answered).extracting(AccessSighting::getVariant).containsOnly("blue");
    }

    @Test
    void withoutAnEndpointNobodyIsAsked() throws Exception {
        try (var stage = AskHarness.open(RemoteAccess.none(), name -> {
            throw new IllegalStateException("asked for " + name);
        })) {
            stage.ask(sighting("ana", 7, 100));

            assertThat(stage.out()).containsExactly(sighting("ana", 7, 100));
        }
    }

    @Test
    void aFailureAndADeadlineLeaveTheEmbeddedModelsVerdictMarked() throws Exception {
        Model failing = questions ->
                CompletableFuture.failedFuture(new RemoteModelException(RemoteModelException.WRONG_COUNT, "planted"));
        var failed =
                asked(failing, sighting("ana", 7, 100), sighting("bob", 3, 100)).get(0);
        var late = late(sighting("ana", 7, 100));

        assertThat(late.getFailure()).isEqualTo("late");
        assertThat(judged(failed)).singleElement().satisfies(event -> assertThat(event.getAttributes())
                .containsEntry("model", JudgeAccessesFunction.MODEL)
                .containsEntry("fallback", "wrong-count"));
        assertThat(judged(late)).hasSize(1);
    }

    @Test
    void theEndpointOverrulesTheEmbeddedModelBothWays() throws Exception {
        assertThat(judged(answered(sighting("ana", 3, 100), -5)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getAttributes()).containsEntry("model", "sagemaker:millrace-access/blue");
                    assertThat(event.getValues())
                            .containsEntry("dotProduct", -5.0)
                            .containsEntry("lowestProduct", -2.0);
                    assertThat(event.getText()).contains("dot product -5.00, raised below -2.00");
                });
        assertThat(judged(answered(sighting("ana", 7, 100), -1))).isEmpty();
    }

    @Test
    void whoIsNewIsNotRaisedByAnEndpointEither() throws Exception {
        assertThat(judged(answered(sighting("ana", 3, 5), -50))).isEmpty();
    }

    private static List<OpsEvent> judged(AccessSighting sighting) throws Exception {
        try (var harness = Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new JudgeAccessesFunction(WANTED)),
                        JudgeAccessesFunction::key,
                        Types.STRING),
                OpsEvent.class,
                null)) {
            harness.processElement(sighting, 0);
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static AccessSighting answered(AccessSighting sighting, double product) {
        sighting.setProduct(product);
        sighting.setVariant("blue");
        return sighting;
    }

    private static List<AccessSighting> asked(RemoteModel<Access, Double> model, AccessSighting... sightings)
            throws Exception {
        try (var stage = AskHarness.open(WANTED, name -> model)) {
            stage.ask(sightings);
            return stage.await(sightings.length);
        }
    }

    private static AccessSighting late(AccessSighting sighting) throws Exception {
        Model silent = questions -> new CompletableFuture<>();
        try (var stage = AskHarness.open(WANTED, name -> silent)) {
            stage.ask(sighting);
            while (stage.out().isEmpty()) {
                stage.passTime(100);
            }
            return stage.out().get(0);
        }
    }

    private static AccessSighting sighting(String entity, double surprise, double sessions) {
        return AccessSighting.newBuilder()
                .setRecordId(entity)
                .setEventId(entity)
                .setArrivedAt(AT)
                .setEventTime(AT)
                .setAccount("1")
                .setRegion("eu-west-1")
                .setEntity(entity)
                .setCallerArn("")
                .setAddress("7.7.7.7")
                .setNetwork("7.7.7.0/24")
                .setCall("s3.amazonaws.com ListBuckets")
                .setSurprise(surprise)
                .setSessions(sessions)
                .build();
    }

    /** A model in one lambda. */
    private interface Model extends RemoteModel<Access, Double> {
        @Override
        default void close() {}
    }

    /** Low for ana, high for all others. */
    private static final class Products implements RemoteModel<Access, Double> {
        @Override
        public CompletableFuture<Answers<Double>> ask(List<Access> questions) {
            return CompletableFuture.completedFuture(new Answers<>(
                    questions.stream()
                            .map(access -> access.entity().equals("ana") ? -5.0 : 1.0)
                            .toList(),
                    "blue"));
        }

        @Override
        public void close() {}
    }
}
