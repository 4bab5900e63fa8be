package io.millrace.models.sagemaker;

import io.millrace.models.remote.RemoteClients;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelProvider;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;

/** Endpoints of one algorithm in one Region, with the default chain of credentials. */
public final class SageMakerEndpoints<Q, A> implements RemoteModelProvider<Q, A> {
    private static final long serialVersionUID = 1L;

    private final EndpointWire<Q, A> wire;
    private final String region;
    private final @Nullable URI address;
    private final Duration deadline;
    private final int connections;

    /**
     * @param address instead of the Region's, or null
     * @param deadline of one request, its retries included: at most {@link EndpointLimits#LONGEST_ANSWER}
     * @param connections most requests under way per client
     */
    public SageMakerEndpoints(
            EndpointWire<Q, A> wire, String region, @Nullable URI address, Duration deadline, int connections) {
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(EndpointLimits.LONGEST_ANSWER) > 0) {
            throw new IllegalArgumentException("The deadline is " + deadline + "; an endpoint answers within "
                    + EndpointLimits.LONGEST_ANSWER + " or not at all: it must be above 0 and at most that");
        }
        this.wire = wire;
        this.region = region;
        this.address = address;
        this.deadline = deadline;
        this.connections = connections;
    }

    @Override
    public RemoteModel<Q, A> open(String name) {
        var client =
                RemoteClients.client(SageMakerRuntimeAsyncClient.builder(), region, address, deadline, connections);
        return new SageMakerEndpoint<>(name, wire, client, deadline);
    }
}
