package io.millrace.operators.remote;

import io.millrace.models.remote.Answers;
import io.millrace.models.remote.MicroBatches;
import io.millrace.models.remote.RecordedAnswersProvider;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.models.sagemaker.EndpointLimits;
import io.millrace.operators.stage.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks remote models in batches, answers in the order of the questions. No state; never blocks; every record is handed on
 * at the latest at the deadline, with an answer or with why there is none. A failure never fails the job. Where a model
 * cannot take what there is to ask, the stage lets go of its questions before they hold up the stream.
 */
public final class AskFunction<I, Q, A, O> extends RichAsyncFunction<I, O> {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(AskFunction.class);

    /** Records between the stages, asked or waiting behind a question: what one checkpoint holds at most. */
    private static final int CAPACITY = 1000;

    /** Watermarks take places in the queue too. */
    private static final int QUEUE = 2 * CAPACITY;

    /** Deadlines are looked at so often: an answer is late by a twentieth of the deadline at most. */
    private static final int TICKS = 20;

    /** So long a model that could not keep up is left alone. */
    private static final long PAUSE_SECONDS = 5;

    private static final String DEFECT = "defect";

    private final Questions<I, Q, A, O> questions;
    private final RemoteCalls calls;
    private final Asking asking;
    private final RemoteModelProvider<Q, A> provider;

    private transient ScheduledExecutorService timer;
    private transient Map<String, RemoteModel<Q, A>> endpoints;
    private transient Map<String, MicroBatches<Asked<I, Q, O>>> batches;
    private transient ConcurrentLinkedDeque<Asked<I, Q, O>> underWay;
    private transient AtomicLong tick;
    private transient Set<String> paused;
    private transient long sequence;
    private transient @Nullable RecordedQuestions<I, Q, A, O> recorded;

    public AskFunction(
            Questions<I, Q, A, O> questions, RemoteCalls calls, Asking asking, RemoteModelProvider<Q, A> provider) {
        this.questions = questions;
        this.calls = calls;
        this.asking = asking;
        this.provider = provider;
    }

    /** The stage. A replay that reads answers knows no deadline: slow files must not change a result. */
    public static <I, Q, A, O extends SpecificRecordBase> SingleOutputStreamOperator<O> apply(
            DataStream<I> inputs, AskFunction<I, Q, A, O> function, Class<O> type) {
        long deadline =
                function.asking.recorded() == null ? function.calls.deadline().toMillis() : 0;
        return AsyncDataStream.orderedWait(inputs, function, deadline, TimeUnit.MILLISECONDS, QUEUE)
                .returns(Records.type(type));
    }

