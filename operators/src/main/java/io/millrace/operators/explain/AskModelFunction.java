package io.millrace.operators.explain;

import io.millrace.domain.ExplainAnswer;
import io.millrace.domain.ExplainRequest;
import io.millrace.domain.Explanation;
import io.millrace.domain.Sentence;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import io.millrace.models.bedrock.ModelAnalyst;
import io.millrace.models.bedrock.ModelAnalystProvider;
import io.millrace.models.bedrock.ModelText;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.operators.stage.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private final ModelAnalystProvider provider;

    private transient @Nullable ModelAnalyst model;

    public AskModelFunction(ModelAnalystProvider provider) {
        this.provider = provider;
    }

    /** The stage: answers in the order of the questions. */
    public static SingleOutputStreamOperator<ExplainAnswer> apply(
            DataStream<ExplainRequest> requests, Duration deadline, ModelAnalystProvider provider) {
        return AsyncDataStream.orderedWait(
                        requests, new AskModelFunction(provider), deadline.toMillis(), TimeUnit.MILLISECONDS, CAPACITY)
                .returns(Records.type(ExplainAnswer.class));
    }

    @Override
    public void asyncInvoke(ExplainRequest request, ResultFuture<ExplainAnswer> result) {
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

    @Override
    public void timeout(ExplainRequest request, ResultFuture<ExplainAnswer> result) {
        result.complete(List.of(degraded(request, RemoteModelException.LATE)));
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
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
        return new ExplainAnswer(request.getChange(), explanation);
    }

    private static ExplainAnswer degraded(ExplainRequest request, String reason) {
        var explanation = Copies.shallow(request.getLocal(), new Explanation());
        explanation.setExplanationId(id(request.getLocal(), "degraded"));
        explanation.setDegraded(true);
        explanation.setDegradedReason(reason);
        return new ExplainAnswer(request.getChange(), explanation);
    }

    private static String id(Explanation local, String what) {
        return Ids.hash("explanation", what, local.getThreadId(), String.valueOf(local.getThreadVersion()));
    }
}
