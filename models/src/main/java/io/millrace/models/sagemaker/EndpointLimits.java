package io.millrace.models.sagemaker;

import java.time.Duration;

/** What InvokeEndpoint allows. Source: the service model of SageMaker Runtime and its documentation of containers. */
public final class EndpointLimits {
    /** Bytes of a request's body by the service model; newer pages say 25 MB. */
    public static final int MOST_BODY_BYTES = 6_291_456;

    /** Bytes that a batch gathers: some room for what encloses its questions. */
    public static final int BATCH_BYTES = 5_000_000;

    /** A container answers within this or is cut off: no deadline of ours is worth more. */
    public static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private EndpointLimits() {}
}
