package io.millrace.local.sagemaker;

import io.millrace.local.http.Faults;
import io.millrace.local.http.Protocol;
import io.millrace.local.http.RestProtocol;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WirePost;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two ways to a model: SageMaker's API ({@code POST /endpoints/NAME/invocations}), and the paths that SageMaker calls
 * inside a container ({@code GET /ping}, {@code POST /invocations}), whose errors are a status and a text.
 */
final class EndpointProtocol implements Protocol {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final RestProtocol api;
    private final @Nullable EndpointModel container;

    EndpointProtocol(
            String name,
            String action,
            RestProtocol.Operation invoke,
            Faults faults,
            @Nullable EndpointModel container) {
        this.api = new RestProtocol(name, action, Pattern.compile("/endpoints/([^/]+)/invocations"), invoke, faults);
        this.container = container;
    }

    @Override
    public Optional<WireAnswer> answer(WirePost post) {
        if (container == null || !post.path().equals("/invocations")) {
            return api.answer(post);
        }
        try {
            return Optional.of(container.invoke(post));
        } catch (UnfitRequestException e) {
            return Optional.of(text(e.status(), String.valueOf(e.getMessage())));
        }
    }

    /** Healthy is 200; a path that a container does not have is missing, not healthy. */
    @Override
    public Optional<WireAnswer> get(String path) {
        if (container == null || path.equals("/")) {
            return Optional.empty();
        }
        return Optional.of(path.equals("/ping") ? text(200, "") : text(404, "There are /ping and /invocations"));
    }

    private static WireAnswer text(int status, String text) {
        return new WireAnswer(status, TEXT, Optional.empty(), text.getBytes(StandardCharsets.UTF_8));
    }
}
