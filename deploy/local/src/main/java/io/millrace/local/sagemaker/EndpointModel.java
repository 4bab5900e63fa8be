package io.millrace.local.sagemaker;

import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WirePost;

/** What stands behind an endpoint: the body of a request in, the container's answer out. Safe for use by several threads. */
public interface EndpointModel {
    /** What it is, in a few words, for who starts it. */
    String description();

    /** The answer of the container, or an {@link UnfitRequestException}. */
    WireAnswer invoke(WirePost post);
}
