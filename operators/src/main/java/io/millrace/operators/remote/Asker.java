package io.millrace.operators.remote;

import io.millrace.models.remote.Answers;
import io.millrace.models.remote.MicroBatches;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.models.sagemaker.EndpointLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * The models of one stage: who is asked, who is left alone, and what has waited too long. Requests and their answers run in
 * other threads; each batch comes back as one mail, so that everything else here happens in the task's.
 */
final class Asker<I, Q, A, O> implements AutoCloseable {
    /** Deadlines are looked at so often: an answer is late by a twentieth of the deadline at most. */
    private static final int TICKS = 20;

    /** So long a model that could not keep up is left alone. */
    private static final long PAUSE_MILLIS = 5_000;

    private static final String DEFECT = "defect";

    private final Questions<I, Q, A, O> questions;
    private final RemoteCalls calls;
    private final RemoteModelProvider<Q, A> provider;
    private final MailboxExecutor mailbox;
    private final ThrowingRunnable<Exception> answersCame;
    private final ScheduledExecutorService timer;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    /** Processing time of the last tick. */
    private long now;

    /** @param answersCame run in the task's thread when some of what was asked has been answered */
    Asker(
            Questions<I, Q, A, O> questions,
            RemoteCalls calls,
            RemoteModelProvider<Q, A> provider,
            MailboxExecutor mailbox,
            ThrowingRunnable<Exception> answersCame) {
        this.questions = questions;
        this.calls = calls;
        this.provider = provider;
        this.mailbox = mailbox;
        this.answersCame = answersCame;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "ask-" + questions.kind());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What is handed on where nobody is asked, or nobody who would answer; null where a model is to be asked. What cannot
     * even be asked is a defect of ours; the embedded model's answer stands all the same.
     */
    @Nullable
    O atOnce(I input) {
        try {
            O unasked = questions.unasked(input);
            if (unasked != null) {
                return unasked;
            }
            Endpoint endpoint = endpoint(input);
            if (endpoint.pausedUntil > now) {
                return questions.unanswered(input, RemoteModelException.BUSY);
            }
            return endpoint.model.rests() ? questions.unanswered(input, RemoteModelException.CIRCUIT_OPEN) : null;
        } catch (RuntimeException e) {
            return questions.unanswered(input, DEFECT);
        }
    }

    /** Puts the question of a record into the next batch to its endpoint. */
    void ask(Asked<I, Q, O> asked) {
        try {
            Endpoint endpoint = endpoint(asked.input());
            Q question = questions.question(asked.input());
            asked.underWay(question, endpoint.name, now);
            endpoint.batches.add(asked, questions.wire().bytes(question));
        } catch (RuntimeException e) {
            asked.answer(questions.unanswered(asked.input(), DEFECT));
        }
    }

    /** An endpoint that cannot take what there is to ask is left alone for a while, and its questions get no answer. */
    void letGo(String slow, Iterable<Asked<I, Q, O>> line) {
        var endpoint = endpoints.get(slow);
        if (endpoint != null) {
            endpoint.pausedUntil = now + PAUSE_MILLIS;
        }
        for (Asked<I, Q, O> asked : line) {
            if (!asked.isAnswered() && asked.endpoint().equals(slow)) {
                asked.answer(questions.unanswered(asked.input(), RemoteModelException.BUSY));
            }
        }
    }

    /** How far the ticks are to be apart. */
    long tickMillis() {
        return Math.max(1, calls.deadline().toMillis() / TICKS);
    }

    /** Time goes on in ticks: nobody reads a clock for a record. */
    void tick(long at) {
        now = at;
    }

    /** The last tick. */
    long now() {
        return now;
    }

    /** Answers what has waited for the deadline with why there is none. */
    void endIfLate(Asked<I, Q, O> asked) {
        if (now - asked.askedAt() >= calls.deadline().toMillis() + tickMillis()) {
            asked.answer(questions.unanswered(asked.input(), RemoteModelException.LATE));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        endpoints.values().forEach(endpoint -> endpoint.model.close());
    }

    private Endpoint endpoint(I input) {
        return endpoints.computeIfAbsent(questions.endpoint(input), Endpoint::new);
    }

    private void take(List<Asked<I, Q, O>> batch, @Nullable Answers<A> answers, @Nullable Throwable failure)
            throws Exception {
        String why = failure == null
                ? RemoteModelException.UNREADABLE
                : RemoteModelException.of(failure).code();
        for (int i = 0; i < batch.size(); i++) {
            Asked<I, Q, O> asked = batch.get(i);
            if (!asked.isAnswered()) {
                asked.answer(answer(asked.input(), answers, i, why));
            }
        }
        answersCame.run();
    }

    private O answer(I input, @Nullable Answers<A> answers, int position, String why) {
        try {
            return answers == null
                    ? questions.unanswered(input, why)
                    : questions.answered(input, answers.get(position), answers.variant());
        } catch (RuntimeException e) {
            return questions.unanswered(input, DEFECT);
        }
    }

    /** One endpoint: its client, what is gathered for it, and until when it is left alone. */
    private final class Endpoint {
        private final String name;
        private final RemoteModel<Q, A> model;
        private final MicroBatches<Asked<I, Q, O>> batches;
        private long pausedUntil;

        Endpoint(String name) {
            this.name = name;
            this.model = provider.open(name);
            this.batches =
                    new MicroBatches<>(this::send, timer, calls.batch(), EndpointLimits.BATCH_BYTES, calls.inFlight());
        }

        /** What was let go while it waited for its turn troubles nobody any more. In whatever thread has room for a batch. */
        private CompletableFuture<?> send(List<Asked<I, Q, O>> batch) {
            List<Asked<I, Q, O>> wanted =
                    batch.stream().filter(asked -> !asked.isAnswered()).collect(Collectors.toList());
            if (wanted.isEmpty()) {
                return CompletableFuture.completedFuture(wanted);
            }
            return asked(wanted).handle((answers, failure) -> {
                try {
                    mailbox.execute(() -> take(wanted, answers, failure), "Answers of " + name);
                } catch (RejectedExecutionException over) {
                    // The task is over: whoever restores its state asks again.
                }
                return wanted;
            });
        }

        private CompletableFuture<Answers<A>> asked(List<Asked<I, Q, O>> wanted) {
            try {
                return model.ask(wanted.stream().map(Asked::question).collect(Collectors.toList()));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