    @Override
    public void open(OpenContext context) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "ask-" + questions.kind());
            thread.setDaemon(true);
            return thread;
        });
        endpoints = new HashMap<>();
        batches = new HashMap<>();
        underWay = new ConcurrentLinkedDeque<>();
        paused = ConcurrentHashMap.newKeySet();
        tick = new AtomicLong();
        long every = Math.max(1, calls.deadline().toMillis() / TICKS);
        var unused = timer.scheduleAtFixedRate(this::endLate, every, every, TimeUnit.MILLISECONDS);
        RecordedAnswersProvider answers = asking.recorded();
        recorded = answers == null ? null : new RecordedQuestions<>(questions, answers.open());
    }

    /** What cannot even be asked is a defect of ours; the embedded model's answer stands all the same. */
    @Override
    public void asyncInvoke(I input, ResultFuture<O> result) {
        try {
            ask(input, result);
        } catch (RuntimeException e) {
            result.complete(List.of(questions.unanswered(input, DEFECT)));
        }
    }

    private void ask(I input, ResultFuture<O> result) {
        sequence++;
        letGo();
        O unasked = questions.unasked(input);
        if (unasked != null) {
            result.complete(List.of(unasked));
            return;
        }
        if (recorded != null) {
            var answers = recorded;
            var unused = CompletableFuture.supplyAsync(() -> answers.answer(input), timer)
                    .whenComplete((answer, defect) -> {
                        if (defect == null) {
                            result.complete(List.of(answer));
                        } else {
                            // Unreadable files: a replay that guesses is worse than none.
                            result.completeExceptionally(defect);
                        }
                    });
            return;
        }
        String endpoint = questions.endpoint(input);
        if (paused.contains(endpoint)) {
            result.complete(List.of(questions.unanswered(input, RemoteModelException.BUSY)));
            return;
        }
        RemoteModel<Q, A> model = endpoints.computeIfAbsent(endpoint, provider::open);
        if (model.rests()) {
            result.complete(List.of(questions.unanswered(input, RemoteModelException.CIRCUIT_OPEN)));
            return;
        }
        var asked = new Asked<I, Q, O>(input, questions.question(input), endpoint, sequence, tick.get(), result);
        underWay.add(asked);
        batches.computeIfAbsent(endpoint, name -> batches(model))
                .add(asked, questions.wire().bytes(asked.question()));
    }

    /** What stands at the head of the queue holds up all behind it: when those are too many, its endpoint is too slow. */
    private void letGo() {
        forgetAnswered();
        for (var oldest = underWay.peek();
                !asking.waits() && oldest != null && sequence - oldest.sequence() >= CAPACITY;
                oldest = underWay.peek()) {
            String slow = oldest.endpoint();
            if (paused.add(slow)) {
                var unused = timer.schedule(() -> paused.remove(slow), PAUSE_SECONDS, TimeUnit.SECONDS);
            }
            for (Asked<I, Q, O> asked : underWay) {
                if (asked.endpoint().equals(slow)) {
                    asked.handOn(questions.unanswered(asked.input(), RemoteModelException.BUSY));
                }
            }
            underWay.removeIf(Asked::isHandedOn);
        }
    }

    private void forgetAnswered() {
        for (var oldest = underWay.peek(); oldest != null && oldest.isHandedOn(); oldest = underWay.peek()) {
            underWay.remove(oldest);
        }
    }

    /**
     * What has waited for the deadline; the oldest stand first. One that cannot be handed on is left to {@link #timeout}: thrown
     * from here, a defect would silently end the timer and with it every deadline to come.
     */
    private void endLate() {
        long now = tick.incrementAndGet();
        for (Asked<I, Q, O> asked : underWay) {
            if (now - asked.tick() <= TICKS) {
                return;
            }
            try {
                asked.handOn(questions.unanswered(asked.input(), RemoteModelException.LATE));
            } catch (RuntimeException defect) {
                LOG.warn("A late question could not be handed on; Flink's own timeout will", defect);
            }
        }
    }

    @Override
    public void timeout(I input, ResultFuture<O> result) {
        for (Asked<I, Q, O> asked : underWay) {
            if (asked.input() == input) {
                asked.handOn(questions.unanswered(input, RemoteModelException.LATE));
                return;
            }
        }
        result.complete(List.of(questions.unanswered(input, RemoteModelException.LATE)));
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
            endpoints.values().forEach(RemoteModel::close);
        }
        if (recorded != null) {
            recorded.close();
        }
    }

    private MicroBatches<Asked<I, Q, O>> batches(RemoteModel<Q, A> model) {
        return new MicroBatches<>(
                batch -> ask(model, batch), timer, calls.batch(), EndpointLimits.BATCH_BYTES, calls.inFlight());
    }

    /** What was let go while it waited for its turn troubles nobody any more. */
    private CompletableFuture<?> ask(RemoteModel<Q, A> model, List<Asked<I, Q, O>> batch) {
        List<Asked<I, Q, O>> wanted =
                batch.stream().filter(asked -> !asked.isHandedOn()).collect(Collectors.toList());
        if (wanted.isEmpty()) {
            return CompletableFuture.completedFuture(wanted);
        }
        return model.ask(wanted.stream().map(Asked::question).collect(Collectors.toList()))
                .handle((answers, failure) -> {
                    for (int i = 0; i < wanted.size(); i++) {
                        handOn(wanted.get(i), answers, i, failure);
                    }
                    return wanted;
                });
    }

    private void handOn(Asked<I, Q, O> asked, @Nullable Answers<A> answers, int position, @Nullable Throwable failure) {
        if (answers != null) {
            asked.handOn(questions.answered(asked.input(), answers.get(position), answers.variant()));
            return;
        }
        String why = failure == null
                ? RemoteModelException.UNREADABLE
                : RemoteModelException.of(failure).code();
        asked.handOn(questions.unanswered(asked.input(), why));
    }
}
