package io.millrace.models.sagemaker;

import io.millrace.domain.id.Ids;
import io.millrace.models.remote.Breaker;
import io.millrace.models.remote.RemoteClients;
import io.millrace.models.remote.RemoteModelException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;

/** One SageMaker endpoint of the Random Cut Forest algorithm. */
public final class SageMakerForest implements ForestEndpoint {
    private static final int FAILURES = 5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final String endpoint;
    private final SageMakerRuntimeAsyncClient client;
    private final Breaker breaker = Breaker.of(FAILURES, OPEN_FOR);

    /**
     * @param endpoint the endpoint's name
     * @param address instead of the Region's, or null
     * @param deadline of one request, its retries included
     * @param connections most requests under way
     */
    public SageMakerForest(String endpoint, String region, @Nullable URI address, Duration deadline, int connections) {
        this.endpoint = endpoint;
        this.client =
                RemoteClients.client(SageMakerRuntimeAsyncClient.builder(), region, address, deadline, connections);
    }

    @Override
    public CompletableFuture<ForestScores> score(List<String> lines) {
        String body = ForestWire.body(lines);
        return breaker.call(() -> client.invokeEndpoint(request -> request.endpointName(endpoint)
                        .contentType(ForestWire.CSV)
                        .accept(ForestWire.JSON)
                        .inferenceId(Ids.hash("inference", endpoint, body))
                        .body(SdkBytes.fromUtf8String(body)))
                .thenApply(answer -> scores(answer, lines.size())));
    }

    private static ForestScores scores(InvokeEndpointResponse answer, int wanted) {
        if (answer.body() == null) {
            throw new RemoteModelException(RemoteModelException.UNREADABLE, "The endpoint answered nothing");
        }
        String variant = answer.invokedProductionVariant();
        return new ForestScores(
                ForestWire.scores(answer.body().asUtf8String(), wanted), variant == null ? "" : variant);
    }

    @Override
    public void close() {
        client.close();
    }
}
