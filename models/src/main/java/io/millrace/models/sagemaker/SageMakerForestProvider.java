package io.millrace.models.sagemaker;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Clients of SageMaker in one Region, with the default chain of credentials. */
public final class SageMakerForestProvider implements ForestEndpointProvider {
    private static final long serialVersionUID = 1L;

    private final String region;
    private final @Nullable URI address;
    private final Duration deadline;
    private final int connections;

    /**
     * @param address instead of the Region's, or null
     * @param deadline of one request, its retries included
     * @param connections most requests under way per client
     */
    public SageMakerForestProvider(String region, @Nullable URI address, Duration deadline, int connections) {
        this.region = region;
        this.address = address;
        this.deadline = deadline;
        this.connections = connections;
    }

    @Override
    public ForestEndpoint open(String endpoint) {
        return new SageMakerForest(endpoint, region, address, deadline, connections);
    }
}
