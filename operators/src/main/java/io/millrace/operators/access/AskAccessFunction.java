package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.record.Copies;
import io.millrace.models.access.Access;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.MicroBatches;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.models.sagemaker.EndpointLimits;
import io.millrace.operators.stage.Records;
import java.util.List;
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
 * Asks IP Insights about accesses from networks that are new to their entity, in batches and in order. No state; never blocks;
 * each is handed on, with a product or with why there is none, at the latest at the deadline. A failure never fails the job.
 */
public final class AskAccessFunction extends RichAsyncFunction<AccessSighting, AccessSighting> {
    private static final long serialVersionUID = 1L;

    private static final int CAPACITY = 1000;
    private static final int BYTES_AROUND = 40;

    private final RemoteAccess settings;
    private final RemoteModelProvider<Access, Double> provider;

    private transient ScheduledExecutorService timer;
    private transient @Nullable RemoteModel<Access, Double> endpoint;
    private transient @Nullable MicroBatches<Question> batches;

    public AskAccessFunction(RemoteAccess settings, RemoteModelProvider<Access, Double> provider) {
        this.settings = settings;
        this.provider = provider;
    }

    /** The stage: sightings in their order. */
    public static SingleOutputStreamOperator<AccessSighting> apply(
            DataStream<AccessSighting> sightings, RemoteAccess settings, RemoteModelProvider<Access, Double> provider) {
        return AsyncDataStream.orderedWait(
                        sightings,
                        new AskAccessFunction(settings, provider),
                        settings.deadline().toMillis(),
                        TimeUnit.MILLISECONDS,
                        CAPACITY)
                .returns(Records.type(AccessSighting.class));
    }

    @Override
    public void open(OpenContext context) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "access-batches");
            thread.setDaemon(true);
            return thread;
        });
        if (settings.isWanted()) {
            RemoteModel<Access, Double> opened = provider.open(settings.endpoint());
            endpoint = opened;
            batches = new MicroBatches<>(
                    questions -> ask(opened, questions),
                    timer,
                    settings.batchPairs(),
                    EndpointLimits.BATCH_BYTES,
                    settings.inFlight());
        }
    }

    @Override
    public void asyncInvoke(AccessSighting sighting, ResultFuture<AccessSighting> result) {
        var access = Access.of(sighting.getEntity(), sighting.getAddress());
        if (batches == null || access.isEmpty()) {
            result.complete(List.of(sighting));
            return;
        }
        batches.add(
                new Question(sighting, access.get(), result),
                BYTES_AROUND + 3 * access.get().entityText().length());
    }

    @Override
    public void timeout(AccessSighting sighting, ResultFuture<AccessSighting> result) {
        result.complete(List.of(unanswered(sighting, RemoteModelException.LATE)));
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        if (endpoint != null) {
            endpoint.close();
        }
    }

    private static CompletableFuture<?> ask(RemoteModel<Access, Double> endpoint, List<Question> questions) {
        return endpoint.ask(questions.stream().map(question -> question.access).collect(Collectors.toList()))
                .handle((answers, failure) -> {
                    for (int i = 0; i < questions.size(); i++) {
                        questions.get(i).answer(answers, i, failure);
                    }
                    return questions;
                });
    }

    private static AccessSighting unanswered(AccessSighting sighting, String why) {
        var late = Copies.shallow(sighting, new AccessSighting());
        late.setFailure(why);
        return late;
    }

    /** One access waiting for its product. */
    private static final class Question {
        private final AccessSighting sighting;
        private final Access access;
        private final ResultFuture<AccessSighting> result;

        Question(AccessSighting sighting, Access access, ResultFuture<AccessSighting> result) {
            this.sighting = sighting;
            this.access = access;
            this.result = result;
        }

        void answer(@Nullable Answers<Double> answers, int position, @Nullable Throwable failure) {
            if (answers == null) {
                String code = failure == null
                        ? RemoteModelException.UNREADABLE
                        : RemoteModelException.of(failure).code();
                result.complete(List.of(unanswered(sighting, code)));
                return;
            }
            var answered = Copies.shallow(sighting, new AccessSighting());
            answered.setProduct(answers.get(position));
            answered.setVariant(answers.variant());
            result.complete(List.of(answered));
        }
    }
}
