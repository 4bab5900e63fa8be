package io.millrace.models.sagemaker;

import io.millrace.domain.id.Ids;
import java.io.Serializable;
import java.util.List;

/** The format in which the container of one algorithm is asked and answers. Pure; safe for use by several threads. */
public interface EndpointWire<Q, A> extends Serializable {
    /** Content type of {@link #body}. */
    String contentType();

    /** Content type that is asked for. */
    String accept();

    /** About how many bytes of a body the question takes. */
    int bytes(Q question);

    /** One request for all of them, in this order. */
    String body(List<Q> questions);

    /**
     * The answers by position; throws a {@link io.millrace.models.remote.RemoteModelException} where the body is not one
     * answer for each question.
     */
    List<A> answers(String body, List<Q> questions);

    /** What the question is, whatever else was asked with it. */
    default String digest(Q question) {
        return Ids.hash("question", body(List.of(question)));
    }

    /** The answer as text that {@link #read} reads back exactly. */
    String row(A answer);

    /** The answer to this question that a row holds; throws as {@link #answers} does. */
    A read(String row, Q question);
}
