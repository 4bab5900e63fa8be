package io.millrace.operators.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.domain.AccessSighting;
import io.millrace.domain.RemoteAnswer;
import io.millrace.models.access.Access;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.operators.access.AccessQuestions;
import io.millrace.operators.access.RemoteAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a stage asks: what it does for a model that cannot keep up, and what a replay reads instead of asking. */
class AskFunctionTest {
    private static final RemoteAccess SETTINGS = new RemoteAccess("millrace-access", -2, Duration.ofSeconds(2), 100, 4);
    private static final AccessQuestions QUESTIONS = new AccessQuestions(SETTINGS);
    private static final Instant AT = Instant.parse("2026-03-02T06:10:00Z");

    @TempDir
    private Path folder;

    @Test
    void whatTheModelCannotTakeIsLetGoBeforeTheQueueIsFullAndItIsNotAskedForAWhile() {
        var calls = new AtomicInteger();
        Model silent = questions -> {
            calls.incrementAndGet();
            return new CompletableFuture<>();
        };
        var results = results(Asking.live(), name -> silent, 1500);

        assertThat(results).hasSize(1500).allMatch(Result::isDone);
        assertThat(results).extracting(result -> result.get().getFailure()).containsOnly(RemoteModelException.BUSY);
        assertThat(calls.get()).isEqualTo(4);
    }

    @Test
    void lessThanAQueueFullWaitsForItsAnswer() {
        var results = results(Asking.live(), name -> (Model) questions -> new CompletableFuture<>(), 900);

        assertThat(results).noneMatch(Result::isDone);
    }

    @Test
    void aBoundedRunWaitsForTheModelHoweverMuchThereIs() {
        var results = results(Asking.patiently(), name -> (Model) questions -> new CompletableFuture<>(), 1500);

        assertThat(results).noneMatch(Result::isDone);
    }

    @Test
    void aModelThatRestsIsNotAskedAtAll() {
        var resting = new RemoteModel<Access, Double>() {
            @Override
            public CompletableFuture<Answers<Double>> ask(List<Access> questions) {
                throw new IllegalStateException("asked");
            }

            @Override
            public boolean rests() {
                return true;
            }

            @Override
            public void close() {}
        };

        var results = results(Asking.live(), name -> resting, 3);

        assertThat(results)
                .extracting(result -> result.get().getFailure())
                .containsOnly(RemoteModelException.CIRCUIT_OPEN);
    }

    @Test
    void aProviderThatThrowsLeavesTheEmbeddedModelsAnswer() {
        var results = results(
                Asking.live(),
                name -> {
                    throw new IllegalStateException("planted");
                },
                2);

        assertThat(results).extracting(result -> result.get().getFailure()).containsOnly("defect");
    }

    @Test
    void aLateQuestionThatCannotBeHandedOnHoldsUpNoOther() throws Exception {
        var soon = new RemoteAccess("millrace-access", -2, Duration.ofMillis(100), 100, 4);
        var function = new AskFunction<AccessSighting, Access, Double, AccessSighting>(
                QUESTIONS, soon.calls(), Asking.live(), name -> (Model) questions -> new CompletableFuture<>());
        function.open(DefaultOpenContext.INSTANCE);
        var broken = new Result() {
            @Override
            public void complete(Collection<AccessSighting> result) {
                throw new IllegalStateException("planted");
            }
        };
        var sound = new Result();
        function.asyncInvoke(sighting(0), broken);
        function.asyncInvoke(sighting(1), sound);

        assertThat(sound.future.get(1, TimeUnit.MINUTES).getFailure()).isEqualTo(RemoteModelException.LATE);
        function.close();
    }

    @Test
    void aReplayGetsTheSameAnswersAndTheSameFallbacksAndAsksNobody() throws Exception {
        var live = results(
                Asking.live(),
                name -> (Model) questions -> questions.get(0).entity().equals("e0")
                        ? CompletableFuture.completedFuture(new Answers<>(
                                questions.stream()
                                        .map(access -> 0.1 + access.address() / 3.0)
                                        .toList(),
                                "blue"))
                        : CompletableFuture.failedFuture(new RemoteModelException("ModelError", "planted")),
                150);
        record(live);

        var replayed = results(
                Asking.recorded(new AnswerFiles(folder.toString())),
                name -> {
                    throw new IllegalStateException("asked for " + name);
                },
                150);

        assertThat(live).extracting(result -> result.get().getFailure()).contains("", "ModelError");
        assertThat(replayed)
                .extracting(Result::get)
                .isEqualTo(live.stream().map(Result::get).toList());
    }

