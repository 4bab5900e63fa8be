package io.millrace.operators.remote;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** One question under way. It is handed on once, by whoever is first: the answer, the deadline, or the stage letting go. */
final class Asked<I, Q, O> {
    private final I input;
    private final Q question;
    private final String endpoint;
    private final long sequence;
    private final long tick;
    private final ResultFuture<O> result;
    private final AtomicBoolean handedOn = new AtomicBoolean();

    Asked(I input, Q question, String endpoint, long sequence, long tick, ResultFuture<O> result) {
        this.input = input;
        this.question = question;
        this.endpoint = endpoint;
        this.sequence = sequence;
        this.tick = tick;
        this.result = result;
    }

    void handOn(O answer) {
        if (handedOn.compareAndSet(false, true)) {
            result.complete(List.of(answer));
        }
    }

    boolean isHandedOn() {
        return handedOn.get();
    }

    I input() {
        return input;
    }

    Q question() {
        return question;
    }

    String endpoint() {
        return endpoint;
    }

    /** The tick of the stage's deadlines at which it was asked. */
    long tick() {
        return tick;
    }

    /** How many records had come before it. */
    long sequence() {
        return sequence;
    }
}
