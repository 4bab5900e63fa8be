package io.millrace.models.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/** How clients of remote models are made: a deadline for the whole call, and retries within it by error code. */
public final class RemoteClients {
    private static final int ATTEMPTS = 3;

    /** Passing by their documented meaning; everything else fails at once. */
    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "ModelNotReadyException",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "InternalFailure",
            "InternalDependencyException",
            "InternalServerException");

    private RemoteClients() {}

    /** Sets Region, address, deadline, retries and connections of a client. */
    public static <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C client(
            B builder, String region, @Nullable URI endpoint, Duration deadline, int connections) {
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        var retries = StandardRetryStrategy.builder()
                .maxAttempts(ATTEMPTS)
                .retryOnException(RemoteClients::isPassing)
                .build();
        return builder.region(Region.of(region))
                // Bedrock's client would begin with HTTP/2, which gains nothing for a few calls and not every proxy
                // speaks.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .maxConcurrency(connections)
                        .connectionAcquisitionTimeout(deadline)
                        .readTimeout(deadline))
                .overrideConfiguration(
                        settings -> settings.apiCallTimeout(deadline).retryStrategy(retries))
                .build();
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof AwsServiceException
                ? PASSING.contains(RemoteModelException.codeOf((AwsServiceException) failure))
                : failure instanceof SdkClientException && ((SdkClientException) failure).retryable();
    }
}
