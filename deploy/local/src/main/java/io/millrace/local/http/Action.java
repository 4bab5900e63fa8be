package io.millrace.local.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation of a service: a request in, an answer or a {@link WireException} out. */
@FunctionalInterface
public interface Action {
    /** Carries the request out; an empty object stands for an empty answer. */
    ObjectNode answer(WireRequest request);
}
