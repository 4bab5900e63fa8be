package io.millrace.operators.remote;

import io.millrace.domain.RemoteAnswer;
import io.millrace.models.sagemaker.EndpointWire;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One kind of questions to remote models: how a record becomes one, what record its answer becomes, and which row of the
 * lake tells of it. Pure.
 *
 * @param <I> record that asks
 * @param <Q> what the model is asked
 * @param <A> what it answers
 * @param <O> record with the answer, or with why there is none
 */
public interface Questions<I, Q, A, O> extends Serializable {
    /** Name of the kind in the lake. */
    String kind();

    /** What is handed on where nobody is to be asked; null where somebody is. */
    @Nullable
    O unasked(I input);

    /** Name of the endpoint that is to be asked. */
    String endpoint(I input);

    /** What the question is about, unique per kind and endpoint. */
    String position(I input);

    Instant arrivedAt(I input);

    Q question(I input);

    EndpointWire<Q, A> wire();

    O answered(I input, A answer, String variant);

    /** @param why stable code */
    O unanswered(I input, String why);

    /** The row of this answer; null where nobody was to be asked. */
    @Nullable
    RemoteAnswer row(O answer);

    /** A row of one question. @param answer null where there is none */
    default RemoteAnswer row(I input, @Nullable A answer, String variant, String fallback) {
        return new RemoteAnswer(
                kind(),
                endpoint(input),
                position(input),
                answer == null ? "" : wire().digest(question(input)),
                arrivedAt(input),
                variant,
                answer == null ? null : wire().row(answer),
                fallback);
    }
}
