package io.millrace.operators.score;

import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.ScoreRequest;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.MicroBatches;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.models.sagemaker.EndpointLimits;
import io.millrace.models.sagemaker.ForestWire;
import io.millrace.operators.stage.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the endpoint of each point's namespace, in batches. No state; never blocks; every request is answered, with a score
 * or with why there is none, at the latest at the deadline. A failure never fails the job.
 */
public final class InvokeForestFunction extends RichAsyncFunction<ScoreRequest, ScoreAnswer> {
    private static final long serialVersionUID = 1L;

    /** Points between the stages, asked or waiting for their turn: what one checkpoint holds at most. */
    private static final int CAPACITY = 1000;

    private static final String COLD_START = "cold-start";

    private final RemoteScoring settings;
    private final RemoteModelProvider<String, Double> provider;

    private transient ScheduledExecutorService timer;
    private transient Map<String, RemoteModel<String, Double>> endpoints;
    private transient Map<String, MicroBatches<Question>> batches;

    public InvokeForestFunction(RemoteScoring settings, RemoteModelProvider<String, Double> provider) {
        this.settings = settings;
        this.provider = provider;
    }

    /** The stage: answers in the order of the requests. */
    public static SingleOutputStreamOperator<ScoreAnswer> apply(
            DataStream<ScoreRequest> requests, RemoteScoring settings, RemoteModelProvider<String, Double> provider) {
        return AsyncDataStream.orderedWait(
                        requests,
                        new InvokeForestFunction(settings, provider),
                        settings.deadline().toMillis(),
                        TimeUnit.MILLISECONDS,
                        CAPACITY)
                .returns(Records.type(ScoreAnswer.class));
    }

    @Override
    public void open(OpenContext context) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "score-batches");
            thread.setDaemon(true);
            return thread;
        });
        endpoints = new HashMap<>();
        batches = new HashMap<>();
    }

    @Override
    public void asyncInvoke(ScoreRequest request, ResultFuture<ScoreAnswer> result) {
        if (request.getFeatures().isEmpty()) {
            result.complete(List.of(unanswered(request, COLD_START)));
            return;
        }
        String line = ForestWire.line(request.getFeatures());
        batches.computeIfAbsent(request.getModel(), this::batches)
                .add(new Question(request, line, result), line.length() + 1);
    }

    @Override
    public void timeout(ScoreRequest request, ResultFuture<ScoreAnswer> result) {
        result.complete(List.of(unanswered(request, RemoteModelException.LATE)));
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
            endpoints.values().forEach(RemoteModel::close);
        }
    }

    private MicroBatches<Question> batches(String name) {
        RemoteModel<String, Double> endpoint = endpoints.computeIfAbsent(name, provider::open);
        return new MicroBatches<>(
                questions -> ask(endpoint, questions),
                timer,
                settings.batchPoints(),
                EndpointLimits.BATCH_BYTES,
                settings.inFlight());
    }

    private static CompletableFuture<?> ask(RemoteModel<String, Double> endpoint, List<Question> questions) {
        return endpoint.ask(questions.stream().map(question -> question.line).collect(Collectors.toList()))
                .handle((scores, failure) -> {
                    for (int i = 0; i < questions.size(); i++) {
                        questions.get(i).answer(scores, i, failure);
                    }
                    return questions;
                });
    }

    private static ScoreAnswer unanswered(ScoreRequest request, String why) {
        return new ScoreAnswer(request, null, "", why);
    }

    /** One point waiting for its score. */
    private static final class Question {
        private final ScoreRequest request;
        private final String line;
        private final ResultFuture<ScoreAnswer> result;

        Question(ScoreRequest request, String line, ResultFuture<ScoreAnswer> result) {
            this.request = request;
            this.line = line;
            this.result = result;
        }

        void answer(@Nullable Answers<Double> scores, int position, @Nullable Throwable failure) {
            ScoreAnswer answer;
            if (scores != null) {
                answer = new ScoreAnswer(request, scores.get(position), scores.variant(), "");
            } else {
                String code = failure == null
                        ? RemoteModelException.UNREADABLE
                        : RemoteModelException.of(failure).code();
                answer = unanswered(request, code);
            }
            result.complete(List.of(answer));
        }
    }
}