    @Test
    void anAnswerToAnotherQuestionIsNone() throws Exception {
        record(results(
                Asking.live(),
                name -> (Model) questions -> CompletableFuture.completedFuture(
                        new Answers<>(questions.stream().map(access -> 1.0).toList(), "blue")),
                1));
        AccessSighting other = sighting(0);
        other.setEntity("E0");
        AccessSighting unknown = sighting(1);
        AccessSighting later = sighting(0);
        later.setArrivedAt(AT.plus(Duration.ofHours(3)));
        Files.writeString(
                folder.resolve(AnswerFiles.fileOf(AT)),
                Files.readString(folder.resolve(AnswerFiles.fileOf(AT))).replace("id0 e0", "id0 E0"));

        var asking = asking(Asking.recorded(new AnswerFiles(folder.toString())), name -> {
            throw new IllegalStateException("asked for " + name);
        });
        var results = new ArrayList<Result>();
        for (AccessSighting sighting : List.of(other, unknown, later)) {
            var result = new Result();
            asking.asyncInvoke(sighting, result);
            results.add(result);
        }

        assertThat(results)
                .extracting(result -> result.get().getFailure())
                .containsOnly(RemoteModelException.NOT_RECORDED);
        asking.close();
    }

    private void record(List<Result> results) throws Exception {
        var lines = new StringBuilder();
        for (Result result : results) {
            RemoteAnswer row = Objects.requireNonNull(QUESTIONS.row(result.get()));
            lines.append(JsonNodeFactory.instance
                            .objectNode()
                            .put("kind", row.getKind())
                            .put("endpoint", row.getEndpoint())
                            .put("position", row.getPosition())
                            .put("request_digest", row.getRequestDigest())
                            .put("variant", row.getVariant())
                            .put("answer", row.getAnswer())
                            .put("fallback", row.getFallback()))
                    .append('\n');
        }
        Files.writeString(folder.resolve(AnswerFiles.fileOf(AT)), lines);
    }

    /** As many questions as wanted, asked at once; the stage is left to its daemon thread. */
    private static List<Result> results(Asking asking, RemoteModelProvider<Access, Double> provider, int wanted) {
        var function = asking(asking, provider);
        var results = new ArrayList<Result>();
        for (int i = 0; i < wanted; i++) {
            var result = new Result();
            function.asyncInvoke(sighting(i), result);
            results.add(result);
        }
        return results;
    }

    private static AskFunction<AccessSighting, Access, Double, AccessSighting> asking(
            Asking asking, RemoteModelProvider<Access, Double> provider) {
        var function = new AskFunction<>(QUESTIONS, SETTINGS.calls(), asking, provider);
        function.open(DefaultOpenContext.INSTANCE);
        return function;
    }

    private static AccessSighting sighting(int number) {
        return AccessSighting.newBuilder()
                .setRecordId("r" + number)
                .setEventId("id" + number)
                .setArrivedAt(AT)
                .setEventTime(AT)
                .setAccount("1")
                .setRegion("eu-west-1")
                .setEntity("e" + number)
                .setCallerArn("")
                .setAddress("7.7.7." + number % 200)
                .setNetwork("7.7.7.0/24")
                .setCall("s3.amazonaws.com ListBuckets")
                .setSurprise(7)
                .setSessions(100)
                .build();
    }

    /** A model in one lambda. */
    private interface Model extends RemoteModel<Access, Double> {
        @Override
        default void close() {}
    }

    private static class Result implements ResultFuture<AccessSighting> {
        private final CompletableFuture<AccessSighting> future = new CompletableFuture<>();

        AccessSighting get() {
            return future.join();
        }

        boolean isDone() {
            return future.isDone();
        }

        @Override
        public void complete(Collection<AccessSighting> result) {
            future.complete(result.iterator().next());
        }

        @Override
        public void completeExceptionally(Throwable error) {
            future.completeExceptionally(error);
        }
    }
}
