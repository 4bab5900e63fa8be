package io.millrace.local.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The AWS JSON 1.1 protocol of one service: {@code X-Amz-Target} names the action, {@code Content-Type} the codec; planned faults
 * happen here, before or after the action. An action that the real service has and the stand-in has not says so.
 */
public final class ServiceProtocol implements Protocol {
    private final String standIn;
    private final String targetPrefix;
    private final Map<String, Action> actions;
    private final Set<String> unsupported;
    private final Set<WireCodec> codecs;
    private final Faults faults;

    /** The protocol of a service; {@code unsupported} are its actions that are answered with a clear refusal. */
    public ServiceProtocol(
            String standIn,
            String targetPrefix,
            Map<String, Action> actions,
            Set<String> unsupported,
            Set<WireCodec> codecs,
            Faults faults) {
        this.standIn = standIn;
        this.targetPrefix = targetPrefix;
        this.actions = Map.copyOf(actions);
        this.unsupported = Set.copyOf(unsupported);
        this.codecs = Set.copyOf(codecs);
        this.faults = faults;
    }

    @Override
    public Optional<WireAnswer> answer(WirePost post) {
        return answer(post.target(), post.contentType(), post.body());
    }

    private Optional<WireAnswer> answer(@Nullable String target, @Nullable String contentType, byte[] body) {
        var codec = codec(contentType);
        if (codec.isEmpty()) {
            return Optional.of(error(WireCodec.JSON, unknownFormat(contentType)));
        }
        try {
            return answer(actionName(target), codec.get(), body);
        } catch (WireException e) {
            return Optional.of(error(codec.get(), e));
        }
    }

    private Optional<WireAnswer> answer(String name, WireCodec codec, byte[] body) {
        var fault = faults.next(name);
        if (fault.isEmpty()) {
            return Optional.of(carryOut(name, codec, body));
        }
        pause(fault.get().latency());
        switch (fault.get().kind()) {
            case ERROR:
                throw fault.get().error().orElseThrow();
            case CONNECTION_LOST:
                return Optional.empty();
            case ANSWER_LOST:
                carryOut(name, codec, body);
                return Optional.empty();
            case SLOW:
                break;
        }
        return Optional.of(carryOut(name, codec, body));
    }

    private WireAnswer carryOut(String name, WireCodec codec, byte[] body) {
        var answer = action(name).answer(new WireRequest(codec.read(body), codec));
        // An empty answer has no body at all, as AWS sends it.
        var bytes = answer.isEmpty() ? new byte[0] : codec.write(answer);
        return new WireAnswer(200, codec.contentType(), Optional.empty(), bytes);
    }

    private Action action(String name) {
        var action = actions.get(name);
        if (action != null) {
            return action;
        }
        if (unsupported.contains(name)) {
            throw WireException.client(
                    "UnsupportedOperationException",
                    standIn + " does not implement " + name + "; the real service does");
        }
        throw WireException.client("UnknownOperationException", name + " is not an action known to " + standIn);
    }

    private String actionName(@Nullable String target) {
        if (target == null || !target.startsWith(targetPrefix + ".")) {
            throw WireException.client(
                    "UnknownOperationException",
                    standIn + " serves X-Amz-Target " + targetPrefix + ".<Action>, not " + target);
        }
        return target.substring(targetPrefix.length() + 1);
    }

    private Optional<WireCodec> codec(@Nullable String contentType) {
        if (contentType == null) {
            return Optional.empty();
        }
        var mediaType = contentType.split(";", 2)[0].trim();
        return codecs.stream()
                .filter(codec -> codec.contentType().equalsIgnoreCase(mediaType))
                .findFirst();
    }

    private WireException unknownFormat(@Nullable String contentType) {
        var known = codecs.stream().map(WireCodec::contentType).sorted().toList();
        return new WireException(
                415, "UnknownOperationException", standIn + " reads Content-Type " + known + ", not " + contentType);
    }

    private static WireAnswer error(WireCodec codec, WireException error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", error.type());
        body.put("message", error.getMessage());
        return new WireAnswer(error.status(), codec.contentType(), Optional.of(error.type()), codec.write(body));
    }

    private static void pause(Duration latency) {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
