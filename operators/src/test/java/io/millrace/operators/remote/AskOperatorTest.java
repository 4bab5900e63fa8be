package io.millrace.operators.remote;

import static io.millrace.operators.remote.AskHarness.AT;
import static io.millrace.operators.remote.AskHarness.known;
import static io.millrace.operators.remote.AskHarness.sighting;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a stage asks: in which order, until when, what it does for a model that cannot keep up, and what a replay reads instead. */
class AskOperatorTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final RemoteAccess BATCHES = new RemoteAccess("millrace-access", -2, DEADLINE, 100, 4);
    /** Each question is a request. */
    private static final RemoteAccess SINGLY = new RemoteAccess("millrace-access", -2, DEADLINE, 1, 2000);

    @TempDir
    private Path folder;

    @Test
    void answersAreHandedOnInTheOrderOfTheQuestions() throws Exception {
        var model = new PatientModel();
        try (var stage = AskHarness.open(SINGLY, name -> model)) {
            stage.ask(sighting(0), sighting(1), sighting(2));
            model.answer(2);
            model.answer(1);
            stage.runMails();

            assertThat(stage.out()).isEmpty();

            model.answer(0);
            stage.runMails();
            assertThat(stage.order()).containsExactly("id0", "id1", "id2");
            assertThat(stage.out()).extracting(AccessSighting::getProduct).containsOnly(1.0);
        }
    }

    @Test
    void whatNobodyIsAskedAboutGoesStraightOnUnlessAQuestionIsBeforeIt() throws Exception {
        var model = new PatientModel();
        try (var stage = AskHarness.open(SINGLY, name -> model)) {
            stage.ask(known("first"), sighting(0), known("second"));

            assertThat(stage.order()).containsExactly("known-first");

            model.answer(0);
            stage.runMails();
            assertThat(stage.order()).containsExactly("known-first", "id0", "known-second");
            assertThat(model.asked()).containsExactly("e0");
        }
    }

    @Test
    void aWatermarkWaitsBehindTheQuestionsBeforeItAndForNoOther() throws Exception {
        var model = new PatientModel();
        try (var stage = AskHarness.open(SINGLY, name -> model)) {
            stage.mark(1);
            stage.ask(sighting(0));
            stage.mark(2);
            stage.mark(3);
            stage.ask(sighting(1));
            stage.mark(4);
            assertThat(stage.order()).containsExactly("mark 1");

            model.answer(0);
            stage.runMails();
            assertThat(stage.order()).containsExactly("mark 1", "id0", "mark 3");

            model.answer(1);
            stage.runMails();
            assertThat(stage.order()).containsExactly("mark 1", "id0", "mark 3", "id1", "mark 4");
        }
    }

    @Test
    void theLastWatermarkBeforeTheEndOfTimeIsToldByItself() throws Exception {
        var model = new PatientModel();
        try (var stage = AskHarness.open(SINGLY, name -> model)) {
            stage.ask(sighting(0));
            stage.mark(2);
            model.answer(0);
            stage.mark(Long.MAX_VALUE);

            assertThat(stage.order()).containsExactly("id0", "mark 2", "mark " + Long.MAX_VALUE);
        }
    }

    @Test
    void whatWaitedForTheDeadlineIsLateAndItsAnswerComesTooLate() throws Exception {
        var model = new PatientModel();
        try (var stage = AskHarness.open(SINGLY, name -> model)) {
            stage.ask(sighting(0));
            stage.passTime(DEADLINE.toMillis());
            stage.ask(sighting(1));
            assertThat(stage.out()).isEmpty();

            stage.passTime(DEADLINE.toMillis() / 20);
            assertThat(stage.out()).extracting(AccessSighting::getFailure).containsExactly(RemoteModelException.LATE);

            model.answer(0);
            model.answer(1);
            stage.runMails();
            assertThat(stage.out())
                    .extracting(AccessSighting::getFailure)
                    .containsExactly(RemoteModelException.LATE, "");
        }
    }

    @Test
    void theEndOfInputWaitsForWhatIsAskedAndIsNotBeforeIt() throws Exception {
        RemoteModelProvider<Access, Double> elsewhere =
                name -> (Model) questions -> CompletableFuture.supplyAsync(() -> ones(questions));
        try (var stage = AskHarness.open(BATCHES, elsewhere)) {
            stage.ask(sightings(150));
            stage.mark(Long.MAX_VALUE);
            stage.endInput();

            assertThat(stage.order()).hasSize(151).endsWith("id149", "mark " + Long.MAX_VALUE);
            assertThat(stage.out()).extracting(AccessSighting::getProduct).containsOnly(1.0);
        }
    }

    @Test
    void whatTheModelCannotTakeIsLetGoBeforeTheLineIsFullAndItIsNotAskedForAWhile() throws Exception {
        var model = new PatientModel();
        try (var stage = AskHarness.open(BATCHES, name -> model)) {
            stage.ask(sightings(1500));

            assertThat(stage.out()).hasSize(1500);
            assertThat(stage.out()).extracting(AccessSighting::getFailure).containsOnly(RemoteModelException.BUSY);
            assertThat(model.requests()).isEqualTo(4);

            model.answer(0);
            stage.passTime(6000);
            stage.ask(sightings(100));
            assertThat(model.requests()).isEqualTo(5);
        }
    }

    @Test
    void lessThanALineFullWaitsForItsAnswer() throws Exception {
        try (var stage = AskHarness.open(BATCHES, name -> new PatientModel())) {
            stage.ask(sightings(900));

            assertThat(stage.out()).isEmpty();
        }
    }

    @Test
    void aBoundedRunWaitsForTheModelHoweverMuchThereIsAndHoldsNoMoreThanALine() throws Exception {
        var open = new AtomicInteger();
        var most = new AtomicInteger();
        RemoteModelProvider<Access, Double> slow = name -> (Model) questions -> {
            most.accumulateAndGet(open.addAndGet(questions.size()), Math::max);
            return CompletableFuture.supplyAsync(() -> {
                open.addAndGet(-questions.size());
                return ones(questions);
            });
        };
        try (var stage = AskHarness.open(BATCHES, Asking.patiently(), slow, null)) {
            stage.ask(sightings(2500));
            stage.endInput();

            assertThat(stage.out()).hasSize(2500);
            assertThat(stage.out()).extracting(AccessSighting::getFailure).containsOnly("");
            assertThat(most.get()).isBetween(100, AskOperator.CAPACITY);
        }
    }

    @Test
    void aModelThatRestsIsNotAskedAtAll() throws Exception {
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
        try (var stage = AskHarness.open(BATCHES, name -> resting)) {
            stage.ask(sightings(3));

            assertThat(stage.out())
                    .hasSize(3)
                    .extracting(AccessSighting::getFailure)
                    .containsOnly(RemoteModelException.CIRCUIT_OPEN);
        }
    }

    @Test
    void aProviderThatThrowsLeavesTheEmbeddedModelsAnswer() throws Exception {
        try (var stage = AskHarness.open(BATCHES, name -> {
            throw new IllegalStateException("planted");
        })) {
            stage.ask(sightings(2));

            assertThat(stage.out())
                    .hasSize(2)
                    .extracting(AccessSighting::getFailure)
                    .containsOnly("defect");
        }
    }

    @Test
    void anAnswerThatCannotBeReadByPositionIsNone() throws Exception {
        RemoteModelProvider<Access, Double> short_ =
                name -> (Model) questions -> CompletableFuture.completedFuture(new Answers<>(List.of(), "blue"));
        try (var stage = AskHarness.open(SINGLY, short_)) {
            stage.ask(sightings(2));
            stage.runMails();

            assertThat(stage.out())
                    .hasSize(2)
                    .extracting(AccessSighting::getFailure)
                    .containsOnly("defect");
        }
    }

    @Test
    void aReplayGetsTheSameAnswersAndTheSameFallbacksAndAsksNobody() throws Exception {
        RemoteModelProvider<Access, Double> half =
                name -> (Model) questions -> questions.get(0).entity().equals("e0")
                        ? CompletableFuture.completedFuture(new Answers<>(
                                questions.stream()
                                        .map(access -> 0.1 + access.address() / 3.0)
                                        .toList(),
                                "blue"))
                        : CompletableFuture.failedFuture(new RemoteModelException("ModelError", "planted"));
        List<AccessSighting> live;
        try (var stage = AskHarness.open(BATCHES, half)) {
            stage.ask(sightings(150));
            live = stage.await(150);
        }
        record(live);

        try (var stage = recorded()) {
            stage.ask(sightings(150));

            assertThat(live).extracting(AccessSighting::getFailure).contains("", "ModelError");
            assertThat(stage.out()).isEqualTo(live);
        }
    }

    @Test
    void anAnswerToAnotherQuestionIsNone() throws Exception {
        try (var stage = AskHarness.open(
                SINGLY, name -> (Model) questions -> CompletableFuture.completedFuture(ones(questions)))) {
            stage.ask(sighting(0));
            record(stage.await(1));
        }
        AccessSighting other = sighting(0);
        other.setEntity("E0");
        AccessSighting unknown = sighting(1);
        AccessSighting later = sighting(0);
        later.setArrivedAt(AT.plus(Duration.ofHours(3)));
        Files.writeString(
                folder.resolve(AnswerFiles.fileOf(AT)),
                Files.readString(folder.resolve(AnswerFiles.fileOf(AT))).replace("id0 e0", "id0 E0"));

        try (var stage = recorded()) {
            stage.ask(other, unknown, later, known("e9"));

            assertThat(stage.out())
                    .extracting(AccessSighting::getFailure)
                    .containsExactly(
                            RemoteModelException.NOT_RECORDED,
                            RemoteModelException.NOT_RECORDED,
                            RemoteModelException.NOT_RECORDED,
                            "");
        }
    }

    private AskHarness recorded() throws Exception {
        return AskHarness.open(
                BATCHES,
                Asking.recorded(new AnswerFiles(folder.toString())),
                name -> {
                    throw new IllegalStateException("asked for " + name);
                },
                null);
    }

    /** As the lake has it: what got no answer shares a row. */
    private void record(List<AccessSighting> answers) throws Exception {
        var questions = new AccessQuestions(BATCHES);
        List<RemoteAnswer> rows = answers.stream()
                .map(answer -> Objects.requireNonNull(questions.row(answer)))
                .collect(Collectors.toCollection(ArrayList::new));
        String unanswered = rows.stream()
                .filter(row -> row.getAnswer() == null)
                .map(RemoteAnswer::getPosition)
                .collect(Collectors.joining("\n"));
        if (!unanswered.isEmpty()) {
            RemoteAnswer shared = rows.stream()
                    .filter(row -> row.getAnswer() == null)
                    .findFirst()
                    .orElseThrow();
            rows.removeIf(row -> row.getAnswer() == null);
            shared.setPosition(unanswered);
            rows.add(shared);
        }
        var lines = new StringBuilder();
        for (RemoteAnswer row : rows) {
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

    private static AccessSighting[] sightings(int wanted) {
        return IntStream.range(0, wanted).mapToObj(AskHarness::sighting).toArray(AccessSighting[]::new);
    }

    private static Answers<Double> ones(List<Access> questions) {
        return new Answers<>(questions.stream().map(access -> 1.0).toList(), "blue");
    }

    /** A model in one lambda. */
    private interface Model extends RemoteModel<Access, Double> {
        @Override
        default void close() {}
    }
}
