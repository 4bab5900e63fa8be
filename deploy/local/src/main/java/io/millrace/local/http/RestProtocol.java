package io.millrace.local.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The REST-JSON protocol of one operation: the path names a thing, errors carry their type in a header. Planned faults happen
 * here, under the operation's name.
 */
public final class RestProtocol implements Protocol {
    /** Carries the operation out for the thing that the path names, or throws a {@link WireException}. */
    public interface Operation {
        /** The answer of the service. */
        WireAnswer answer(String name, WirePost post);
    }

    private final String standIn;
    private final String action;
    private final Pattern path;
    private final Operation operation;
    private final Faults faults;

    /** @param path with one group: the name in it, percent-encoded as it came */
    public RestProtocol(String standIn, String action, Pattern path, Operation operation, Faults faults) {
        this.standIn = standIn;
        this.action = action;
        this.path = path;
        this.operation = operation;
        this.faults = faults;
    }

    @Override
    public Optional<WireAnswer> answer(WirePost post) {
        try {
            var named = path.matcher(post.path());
            if (!named.matches()) {
                throw new WireException(404, "UnknownOperationException", standIn + " serves POST " + path);
            }
            String name = URLDecoder.decode(named.group(1), StandardCharsets.UTF_8);
            var fault = faults.next(action);
            if (fault.isEmpty()) {
                return Optional.of(operation.answer(name, post));
            }
            pause(fault.get().latency());
            switch (fault.get().kind()) {
                case ERROR:
                    throw fault.get().error().orElseThrow();
                case CONNECTION_LOST:
                    return Optional.empty();
                case ANSWER_LOST:
                    operation.answer(name, post);
                    return Optional.empty();
                case SLOW:
                    break;
            }
            return Optional.of(operation.answer(name, post));
        } catch (WireException e) {
            return Optional.of(error(e));
        }
    }

    private static WireAnswer error(WireException error) {
        var body = JsonNodeFactory.instance.objectNode().put("message", error.getMessage());
        return new WireAnswer(
                error.status(),
                "application/json",
                Optional.of(error.type()),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void pause(Duration latency) {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
