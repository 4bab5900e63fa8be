package io.millrace.models.sagemaker;

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
}
