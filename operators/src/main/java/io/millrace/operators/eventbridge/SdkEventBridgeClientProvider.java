package io.millrace.operators.eventbridge;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/** The AWS SDK's client for a Region, or for an endpoint that speaks the same protocol. */
public final class SdkEventBridgeClientProvider implements EventBridgeClientProvider {
    private static final long serialVersionUID = 1L;
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private final String region;
    private final @Nullable URI endpoint;
    private final SerializableSupplier<AwsCredentialsProvider> credentials;

    private SdkEventBridgeClientProvider(
            String region, @Nullable URI endpoint, SerializableSupplier<AwsCredentialsProvider> credentials) {
        this.region = region;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /** The service in a Region, with the credentials of the place where the job runs. */
    public static SdkEventBridgeClientProvider of(String region) {
        return new SdkEventBridgeClientProvider(region, null, () -> DefaultCredentialsProvider.create());
    }

    /** The same with another endpoint, for instance {@code http://127.0.0.1:4010}. */
    public SdkEventBridgeClientProvider withEndpoint(URI other) {
        return new SdkEventBridgeClientProvider(region, other, credentials);
    }

    /** The same with other credentials; the supplier runs where the sink runs. */
    public SdkEventBridgeClientProvider withCredentials(SerializableSupplier<AwsCredentialsProvider> other) {
        return new SdkEventBridgeClientProvider(region, endpoint, other);
    }

    @Override
    public EventBridgeAsyncClient client() {
        var provider = credentials.get();
        // later, a missing credential looks like a passing fault of the network
        provider.resolveCredentials();
        var builder = EventBridgeAsyncClient.builder()
                .region(Region.of(region))
                .credentialsProvider(provider)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .apiCallTimeout(CALL_TIMEOUT)
                        .build());
        return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }
}
