package io.millrace.operators.explain;

import io.millrace.domain.ExplainAnswer;
import io.millrace.domain.ExplainRequest;
import io.millrace.domain.Explanation;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import io.millrace.models.bedrock.ModelAnalyst;
import io.millrace.models.bedrock.ModelAnalystProvider;
import io.millrace.models.bedrock.ModelText;
import io.millrace.models.bedrock.ModelTextRow;
import io.millrace.models.remote.RecordedAnswers;
import io.millrace.models.remote.RecordedAnswersProvider;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.operators.remote.Asking;
import io.millrace.operators.stage.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks a language model about a thread. No state; never blocks; every question is answered at the latest at the deadline: with
 * the model's text, or with the local analyst's, marked and with the reason. A failure never fails the job.
 */
public final class AskModelFunction extends RichAsyncFunction<ExplainRequest, ExplainAnswer> {
    private static final long serialVersionUID = 1L;

    /** Questions asked or waiting for a connection: what one checkpoint holds at most. */
    private static final int CAPACITY = 256;

    private static final String KIND = "explanation";

    private final Asking asking;
    private final ModelAnalystProvider provider;

    private transient @Nullable RecordedAnswers recorded;
    private transient @Nullable ExecutorService reading;
    private transient @Nullable ModelAnalyst model;

    public AskModelFunction(Asking asking, ModelAnalystProvider provider) {
        this.asking = asking;
        this.provider = provider;
    }

    /** The stage: answers in the order of the questions. A replay that reads answers knows no deadline. */
    public static SingleOutputStreamOperator<ExplainAnswer> apply(
            DataStream<ExplainRequest> requests, Duration deadline, Asking asking, ModelAnalystProvider provider) {
        return AsyncDataStream.orderedWait(
                        requests,
                        new AskModelFunction(asking, provider),
                        asking.recorded() == null ? deadline.toMillis() : 0,
                        TimeUnit.MILLISECONDS,
                        CAPACITY)
                .returns(Records.type(ExplainAnswer.class));
    }

    @Override
    public void open(OpenContext context) {
        RecordedAnswersProvider answers = asking.recorded();
        if (answers != null) {
            recorded = answers.open();
            reading = Executors.newSingleThreadExecutor(task -> {
                var thread = new Thread(task, "read-explanations");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    @Override
    public void asyncInvoke(ExplainRequest request, ResultFuture<ExplainAnswer> result) {
        if (recorded != null && reading != null) {
            var answers = recorded;
            var unused = CompletableFuture.supplyAsync(() -> read(answers, request), reading)
                    .whenComplete((answer, defect) -> {
                        if (defect == null) {
                            result.complete(List.of(answer));
                        } else {
                            result.completeExceptionally(defect);
                        }
                    });
            return;
        }
        var asked = model;
        if (asked == null) {
            asked = provider.open();
            model = asked;
        }
        String author = asked.name();
        var unused = asked.explain(request.getChange())
                .handle((text, failure) ->
                        text == null ? degraded(request, code(failure)) : answer(request, author, text))
                .exceptionally(defect -> degraded(request, "defect"))
                .thenAccept(answer -> result.complete(List.of(answer)));
    }

    private static ExplainAnswer read(RecordedAnswers answers, ExplainRequest request) {
        ThreadChange change = request.getChange();
        RemoteAnswer row = answers.find(KIND, "", change.getChangeId(), change.getArrivedAt());
        if (row == null || !row.getRequestDigest().equals(ModelTextRow.digest(change))) {
            return degraded(request, RemoteModelException.NOT_RECORDED);
        }
        String text = row.getAnswer();
        return text == null
                ? degraded(request, row.getFallback())
                : answer(request, row.getVariant(), ModelTextRow.read(text));
    }

    @Override
    public void timeout(ExplainRequest request, ResultFuture<ExplainAnswer> result) {
        result.complete(List.of(degraded(request, RemoteModelException.LATE)));
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
        if (reading != null) {
            reading.shutdownNow();
        }
        if (recorded != null) {
            recorded.close();
        }
    }

    private static String code(@Nullable Throwable failure) {
        return failure == null
                ? RemoteModelException.UNREADABLE
                : RemoteModelException.of(failure).code();
    }

    /** The runbooks' advice stays first: people wrote it. */
    private static ExplainAnswer answer(ExplainRequest request, String author, ModelText text) {
        Explanation local = request.getLocal();
        var advice = new ArrayList<Sentence>(local.getAdvice());
        advice.addAll(text.advice());
        var explanation = Copies.shallow(local, new Explanation());
        explanation.setExplanationId(id(local, author));
        explanation.setAuthor(author);
        explanation.setStoryline(text.storyline());
        explanation.setHypotheses(text.hypotheses());
        explanation.setAdvice(advice);
        return new ExplainAnswer(
                request.getChange(), explanation, row(request.getChange(), author, ModelTextRow.of(text), ""));
    }

    private static ExplainAnswer degraded(ExplainRequest request, String reason) {
        var explanation = Copies.shallow(request.getLocal(), new Explanation());
        explanation.setExplanationId(id(request.getLocal(), "degraded"));
        explanation.setDegraded(true);
        explanation.setDegradedReason(reason);
        return new ExplainAnswer(request.getChange(), explanation, row(request.getChange(), "", null, reason));
    }

    /** Of whatever model was asked: a thread's change is asked about once. */
    private static RemoteAnswer row(ThreadChange change, String author, @Nullable String text, String reason) {
        return new RemoteAnswer(
                KIND,
                "",
                change.getChangeId(),
                ModelTextRow.digest(change),
                change.getArrivedAt(),
                author,
                text,
                reason);
    }

    private static String id(Explanation local, String what) {
        return Ids.hash("explanation", what, local.getThreadId(), String.valueOf(local.getThreadVersion()));
    }
}
