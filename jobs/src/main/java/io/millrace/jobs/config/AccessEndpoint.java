package io.millrace.jobs.config;

import io.millrace.models.sagemaker.EndpointLimits;
import io.millrace.operators.access.RemoteAccess;
import java.time.Duration;

/** Whether SageMaker's IP Insights judges accesses, and how it is asked. Not by default. */
public final class AccessEndpoint {
    private static final String GROUP = "SageMakerAccess";

    private final RemoteAccess remote;
    private final String region;
    private final String address;

    private AccessEndpoint(Settings in) {
        String endpoint = in.named(GROUP, "endpoint");
        region = endpoint.isEmpty()
                ? in.text(GROUP, "aws.region", "")
                : in.required(GROUP, "aws.region", "the Region of the endpoint");
        address = in.text(GROUP, "aws.endpoint", "");
        remote = new RemoteAccess(
                endpoint,
                in.number(GROUP, "lowest.product", 0, -1000, 1000),
                in.deadline(GROUP, "deadline", Duration.ofSeconds(2), EndpointLimits.LONGEST_ANSWER),
                in.integer(GROUP, "batch.pairs", 100, 1, 10_000),
                in.integer(GROUP, "in.flight", 4, 1, 1000));
    }

    static AccessEndpoint read(Settings in) {
        return new AccessEndpoint(in);
    }

    public RemoteAccess remote() {
        return remote;
    }

    public String region() {
        return region;
    }

    /** Address to use instead of the Region's; empty for the Region's. */
    public String address() {
        return address;
    }
}
