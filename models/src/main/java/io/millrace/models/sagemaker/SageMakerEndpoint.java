package io.millrace.models.sagemaker;

import io.millrace.domain.id.Ids;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.Breaker;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;

/** One SageMaker endpoint of an algorithm with this wire. What cannot be sent is refused here and troubles nobody. */
public final class SageMakerEndpoint<Q, A> implements RemoteModel<Q, A> {
    private static final int FAILURES = 5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final String endpoint;
    private final EndpointWire<Q, A> wire;
    private final SageMakerRuntimeAsyncClient client;
    private final Duration deadline;
    private final Breaker breaker = Breaker.of(FAILURES, OPEN_FOR);

    /**
     * @param endpoint the endpoint's name
     * @param client closed with this
     * @param deadline of one request, its retries included
     */
    SageMakerEndpoint(String endpoint, EndpointWire<Q, A> wire, SageMakerRuntimeAsyncClient client, Duration deadline) {
        this.endpoint = endpoint;
        this.wire = wire;
        this.client = client;
        this.deadline = deadline;
    }

    @Override
    public CompletableFuture<Answers<A>> ask(List<Q> questions) {
        if (questions.isEmpty()) {
            return CompletableFuture.completedFuture(new Answers<>(List.of(), ""));
        }
        byte[] body = wire.body(questions).getBytes(StandardCharsets.UTF_8);
        if (body.length > EndpointLimits.MOST_BODY_BYTES) {
            return CompletableFuture.failedFuture(new RemoteModelException(
                    RemoteModelException.TOO_LARGE,
                    questions.size() + " questions to " + endpoint + " take " + body.length + " bytes; at most "
                            + EndpointLimits.MOST_BODY_BYTES + " can be sent"));
        }
        return breaker.call(() -> client.invokeEndpoint(request(body)).thenApply(answer -> answers(answer, questions)));
    }

    @Override
    public boolean rests() {
        return breaker.isOpen();
    }

    /** The id derives from the content, so that a capture of requests can be joined with the lake. */
    private InvokeEndpointRequest request(byte[] body) {
        return InvokeEndpointRequest.builder()
                .endpointName(endpoint)
                .contentType(wire.contentType())
                .accept(wire.accept())
                .inferenceId(Ids.hash("inference", endpoint, new String(body, StandardCharsets.UTF_8)))
                .body(SdkBytes.fromByteArray(body))
                .overrideConfiguration(settings -> settings.apiCallTimeout(deadline))
                .build();
    }

    private Answers<A> answers(InvokeEndpointResponse answer, List<Q> questions) {
        if (answer.body() == null) {
            throw AnswerRows.unreadable("nothing");
        }
        String variant = answer.invokedProductionVariant();
        return new Answers<>(
                wire.answers(new String(answer.body().asByteArray(), StandardCharsets.UTF_8), questions),
                variant == null ? "" : variant);
    }

    @Override
    public void close() {
        client.close();
    }
}
